import assert from 'node:assert/strict'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import {repositoryRoot, runCli, temporaryFolder} from '@cloudprem/testing'
import {findCutNetwork} from './cut-network.js'

const RECORDER = path.join(repositoryRoot, 'packages/cli/test/no-call-home/record-connections.cjs')
/** More than any command here takes on a busy machine, less than a single connection waits for an answer that never comes. */
const DELAY_LIMIT_MS = 8000

const init = ['values', 'init', '--domain', 'formance.example', '--tls-secret', 'tls']

/** Each line is run after those before it of its group, in one folder. */
const GROUPS: Record<string, string[][]> = {
  'the bare command, its help and its version': [[], ['--help'], ['help'], ['--version'], ['nonsense'], ['profiles']],
  completion: [
    ...['bash', 'zsh', 'fish', 'powershell'].map((shell) => ['completion', shell]),
    ['complete', '--', ''],
    ['complete', '--', 'profiles', 'use', ''],
    ['complete', '--', 'org', 'describe', '--organization', ''],
    ['complete', '--', 'helm', 'install', '--set', 'membership.'],
  ],
  'which and plugins list': [
    ['which', 'db', 'seed'],
    ['which', 'no', 'such', 'command'],
    ['plugins', 'list'],
    ['plugins', 'list', '--json'],
  ],
  profiles: [
    ['profiles', 'list'],
    ['profiles', 'set', '-p', 'demo', 'membership-uri', 'https://membership.formance.example/api'],
    ['profiles', 'use', 'demo'],
    ['profiles', 'show'],
    ['profiles', 'show', '--json'],
    ['profiles', 'list', '--json'],
    ['profiles', 'use', 'nobody'],
    ['logout'],
  ],
  values: [
    init,
    ['values', 'validate'],
    ['values', 'validate', '--format', 'sarif'],
    ['values', 'validate', '--json', '--chart-version', '3.20.1'],
    [...init, '--stdout', '--json'],
    [...init, '--force', '--chart-version', '2.1.0'],
    ['values', 'validate', '--strict'],
    ['values', 'validate', 'missing.yaml'],
  ],
  dex: [
    init,
    ['dex', 'init', '--dry-run'],
    ['dex', 'init', '--force'],
    ['dex', 'validate'],
    ['dex', 'validate', '--json', '--strict'],
    ['dex', 'render'],
    ['dex', 'render', '--full', '--json'],
  ],
  "every command's --help": commandIds().map((id) => [...id.split(':'), '--help']),
}

describe('without network', function () {
  this.timeout(120_000)
  let cut: readonly string[]
  let server: Server

  before(function () {
    const way = findCutNetwork()
    // No namespaces for this user (or no Linux): nothing here can cut the network.
    if (!way) return this.skip()
    cut = way
    server = createServer((_request, response) => response.writeHead(500).end()).listen(0, '127.0.0.1')
  })

  after(() => server?.close())

  for (const [name, lines] of Object.entries(GROUPS)) {
    it(`${name}: the same output and exit code, at once, and nobody is called`, async () => {
      const outside = new World()
      const inside = new World(cut)

      for (const line of lines) {
        const title = `cloudprem ${line.join(' ')}`
        const connected = await outside.run(line)
        const alone = await inside.run(line)

        assert.deepEqual(alone.shown, connected.shown, title)
        assert.ok(alone.elapsedMs < DELAY_LIMIT_MS, `${title} took ${Math.round(alone.elapsedMs)} ms`)
      }

      assert.deepEqual(outside.attempts(), [])
      assert.deepEqual(inside.attempts(), [])
    })
  }

  it('a command that does call is seen: it answers differently, and its calls are written down', async () => {
    const {port} = server.address() as AddressInfo
    const login = ['login', '--no-browser', '--membership-uri', `http://127.0.0.1:${port}/api`]
    const outside = new World()
    const inside = new World(cut)

    const connected = await outside.run(login)
    const alone = await inside.run(login)

    assert.notEqual(connected.shown.exitCode, 0)
    assert.notDeepEqual(alone.shown, connected.shown)
    assert.ok(outside.attempts().includes(`connect 127.0.0.1:${port}`), outside.attempts().join())
    assert.ok(inside.attempts().includes(`connect 127.0.0.1:${port}`), inside.attempts().join())
  })
})

/** A user's machine, with or without network. */
class World {
  private readonly home = temporaryFolder()
  private readonly record = path.join(temporaryFolder(), 'connections')

  constructor(private readonly within: readonly string[] = []) {}

  /** What a run shows; the folder and what is random by design are replaced, since no two runs share them. */
  async run(args: string[]) {
    const startedAt = performance.now()
    const {exitCode, stdout, stderr} = await runCli(args, {
      home: this.home,
      within: this.within,
      env: {NODE_OPTIONS: `--require=${RECORDER}`, RECORD_CONNECTIONS: this.record},
    })
    return {elapsedMs: performance.now() - startedAt, shown: {exitCode, stdout: this.steady(stdout), stderr: this.steady(stderr)}}
  }

  /** Every attempt of every run so far to reach the network. */
  attempts(): string[] {
    return existsSync(this.record) ? readFileSync(this.record, 'utf8').trimEnd().split('\n') : []
  }

  private steady(text: string): string {
    return text
      .replaceAll(this.home, 'HOME')
      .replaceAll(/\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}/g, 'HASH')
      .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'UUID')
      .replaceAll(/[A-Za-z\d+/]{24,}=*/g, 'RANDOM')
  }
}

function commandIds(): string[] {
  const packages = path.join(repositoryRoot, 'packages')
  return readdirSync(packages)
    .map((name) => path.join(packages, name, 'oclif.manifest.json'))
    .filter((file) => existsSync(file))
    .flatMap((file) => Object.keys((JSON.parse(readFileSync(file, 'utf8')) as {commands: object}).commands))
}
