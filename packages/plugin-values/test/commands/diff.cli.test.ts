import assert from 'node:assert/strict'
import {chmodSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {runCli, temporaryFolder} from '@cloudprem/testing'

interface Result {
  before: string
  after: string
  equal: boolean
  changes: {path: string; kind: string; before?: unknown; after?: unknown; secret: boolean}[]
}

const ONE = [
  '# one',
  'global:',
  '  serviceHost: a.example',
  '  postgresql: {auth: {password: firstPassword0123}}',
  '  platform: {}',
  'portal:',
  '  replicas: 1',
  '  config:',
  '    additionalEnv:',
  '      - {name: API_TOKEN, value: firstToken0123}',
  '      - {name: DSN_OF_X, value: "postgres://u:firstInUrl@h/d"}',
  '',
].join('\n')
const OTHER = [
  'portal:',
  '  replicas: "1"',
  '  config: {additionalEnv: [{value: secondToken0123, name: API_TOKEN}, {name: DSN_OF_X, value: "postgres://u:secondInUrl@h/d"}]}',
  '  ingress: {tls: []}',
  'global:',
  '  serviceHost: "a.example" # the same',
  '  postgresql: {auth: {password: secondPassword0123}}',
  '',
].join('\n')

function machine(files: Record<string, string>) {
  const home = temporaryFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(home, name), text)
  return {
    home,
    diff: (args: string[], input?: string) => runCli(['values', 'diff', ...args], {home, ...(input !== undefined && {input})}),
  }
}

describe('cloudprem values diff', () => {
  it('tells of a change that an upgrade of the chart refuses', async () => {
    const sized = (size: string) => `membership: {postgresql: {primary: {persistence: {size: ${size}}}}}\n`
    const files = {'a.yaml': sized('8Gi'), 'b.yaml': sized('20Gi'), 'none.yaml': '{}\n'}
    const {exitCode, stdout, stderr} = await machine(files).diff(['a.yaml', 'b.yaml'])
    assert.equal(exitCode, 0)
    assert.match(stdout, /"8Gi" +"20Gi"/)
    assert.match(stderr, /persistence\.size: the volume of a StatefulSet\s+cannot change/)
    const json = JSON.parse((await machine(files).diff(['none.yaml', 'a.yaml', '--json'])).stdout) as {unchangeable: unknown[]}
    assert.deepEqual(json.unchangeable, []) // 8Gi is what chart 4.x has by itself
  })

  it('shows what Helm would see differently, path by path, and no secret', async () => {
    const {exitCode, stdout, stderr} = await machine({'a.yaml': ONE, 'b.yaml': OTHER}).diff(['a.yaml', 'b.yaml'])
    assert.equal(exitCode, 0)
    assert.equal(stderr, '')
    assert.match(stdout, /portal\.replicas/)
    assert.match(stdout, /global\.postgresql\.auth\.password/)
    assert.match(stdout, /portal\.ingress\.tls/)
    assert.ok(!stdout.includes('serviceHost'))
    assert.match(stdout, /5 differences: 1 added, 4 changed from a\.yaml to b\.yaml\n$/)
    for (const secret of [/Password0123/, /Token0123/, /InUrl/]) assert.doesNotMatch(stdout, secret)
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line)
  })

  it('ends with 4 for a difference under --exit-code, and with 0 where there is none', async () => {
    const {diff} = machine({'a.yaml': ONE, 'b.yaml': OTHER, 'c.yaml': `# other words\n${ONE}`})
    assert.equal((await diff(['a.yaml', 'b.yaml', '--exit-code'])).exitCode, 4)
    const same = await diff(['a.yaml', 'c.yaml', '--exit-code'])
    assert.equal(same.exitCode, 0)
    assert.equal(same.stdout, 'a.yaml and c.yaml hold the same values\n')
  })

  it('gives the same as one JSON document', async () => {
    const {diff} = machine({'a.yaml': ONE, 'b.yaml': OTHER})
    const run = await diff(['a.yaml', 'b.yaml', '--json'])
    const {changes, equal} = run.json() as Result
    assert.equal(equal, false)
    const replicas = changes.find((change) => change.path === 'portal.replicas')
    assert.deepEqual(replicas, {path: 'portal.replicas', kind: 'changed', before: 1, after: '1', secret: false})
    assert.equal(changes.filter(({secret}) => secret).length, 3)
    assert.doesNotMatch(run.stdout, /Password0123|Token0123|InUrl/)
  })

  it('reads one side from standard input, and not both', async () => {
    const {diff} = machine({'a.yaml': ONE})
    const piped = await diff(['-', 'a.yaml', '--json'], 'global: {serviceHost: b.example}\n')
    assert.ok(
      (piped.json() as Result).changes.some(({path: at, before}) => at === 'global.serviceHost' && before === 'b.example'),
    )
    assert.equal((await diff(['-', '-'], ONE)).exitCode, 2)
  })

  it('refuses two files and a release, and what is no YAML', async () => {
    const {diff} = machine({'a.yaml': ONE, 'bad.yaml': 'a: [\n'})
    assert.equal((await diff(['a.yaml', 'a.yaml', '--release', 'x'])).exitCode, 2)
    const bad = await diff(['a.yaml', 'bad.yaml'])
    assert.equal(bad.exitCode, 4)
    assert.match(bad.stderr, /bad\.yaml cannot be compared/)
  })

  it('says that there is no helm, and what helm said', async () => {
    const {home, diff} = machine({'a.yaml': ONE})
    const helm = path.join(home, 'failing-helm')
    writeFileSync(helm, '#!/bin/sh\necho "Error: release: not found" >&2\nexit 1\n')
    chmodSync(helm, 0o755)
    const run = await diff(['a.yaml', '--release', 'prod', '-n', 'money', '--helm', helm])
    assert.equal(run.exitCode, 5)
    assert.match(run.stderr, /There is no release prod in namespace money/)
    const missing = await runCli(['values', 'diff', 'a.yaml'], {home, env: {PATH: '/nowhere'}})
    assert.equal(missing.exitCode, 3)
  })
})
