import assert from 'node:assert/strict'
import {parseHelmVersion} from '../../src/helm/version.js'

describe('parseHelmVersion', () => {
  for (const [said, major] of [
    ['v3.8.0', 3],
    ['v3.17.3\n', 3],
    ['v4.1.4', 4],
    ['v4.3', 4],
    ['v4.0.0-rc.1', 4],
  ] as const) {
    it(`takes ${JSON.stringify(said)}`, () => assert.equal(parseHelmVersion(said, 'helm').major, major))
  }

  for (const said of ['v3.7.2', 'v2.17.0', '', '<no value>']) {
    it(`refuses ${JSON.stringify(said)}`, () => {
      assert.throws(() => parseHelmVersion(said, '/usr/bin/helm'), {code: 'HELM_UNSUPPORTED', exitCode: 3})
    })
  }
})
