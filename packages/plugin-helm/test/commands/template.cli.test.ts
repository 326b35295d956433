import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {repositoryRoot, temporaryFolder} from '@cloudprem/testing'
import {machine as machineWith, machineWithHelm, VALUES, type Machine} from '../machine.js'
import {startRegistry} from '../registry.js'

describe('cloudprem helm template', function () {
  this.timeout(60_000)
  let machine: Machine

  before(async function () {
    const found = await machineWithHelm()
    if (!found) return this.skip()
    machine = found
  })

  it('reads the values from standard input', async () => {
    const values = readFileSync(VALUES, 'utf8')
    const {exitCode, stdout} = await machine.run(['helm', 'template', '--chart', 'sandbox', '--values', '-'], {input: values})
    assert.equal(exitCode, 0)
    assert.match(stdout, /host: "portal\.formance\.example"/)
  })

  it('takes values.yaml of the folder when none is named', async () => {
    const cwd = temporaryFolder()
    copyFileSync(VALUES, path.join(cwd, 'values.yaml'))
    const {stderr, stdout} = await machine.run(['helm', 'template', '--chart', 'sandbox'], {cwd})
    assert.match(stdout, /host: "portal\.formance\.example"/)
    assert.doesNotMatch(stderr, /Warning/)
  })

  it('warns that everyone knows the secrets when there are no values at all', async () => {
    const {exitCode, stderr, stdout} = await machine.run(['helm', 'template', '--chart', 'sandbox'], {cwd: temporaryFolder()})
    assert.equal(exitCode, 0)
    assert.match(stdout, /changeMe/)
    assert.match(stderr, /Warning: no values file/)
  })

  it('renders a folder and a .tgz alike', async () => {
    const folder = path.join(repositoryRoot, 'packages/plugin-sandbox/charts/cloudprem')
    const archive = path.join(machine.home, 'cloudprem.tgz')
    execFileSync('tar', ['-czf', archive, '-C', path.dirname(folder), 'cloudprem'])
    const [one, other] = await Promise.all(
      [folder, archive].map((chart) => machine.run(['helm', 'template', '--chart', chart, '-f', VALUES])),
    )
    assert.equal(one?.exitCode, 0, one?.stderr)
    assert.equal(one?.stdout, other?.stdout)
  })

  it('uses release and namespace of the flags', async () => {
    const {json} = await machine.run([
      ...['helm', 'template', '--json', '--chart', 'sandbox', '-f', VALUES],
      ...['--release', 'acme', '--namespace', 'billing', '--kube-version', '1.30.0'],
    ])
    const {chartVersion, namespace, objects, release} = json() as Record<string, unknown>
    assert.deepEqual(
      {release, namespace, chartVersion},
      {release: 'acme', namespace: 'billing', chartVersion: '4.10.2-rehearsal'},
    )
    assert.ok(
      (objects as object[]).some((each) => JSON.stringify(each) === '{"kind":"Ingress","name":"acme-dex","namespace":"billing"}'),
    )
  })

  it('puts --set on top of the file', async () => {
    const args = ['helm', 'template', '--chart', 'sandbox', '-f', VALUES, '--set', 'portal.replicas=3', '--set', 'a=b']
    const {stdout} = await machine.run(args)
    assert.match(stdout, /replicas: 3/)
  })

  it('hands a secret of --set over in a file, warns, and leaves no file behind', async () => {
    const TMPDIR = temporaryFolder()
    const args = ['--set', 'global.postgresql.auth.password=FromTheCommandLine1\\,x,portal.replicas=3', '--debug']
    const {stderr, stdout} = await machine.run(['helm', 'template', '--chart', 'sandbox', '-f', VALUES, ...args], {env: {TMPDIR}})
    assert.match(stdout, /value: FromTheCommandLine1,x\n/)
    assert.match(stdout, /replicas: 3/)
    assert.match(stderr, /Warning: --set global\.postgresql\.auth\.password puts a secret/)
    assert.doesNotMatch(stderr, /FromTheCommandLine1/)
    assert.deepEqual(
      readdirSync(TMPDIR).filter((name) => name.startsWith('cloudprem')),
      [],
    )
  })

  it('refuses a chart that is none, naming what a chart can be', async () => {
    const {exitCode, stderr} = await machine.run(['helm', 'template', '--chart', 'no/such/chart', '-f', VALUES])
    assert.equal(exitCode, 2)
    assert.match(stderr, /"no\/such\/chart" is no chart/)
    assert.match(stderr, /oci:\/\//)
  })

  it('refuses a values file that is not there before it looks for helm', async () => {
    const {exitCode, stderr} = await machine.run(['helm', 'template', '--chart', 'sandbox', '-f', 'gone.yaml'], {env: {PATH: ''}})
    assert.equal(exitCode, 2)
    assert.match(stderr, /gone\.yaml cannot be read/)
  })

  it('says that helm is missing', async () => {
    const {exitCode, stderr} = await machine.run(['helm', 'template', '--chart', 'sandbox', '-f', VALUES], {env: {PATH: ''}})
    assert.equal(exitCode, 3)
    assert.match(stderr, /helm is not on the PATH +EXECUTABLE_MISSING/)
  })

  it('refuses a helm older than 3.8', async function () {
    if (process.platform === 'win32') return this.skip()
    const folder = temporaryFolder()
    mkdirSync(folder, {recursive: true})
    writeFileSync(path.join(folder, 'helm'), '#!/bin/sh\necho v3.7.2\n', {mode: 0o755})
    const {exitCode, stderr} = await machineWith([folder]).run(['helm', 'template', '--chart', 'sandbox', '-f', VALUES])
    assert.equal(exitCode, 3)
    assert.match(stderr, /v3\.7\.2.*HELM_UNSUPPORTED/s)
  })

  it('names the other spelling of a version that the registry does not have', async () => {
    const registry = await startRegistry(404)
    try {
      const args = ['helm', 'template', '--plain-http', '--chart', registry.reference, '--version', 'v3.0.0', '-f', VALUES]
      const {exitCode, stderr} = await machine.run(args)
      assert.equal(exitCode, 5)
      assert.match(stderr, /There is no chart .*v3\.0\.0/s)
      assert.match(stderr, /--chart-version 3\.0\.0/)
      assert.ok(
        registry.requests.some((url) => url.endsWith('/manifests/v3.0.0')),
        registry.requests.join(),
      )
    } finally {
      await registry.close()
    }
  })

  it('says that the registry wants a login', async () => {
    const registry = await startRegistry(401)
    try {
      const {exitCode, stderr} = await machine.run([
        'helm',
        'template',
        '--plain-http',
        '--chart',
        registry.reference,
        '-f',
        VALUES,
      ])
      assert.equal(exitCode, 5)
      assert.match(stderr, /does not give out .* without a login/s)
      assert.match(stderr, /helm registry login 127\.0\.0\.1:\d+/)
    } finally {
      await registry.close()
    }
  })

  it('says that the registry cannot be reached, and how to go on without', async () => {
    const chart = 'oci://127.0.0.1:1/charts/cloudprem'
    const {exitCode, json} = await machine.run(['helm', 'template', '--json', '--chart', chart, '-f', VALUES])
    assert.equal(exitCode, 5)
    const {error} = json() as {error: {code: string; message: string; hint: string}}
    assert.equal(error.code, 'HELM_FAILED')
    assert.equal(error.message, `The chart ${chart} 4.10.2 cannot be fetched from 127.0.0.1:1`)
    assert.match(error.hint, /--chart sandbox/)
  })
})
