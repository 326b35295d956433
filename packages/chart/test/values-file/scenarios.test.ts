import assert from 'node:assert/strict'
import {checkValuesFiles, majorOf} from '@cloudprem/chart'
import {readScenario, scenarios} from './scenarios/index.js'

// The two findings that a scenario deserves.
const NO_VOLUME = 'database-not-persistent' // the base is a trial: 2.x and 3.x keep the bundled database in the pod
const READABLE = 'secret-in-configmap' // these two places have no form that takes a Secret

describe('values that deploy', () => {
  for (const {name, versions, expects = {}} of scenarios) {
    for (const version of versions) {
      it(`${name} on chart ${version} has no finding that it does not deserve`, () => {
        const {findings} = checkValuesFiles(readScenario(name, version), {
          release: 'cloudprem',
          namespace: 'formance-system',
          chartVersion: version,
        })
        const deserved = [
          ...(expects.bundledWithoutVolume === false || majorOf(version) === 4 ? [] : [NO_VOLUME]),
          ...(expects.secretInConfigMap === true ? [READABLE] : []),
        ]
        assert.deepEqual(
          findings.map(({rule}) => rule),
          deserved,
          JSON.stringify(findings, undefined, 2),
        )
      })
    }
  }

  it('are judged on every chart version in which a setting came or went', () => {
    const judged = new Set(scenarios.flatMap(({versions}) => versions))
    for (const version of ['2.2.1', '3.0.0', '3.3.2', '3.4.0', '3.14.0', '3.20.1', '3.20.3', '4.0.0', '4.10.2'])
      assert.ok(judged.has(version), version)
  })
})
