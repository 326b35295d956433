import assert from 'node:assert/strict'
import {randomBytes} from '../../src/init/random-bytes.js'

describe('randomBytes', () => {
  it('gives as many as asked for, other ones each time, of every value', () => {
    assert.equal(randomBytes(80).length, 80)
    assert.notDeepEqual(randomBytes(32), randomBytes(32))
    assert.equal(new Set(randomBytes(20_000)).size, 256)
  })
})
