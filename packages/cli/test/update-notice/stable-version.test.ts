import assert from 'node:assert/strict'
import {isNewer, isStable} from '../../src/update-notice/stable-version.js'

describe('the version of an update', () => {
  it('is newer by number, not by letter, and a release comes after its pre-releases', () => {
    for (const [version, present] of [
      ['0.2.0', '0.1.9'],
      ['0.10.0', '0.9.0'],
      ['1.0.0', '0.99.99'],
      ['0.1.1', '0.1.0'],
      ['0.2.0', '0.2.0-beta.3'],
      ['0.2.0', '0.1.0+build-7'],
    ] as const) {
      assert.ok(isNewer(version, present), `${version} after ${present}`)
      assert.ok(!isNewer(present, version), `${present} not after ${version}`)
    }
    for (const [version, present] of [
      ['0.1.0', '0.1.0'],
      ['0.1.0', '0.2.0-beta.3'],
      ['0.2.0', '0.2.0+build-7'],
    ] as const) {
      assert.ok(!isNewer(version, present), `${version} not after ${present}`)
    }
  })

  it('is a release and nothing that a terminal would obey', () => {
    assert.ok(isStable('0.10.2'))
    for (const version of ['1.0.0-rc.1', '1.0', 'v1.0.0', '1.0.0\u001B[31m', '1.0.0\n', '9.9.9 ', '', `${'9'.repeat(400)}.0.0`])
      assert.ok(!isStable(version), JSON.stringify(version))
  })
})
