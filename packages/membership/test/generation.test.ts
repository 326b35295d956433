import assert from 'node:assert/strict'
import {generationFromScopes, parseInfo} from '../src/generation.js'

describe('parseInfo', () => {
  for (const [version, generation] of [
    ['v0.36.2', 2],
    ['v1.11.1', 2],
    ['v2.0.0', 3],
    ['2.5.0', 3],
    ['v2.0.0-rc.1', 3],
    ['191a441', undefined],
    ['develop', undefined],
  ] as const) {
    it(`takes Membership ${version} for generation ${generation ?? 'unknown'}`, () => {
      assert.deepEqual(parseInfo({version, capabilities: []}), {version, generation})
    })
  }

  it('gives nothing for a page that is something else', () => {
    assert.equal(parseInfo({hello: 'world'}), undefined)
    assert.equal(parseInfo('<html>'), undefined)
  })
})

describe('generationFromScopes', () => {
  it('tells by the scopes that only one generation has', () => {
    assert.equal(generationFromScopes(['openid', 'supertoken', 'accesses']), 2)
    assert.equal(generationFromScopes(['openid', 'on_behalf', 'accesses']), 3)
    assert.equal(generationFromScopes(['openid', 'on_behalf', 'supertoken']), undefined)
    assert.equal(generationFromScopes(undefined), undefined)
  })
})
