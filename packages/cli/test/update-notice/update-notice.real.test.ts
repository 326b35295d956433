import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {createServer, type RequestListener, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {temporaryFolder} from '@cloudprem/testing'
import {hasTerminal, runOnTerminal} from './terminal.js'

const NEWS = 'New version 99.1.2: npm i -g @cloudprem/cli (off: CLOUDPREM_NO_UPDATE_NOTICE=1)'
const HOUR_MS = 60 * 60 * 1000
/** A look-up waits 20 s for an answer; a command must not. */
const DELAY_LIMIT_MS = 8000

describe('the notice of an update', function () {
  this.timeout(90_000)
  let home: string
  let env: Record<string, string>
  let cacheFile: string
  let server: Server
  /** Paths that the stand-in for the registry was asked for. */
  let asked: string[]
  let answer: RequestListener

  before(function () {
    // Without the `script` of util-linux there is no terminal to run on.
    if (!hasTerminal()) this.skip()
  })

  beforeEach(async () => {
    asked = []
    answer = (_request, response) => response.end(JSON.stringify(packument('99.1.2')))
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      answer(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    home = temporaryFolder()
    cacheFile = path.join(home, '.cache/cloudprem/update-notice.json')
    env = {HOME: home, npm_config_registry: `http://127.0.0.1:${(server.address() as AddressInfo).port}`}
  })

  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  it('is shown by the run after the one that had npm look, once; and again on the next day', async () => {
    const first = await runOnTerminal('profiles list', env)
    await until(() => cache().latest === '99.1.2')
    const second = await runOnTerminal('profiles list', env)
    const third = await runOnTerminal('profiles list', env)

    assert.equal(first.exitCode, 0)
    assert.doesNotMatch(first.screen, /New version/)
    assert.equal(plain(second.screen), `${plain(first.screen)}${NEWS}\n`)
    assert.equal(third.screen, first.screen)
    assert.deepEqual(asked, ['/@cloudprem%2fcli'])
    assert.equal(statSync(cacheFile).mode & 0o777, 0o600)

    writeCache({latest: '99.1.2', askedAt: hoursAgo(25), toldAt: hoursAgo(25)})
    const nextDay = await runOnTerminal('profiles list', env)

    assert.match(nextDay.screen, /New version 99\.1\.2/)
    await until(() => asked.length === 2)
  })

  it('does not change how a failed command ends', async () => {
    writeCache({latest: '99.1.2', askedAt: hoursAgo(1)})

    const {exitCode, screen} = await runOnTerminal('profiles use nobody', env)

    assert.equal(exitCode, 2)
    assert.ok(plain(screen).endsWith(`${NEWS}\n`), screen)
  })

  for (const [when, line, more] of [
    ['stdout is no terminal', 'profiles list > out', {}],
    ['stderr is no terminal', 'profiles list 2> err', {}],
    ['stdin is no terminal', 'profiles list < /dev/null', {}],
    ['--json is given', 'profiles list --json', {}],
    ['a script of a shell asks', 'complete -- prof', {}],
    ['a shell takes its script', 'completion bash', {}],
    ['help is asked for', 'profiles list --help', {}],
    ['all help is asked for', '', {}],
    ['the version is asked for', '--version', {}],
    ['CI is set', 'profiles list', {CI: 'true'}],
    ['CLOUDPREM_NO_UPDATE_NOTICE is set', 'profiles list', {CLOUDPREM_NO_UPDATE_NOTICE: '1'}],
  ] as [string, string, Record<string, string>][]) {
    it(`is neither shown nor looked for when ${when}`, async () => {
      writeCache({latest: '99.1.2', askedAt: hoursAgo(25)})
      const before = readFileSync(cacheFile, 'utf8')

      const {exitCode, screen} = await runOnTerminal(line, {...env, ...more})

      assert.equal(exitCode, 0, screen)
      const written = ['out', 'err'].map((name) => path.join(home, name)).filter((file) => existsSync(file))
      for (const text of [screen, ...written.map((file) => readFileSync(file, 'utf8'))]) assert.doesNotMatch(text, /New version/)
      assert.equal(readFileSync(cacheFile, 'utf8'), before, 'a look-up was started')
      assert.deepEqual(asked, [])
    })
  }

  it('does not wait for a registry that never answers, and asks it once', async () => {
    answer = () => undefined

    const first = await runOnTerminal('profiles list', env)
    await until(() => asked.length > 0)
    const second = await runOnTerminal('profiles list', env)

    for (const {exitCode, screen, elapsedMs} of [first, second]) {
      assert.equal(exitCode, 0)
      assert.doesNotMatch(screen, /New version/)
      assert.ok(elapsedMs < DELAY_LIMIT_MS, `${elapsedMs} ms`)
    }
    assert.equal(asked.length, 1)
  })

  it('prints nothing of a version that is none, whether a registry or a file says it', async () => {
    const hostile = '99.1.2\u001B]0;owned\u0007\u001B[2J'
    answer = (_request, response) => response.end(JSON.stringify(packument(hostile)))
    const asking = await runOnTerminal('profiles list', env)
    await until(() => asked.length === 1)
    writeCache({latest: hostile, askedAt: hoursAgo(1)})

    const reading = await runOnTerminal('profiles list', env)

    assert.equal(reading.exitCode, 0)
    assert.equal(reading.screen, asking.screen)
    assert.doesNotMatch(reading.screen, /owned|New version/)
  })

  for (const [what, spoil] of Object.entries({
    'is not JSON': () => writeFileSync(cacheFile, '{"latest": "99.1'),
    'is JSON of another shape': () => writeFileSync(cacheFile, '[null, {"latest": 1}]'),
    'has other types in it': () => writeFileSync(cacheFile, '{"latest": ["99.1.2"], "askedAt": {}, "toldAt": "yesterday"}'),
    'is larger than any of ours': () => writeFileSync(cacheFile, JSON.stringify({latest: '99.1.2', x: 'x'.repeat(100_000)})),
    'is a folder': () => mkdirSync(cacheFile),
    'is a pipe that nobody writes to': () => execFileSync('mkfifo', [cacheFile]),
    'is a link to somewhere else': () => {
      writeFileSync(path.join(home, 'precious'), JSON.stringify({latest: '99.1.2'}))
      symlinkSync(path.join(home, 'precious'), cacheFile)
    },
    'says what is older than this': () => writeFileSync(cacheFile, '{"latest": "0.0.9"}'),
  })) {
    it(`goes on as if nothing were known when its file ${what}`, async () => {
      mkdirSync(path.dirname(cacheFile), {recursive: true})
      spoil()

      const {exitCode, screen, elapsedMs} = await runOnTerminal('profiles list', env)

      assert.equal(exitCode, 0)
      assert.doesNotMatch(screen, /New version|rror/)
      assert.ok(elapsedMs < DELAY_LIMIT_MS, `${elapsedMs} ms`)
      if (existsSync(path.join(home, 'precious')))
        assert.equal(readFileSync(path.join(home, 'precious'), 'utf8'), JSON.stringify({latest: '99.1.2'}))
    })
  }

  for (const [what, folder] of [
    ['lies below a file', () => path.join(home, 'file/cache')],
    ['lies where no folder can be made', () => '/proc/cloudprem/cache'],
  ] as const) {
    it(`asks nobody and says nothing when the cache directory ${what}`, async () => {
      writeFileSync(path.join(home, 'file'), '')

      const {exitCode, screen, elapsedMs} = await runOnTerminal('profiles list', {...env, CLOUDPREM_CACHE_DIR: folder()})

      assert.equal(exitCode, 0)
      assert.doesNotMatch(screen, /New version|rror/)
      assert.ok(elapsedMs < DELAY_LIMIT_MS, `${elapsedMs} ms`)
      assert.deepEqual(asked, [])
    })
  }

  it('asks the registry of ~/.npmrc, and not that of a .npmrc where the user stands', async () => {
    const {npm_config_registry: registry, ...rest} = env
    const project = path.join(home, 'project')
    mkdirSync(project)
    writeFileSync(path.join(project, '.npmrc'), `registry=${registry}/stranger/\n`)
    writeFileSync(path.join(home, '.npmrc'), `registry=${registry}/own/\n`)

    await runOnTerminal('profiles list', {...rest, HOME: home}, project)
    await until(() => cache().latest === '99.1.2')

    assert.deepEqual(asked, ['/own/@cloudprem%2fcli'])
  })

  function cache(): {latest?: string} {
    return existsSync(cacheFile) ? (JSON.parse(readFileSync(cacheFile, 'utf8')) as {latest?: string}) : {}
  }

  function writeCache(content: object): void {
    rmSync(cacheFile, {force: true})
    mkdirSync(path.dirname(cacheFile), {recursive: true})
    writeFileSync(cacheFile, JSON.stringify(content))
  }
})

/** What a registry answers for a package that has this one version. */
function packument(version: string): object {
  const dist = {tarball: 'http://127.0.0.1:1/none.tgz', shasum: '0'.repeat(40)}
  return {
    _id: '@cloudprem/cli',
    name: '@cloudprem/cli',
    'dist-tags': {latest: version},
    versions: {[version]: {name: '@cloudprem/cli', version, dist}},
  }
}

function hoursAgo(hours: number): Date {
  return new Date(Date.now() - hours * HOUR_MS)
}

function plain(screen: string): string {
  // eslint-disable-next-line no-control-regex -- the colours of a terminal
  return screen.replaceAll(/\u001B\[\d*m/g, '')
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!holds()) {
    assert.ok(Date.now() < deadline, 'it did not come to pass within 30 s')
    await pause(50)
  }
}
