import assert from 'node:assert/strict'
import {explainFailure, type FailedRun} from '../../src/helm/explain-failure.js'

const RUN: FailedRun = {
  action: 'install',
  stderr: '',
  exitCode: 1,
  chart: {kind: 'registry', location: 'oci://ghcr.io/formancehq/helm/cloudprem', name: 'oci://ghcr.io/formancehq/helm/cloudprem'},
  version: '4.10.2',
  release: 'cloudprem',
  namespace: 'formance-system',
  valuesFiles: ['values.yaml'],
}

/** What helm 3.17.3 and 4.1.4 print. */
const SAID: [string, stderr: string, message: RegExp, hint: RegExp][] = [
  [
    'a release that exists',
    'Error: INSTALLATION FAILED: cannot re-use a name that is still in use',
    /already a release cloudprem in namespace formance-system/,
    /helm upgrade cloudprem oci:\/\/\S+ --version 4\.10\.2 --namespace formance-system --values values\.yaml/,
  ],
  [
    'an object of another release',
    'Error: INSTALLATION FAILED: unable to continue with install: Secret "membership-dex-config" in namespace "formance-system" ' +
      'exists and cannot be imported into the current release: invalid ownership metadata',
    /Secret "membership-dex-config" exists already/,
    /helm list/,
  ],
  [
    'a version that is not there (helm 3)',
    'Error: INSTALLATION FAILED: failed to perform "FetchReference" on source: ghcr.io/formancehq/helm/cloudprem:4.10.2: not found',
    /There is no chart oci:\/\/\S+ 4\.10\.2/,
    /--chart-version v4\.10\.2/,
  ],
  [
    'a registry that wants a login',
    'Error: INSTALLATION FAILED: GET "https://ghcr.io/v2/x/manifests/1": response status code 403: denied: denied',
    /does not give out/,
    /helm registry login ghcr\.io/,
  ],
  [
    'pods that do not become ready (helm 3)',
    'Error: INSTALLATION FAILED: context deadline exceeded',
    /not everything became ready/,
    /kubectl get pods --namespace formance-system/,
  ],
  [
    'pods that do not become ready (helm 4)',
    'Error: INSTALLATION FAILED: resource Deployment/formance-system/cloudprem-dex not ready. status: InProgress',
    /not everything became ready/,
    /the release is kept/,
  ],
  [
    'a variable given twice',
    'Error: INSTALLATION FAILED: failed to create typed patch object (…): .env: duplicate entries for key [name="DEBUG"]',
    /given twice/,
    /additionalEnv/,
  ],
  [
    'a schema (helm 3)',
    "Error: INSTALLATION FAILED: values don't meet the specifications of the schema(s) in the following chart(s):\nmembership:\n- global.serviceHost: Invalid type. Expected: string, given: integer",
    /refuses values\.yaml: a value has the wrong type/,
    /cloudprem values validate values\.yaml/,
  ],
]

describe('explainFailure', () => {
  for (const [what, stderr, message, hint] of SAID) {
    it(`explains ${what}`, () => {
      const error = explainFailure({...RUN, stderr})
      assert.equal(error.code, 'HELM_FAILED')
      assert.match(error.message, message)
      assert.match(error.hints.join('\n'), hint)
      assert.ok(error.reason?.includes(stderr.split('\n').at(-1)?.replace('Error: INSTALLATION FAILED: ', '') ?? ''))
    })
  }

  it('passes on what it does not know, in helm’s last words and without log lines', () => {
    const lines = Array.from({length: 20}, (_, index) => `line ${index}`)
    const error = explainFailure({...RUN, stderr: [...lines, 'level=ERROR msg="the same again"', 'Error: the end'].join('\n')})
    assert.equal(error.message, 'helm install failed (exit code 1)')
    assert.equal(error.reason?.split('\n').length, 8)
    assert.match(error.reason ?? '', /the end$/)
    assert.doesNotMatch(error.reason ?? '', /the same again/)
  })

  it('masks a secret that helm quotes', () => {
    const stderr = 'Error: parse "postgresql://formance:Hunter2Hunter2@db.example/formance": password: Hunter2Hunter2'
    assert.doesNotMatch(explainFailure({...RUN, stderr}).reason ?? '', /Hunter2/)
  })

  it('says so when helm said nothing', () => {
    assert.match(explainFailure({...RUN, exitCode: 137}).reason ?? '', /exit code 137 and said nothing/)
  })
})
