import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import {gzipSync} from 'node:zlib'
import {helmFolders, runCli, temporaryFolder} from '@cloudprem/testing'

const VALUES = {
  global: {serviceHost: 'old.example', postgresql: {auth: {password: 'deployedPassword0123'}}},
  portal: {replicas: 2},
}

/** The Secret in which Helm keeps a release: JSON, gzipped, in base64, and that again as the Secret's data. */
function releaseSecret() {
  const release = {
    name: 'cloudprem',
    namespace: 'money',
    version: 3,
    config: VALUES,
    info: {status: 'deployed', first_deployed: '2026-11-24T10:00:00Z', last_deployed: '2026-11-24T10:00:00Z'},
    chart: {metadata: {name: 'cloudprem', version: '3.20.1', apiVersion: 'v2'}, values: {}, templates: []},
    manifest: '',
  }
  const packed = gzipSync(JSON.stringify(release)).toString('base64')
  const labels = {name: 'cloudprem', owner: 'helm', status: 'deployed', version: '3'}
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'helm.sh/release.v1',
    metadata: {name: 'sh.helm.release.v1.cloudprem.v3', namespace: 'money', labels},
    data: {release: Buffer.from(packed).toString('base64')},
  }
}

/** As much of the Kubernetes API as helm asks for. */
function startApi(): Promise<Server> {
  const server = createServer((request, response) => {
    const {pathname, searchParams} = new URL(request.url ?? '/', 'http://localhost')
    const wanted = /name=cloudprem(,|$)/.test(searchParams.get('labelSelector') ?? '')
    const body =
      pathname === '/version'
        ? {major: '1', minor: '30', gitVersion: 'v1.30.0'}
        : pathname === '/api/v1/namespaces/money/secrets'
          ? {apiVersion: 'v1', kind: 'SecretList', metadata: {}, items: wanted ? [releaseSecret()] : []}
          : undefined
    response.writeHead(body ? 200 : 404, {'content-type': 'application/json'})
    response.end(JSON.stringify(body ?? {kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', code: 404}))
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

describe('cloudprem values diff against a release, with the real helm', () => {
  let api: Server
  let home: string
  let env: Record<string, string>

  before(async function () {
    const folders = await helmFolders()
    if (folders.length === 0) this.skip()
    api = await startApi()
    home = temporaryFolder()
    const server = `http://127.0.0.1:${(api.address() as AddressInfo).port}`
    const kubeconfig = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{name: 'here', cluster: {server}}],
      contexts: [{name: 'here', context: {cluster: 'here', user: 'me'}}],
      users: [{name: 'me', user: {}}],
      'current-context': 'here',
    }
    writeFileSync(path.join(home, 'kubeconfig'), JSON.stringify(kubeconfig))
    env = {
      PATH: [...folders, process.env['PATH'] ?? ''].join(path.delimiter),
      KUBECONFIG: path.join(home, 'kubeconfig'),
      HELM_DRIVER: 'secret',
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
    }
  })
  after(() => api?.close())

  it('shows what the file would change in the release, without its secrets', async () => {
    const text =
      'global:\n  serviceHost: new.example\n  postgresql: {auth: {password: otherPassword0123}}\nportal:\n  replicas: 2\n'
    writeFileSync(path.join(home, 'values.yaml'), text)
    const run = await runCli(['values', 'diff', '--release', 'cloudprem', '-n', 'money', '--exit-code'], {home, env})
    assert.equal(run.exitCode, 4, run.stderr)
    assert.match(run.stdout, /~ +global\.serviceHost +"old\.example" +"new\.example"/)
    assert.match(run.stdout, /2 differences: 2 changed from release cloudprem to values\.yaml/)
    assert.doesNotMatch(run.stdout, /deployedPassword|otherPassword/)
  })

  it('finds no difference to the file that the release was made with', async () => {
    writeFileSync(path.join(home, 'same.json'), JSON.stringify(VALUES))
    const run = await runCli(['values', 'diff', 'same.json', '--release', 'cloudprem', '-n', 'money', '--exit-code'], {home, env})
    assert.equal(run.exitCode, 0, run.stderr)
  })

  it('says that there is no such release', async () => {
    const run = await runCli(['values', 'diff', 'same.json', '--release', 'other', '-n', 'money'], {home, env})
    assert.equal(run.exitCode, 5)
    assert.match(run.stderr, /There is no release other in namespace money/)
  })
})
