import assert from 'node:assert/strict'
import {secretProblem} from '@cloudprem/chart'
import {generateSecret} from '../../src/init/generate-secret.js'

describe('generated secrets', () => {
  it('start with a letter, hold letters and digits only, and never repeat', () => {
    const secrets = Array.from({length: 2000}, () => generateSecret())
    for (const secret of secrets) assert.match(secret, /^[A-Za-z][A-Za-z0-9]{39}$/)
    assert.equal(new Set(secrets).size, secrets.length)
    assert.deepEqual(
      secrets.filter((secret) => secretProblem(secret) !== undefined),
      [],
    )
  })

  it('use the whole alphabet', () => {
    const seen = new Set(Array.from({length: 200}, () => generateSecret()).join(''))
    assert.equal(seen.size, 62)
  })
})
