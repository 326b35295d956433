import assert from 'node:assert/strict'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {temporaryFolder} from '@cloudprem/testing'
import {machine as machineWith, machineWithHelm, VALUES, type Machine} from '../machine.js'

const SANDBOX = ['helm', 'install', '--chart', 'sandbox', '--values', VALUES]

/** A cluster where nobody listens. */
const KUBECONFIG = `
apiVersion: v1
kind: Config
current-context: prod-eu
contexts:
  - {name: prod-eu, context: {cluster: prod, user: ops}}
  - {name: test-eu, context: {cluster: test, user: ops}}
clusters:
  - {name: prod, cluster: {server: "https://127.0.0.1:1"}}
  - {name: test, cluster: {server: "https://127.0.0.1:2"}}
users:
  - {name: ops, user: {token: not-a-real-one}}
`

describe('cloudprem helm install', function () {
  this.timeout(60_000)
  let machine: Machine
  let kubeconfig: {KUBECONFIG: string}

  before(async function () {
    const found = await machineWithHelm()
    if (!found) return this.skip()
    machine = found
    kubeconfig = {KUBECONFIG: path.join(machine.home, 'kubeconfig')}
    writeFileSync(kubeconfig.KUBECONFIG, KUBECONFIG)
  })

  it('says where it would install what, and does nothing without a yes', async () => {
    const {exitCode, stderr, stdout} = await machine.run(SANDBOX, {env: kubeconfig})
    assert.equal(exitCode, 2)
    assert.equal(stdout, '')
    assert.match(stderr, /Cluster +prod-eu \(https:\/\/127\.0\.0\.1:1\)/)
    assert.match(stderr, /Namespace +formance-system/)
    assert.match(stderr, /Release +cloudprem\n/)
    assert.match(stderr, /Chart +sandbox 4\.10\.2-rehearsal/)
    assert.match(stderr, /Values +\S+values\.yaml\s+\(0\s+errors/)
    assert.match(stderr, /USAGE_CONFIRMATION_NEEDED/)
  })

  it('fails clearly when the cluster cannot be reached, and keeps nothing in the profile', async () => {
    const {exitCode, stderr} = await machine.run([...SANDBOX, '--yes'], {env: kubeconfig})
    assert.equal(exitCode, 5)
    assert.match(stderr, /The Kubernetes cluster of context prod-eu cannot be reached +HELM_FAILED/)
    assert.match(stderr, /connection\s+refused/)
    assert.match(stderr, /kubectl cluster-info/)
    const {json} = await machine.run(['profiles', 'list', '--json'])
    assert.deepEqual((json() as {profiles: unknown[]}).profiles, [])
  })

  it('uses the context that was asked for', async () => {
    const {stderr} = await machine.run([...SANDBOX, '--yes', '--kube-context', 'test-eu'], {env: kubeconfig})
    assert.match(stderr, /Cluster +test-eu \(https:\/\/127\.0\.0\.1:2\)/)
    assert.match(stderr, /context test-eu cannot be reached/)
  })

  it('shows with --dry-run what would be applied, and asks neither the user nor a cluster', async () => {
    const {exitCode, stderr, stdout} = await machine.run([...SANDBOX, '--dry-run'])
    assert.equal(exitCode, 0, stderr)
    assert.match(stdout, /kind: Deployment/)
    assert.match(stderr, /Dry run \(client\): nothing was installed/)
    const server = await machine.run([...SANDBOX, '--dry-run=server'], {env: kubeconfig})
    assert.equal(server.exitCode, 5)
    assert.match(server.stderr, /cannot be reached/)
  })

  it('gives the manifest of a dry run and the hosts as one document', async () => {
    const {json} = await machine.run([...SANDBOX, '--dry-run', '--json'])
    const {hosts, manifest, ...rest} = json() as Record<string, unknown>
    assert.deepEqual(rest, {
      release: 'cloudprem',
      namespace: 'formance-system',
      kubeContext: null,
      chart: 'sandbox',
      chartVersion: '4.10.2-rehearsal',
      status: 'pending-install',
      revision: 1,
      dryRun: 'client',
    })
    assert.deepEqual(
      hosts,
      ['membership', 'dex', 'portal', 'console'].map((host) => `${host}.formance.example`),
    )
    assert.match(String(manifest), /kind: StatefulSet/)
  })

  it('refuses values with errors, naming line and rule, unless told not to look', async () => {
    const file = path.join(machine.home, 'broken.yaml')
    writeFileSync(file, readFileSync(VALUES, 'utf8').replace('MembershipForTests000000', 'changeMe'))
    const args = ['helm', 'install', '--chart', 'sandbox', '-f', file, '--dry-run']
    const refused = await machine.run(args)
    assert.equal(refused.exitCode, 4)
    assert.match(refused.stderr, /broken\.yaml has 1 error.*VALUES_INVALID/s)
    assert.match(refused.stderr.replaceAll(/\s+/g, ' '), /broken\.yaml:\d+:\d+/)
    assert.match(refused.stderr, /--skip-validation/)
    assert.equal((await machine.run([...args, '--skip-validation'])).exitCode, 0)
  })

  it('judges the values that --set and a second file make, not the first file alone', async () => {
    const second = path.join(machine.home, 'second.yaml')
    writeFileSync(second, 'portal: {ingress: {tls: []}}\n')
    const {exitCode, stderr} = await machine.run([...SANDBOX, '-f', second, '--dry-run'])
    assert.equal(exitCode, 4)
    assert.match(stderr, /portal\.ingress\.tls/)
    const mended = ['--set', 'portal.ingress.tls[0].secretName=acme,portal.ingress.tls[0].hosts[0]=portal.formance.example']
    assert.equal((await machine.run([...SANDBOX, '-f', second, ...mended, '--dry-run'])).exitCode, 0)
  })

  it('refuses a file that is no YAML', async () => {
    const {exitCode, stderr} = await machine.run(['helm', 'install', '--chart', 'sandbox', '-f', '-', '--dry-run'], {
      input: 'a: [1',
    })
    assert.equal(exitCode, 4)
    assert.match(stderr, /standard input has 1 error.*VALUES_UNPARSABLE/s)
  })

  it('names the command that makes a values file when there is none', async () => {
    const {exitCode, stderr} = await machine.run(['helm', 'install', '--chart', 'sandbox'], {cwd: temporaryFolder()})
    assert.equal(exitCode, 2)
    assert.match(stderr, /cloudprem values init/)
  })

  it('refuses a release name that the API server would refuse half-way', async () => {
    const {exitCode, stderr} = await machine.run([...SANDBOX, '--release', 'membership-portal', '--dry-run'])
    assert.equal(exitCode, 2)
    assert.match(stderr, /membership-portal/)
  })
})

describe('cloudprem helm install, as helm is called', function () {
  this.timeout(60_000)

  before(function () {
    if (process.platform === 'win32') this.skip() // the stand-in is a shell script
  })

  /** A helm that writes its arguments down and answers like one that installed. */
  function recordingMachine(version: string) {
    const folder = temporaryFolder()
    const log = path.join(folder, 'arguments')
    const answer = '{"name":"cloudprem","version":1,"info":{"status":"deployed"},"manifest":"---\\nkind: Secret\\n"}'
    const script = `#!/bin/sh
case "$1" in
  version) echo ${version} ;;
  show) printf 'name: cloudprem\\nversion: 4.10.2\\n' ;;
  template) printf 'values:\\n'; sed 's/^/  /' '${VALUES}' ;;
  install) printf '%s\\n' "$@" > '${log}'; printf '%s' '${answer}' ;;
esac
`
    writeFileSync(path.join(folder, 'helm'), script, {mode: 0o755})
    return {...machineWith([folder]), recorded: () => readFileSync(log, 'utf8').trimEnd().split('\n')}
  }

  it("is the guide's command, with the namespace made and the answer as JSON", async () => {
    const machine = recordingMachine('v3.17.3')
    const {exitCode, stderr, stdout} = await machine.run(['helm', 'install', '-f', VALUES, '--wait', '--timeout', '10m', '--yes'])
    assert.equal(exitCode, 0, stderr)
    assert.equal(
      machine.recorded().join(' '),
      `install cloudprem oci://ghcr.io/formancehq/helm/cloudprem --namespace formance-system --version 4.10.2 --values ${VALUES} ` +
        '--create-namespace --wait --timeout 10m --output json',
    )
    assert.match(stdout, /Installed cloudprem 4\.10\.2 as cloudprem in formance-system \(deployed\)/)
    assert.match(stdout, /https:\/\/portal\.formance\.example/)
    assert.match(stderr, /cloudprem login --membership-uri https:\/\/membership\.formance\.example\/api/)
  })

  it('has no secret in its arguments, whichever flag the user gave it by', async () => {
    const machine = recordingMachine('v4.1.4')
    const args = [
      '--set',
      'portal.config.cookie.secret=FromTheCommandLine1',
      '--set-string',
      'global.licence.token=FromTheCommandLine2',
    ]
    const {exitCode, stderr} = await machine.run(['helm', 'install', '-f', VALUES, ...args, '--yes', '--debug'])
    assert.equal(exitCode, 0, stderr)
    assert.doesNotMatch(machine.recorded().join(' ') + stderr, /FromTheCommandLine/)
    assert.match(
      machine.recorded().join(' '),
      /--set-file portal\.config\.cookie\.secret=\S+ --set-file global\.licence\.token=\S+/,
    )
  })

  for (const [helm, chart, expected] of [
    ['v4.1.4', '3.20.1', true],
    ['v3.17.3', '3.20.1', false],
    ['v4.1.4', '4.10.2', false],
  ] as const) {
    it(`${expected ? 'applies on the client' : 'leaves the way of applying alone'} with helm ${helm} and chart ${chart}`, async () => {
      const machine = recordingMachine(helm)
      const flags = ['--version', chart, '--skip-validation', '--yes']
      const {exitCode, stderr} = await machine.run(['helm', 'install', '-f', VALUES, ...flags])
      assert.equal(exitCode, 0, stderr)
      assert.equal(machine.recorded().includes('--server-side=false'), expected)
    })
  }

  it('keeps in the profile what it used, so that the next command asks for nothing', async () => {
    const machine = recordingMachine('v4.1.4')
    const flags = ['--namespace', 'billing', '--release', 'acme', '--version', '4.9.2', '--skip-validation', '--yes']
    await machine.run(['helm', 'install', '-f', VALUES, ...flags])
    const {json} = await machine.run(['profiles', 'list', '--json'])
    assert.deepEqual((json() as {profiles: unknown[]}).profiles, [
      {
        name: 'default',
        chart: 'oci://ghcr.io/formancehq/helm/cloudprem',
        chartVersion: '4.9.2',
        release: 'acme',
        namespace: 'billing',
        valuesFile: VALUES,
      },
    ])
    await machine.run(['helm', 'install', '--skip-validation', '--yes'])
    assert.match(
      machine.recorded().join(' '),
      /^install acme oci:\S+ --namespace billing --version 4\.9\.2 --values \S+values\.yaml /,
    )
  })

  it('passes Ctrl-C on to helm and says what state things are in', async () => {
    const folder = temporaryFolder()
    const started = path.join(folder, 'started')
    const stopped = path.join(folder, 'stopped')
    const script = `#!/bin/sh
case "$1" in
  version) echo v4.1.4 ;;
  install) trap "touch '${stopped}'; exit 1" TERM; touch '${started}'; while :; do sleep 0.05; done ;;
esac
`
    writeFileSync(path.join(folder, 'helm'), script, {mode: 0o755})
    const {exitCode, stderr} = await machineWith([folder]).run(['helm', 'install', '-f', VALUES, '--yes'], {
      started: ({kill}) => void until(() => existsSync(started)).then(() => kill('SIGINT')),
    })
    assert.equal(exitCode, 130)
    assert.match(
      stderr.replaceAll(/\s+/g, ' '),
      /cloudprem may be installed in part; helm status cloudprem --namespace formance-system/,
    )
    await until(() => existsSync(stopped))
  })
})

/** Returns as soon as it is so, at the latest after ten seconds. */
async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!isSo()) {
    assert.ok(Date.now() < deadline, 'ten seconds have passed')
    await setImmediate()
  }
}
