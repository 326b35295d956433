import assert from 'node:assert/strict'
import {existsSync, statSync, writeFileSync, mkdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {runCli, temporaryFolder} from '@cloudprem/testing'

describe('cloudprem profiles', function () {
  this.timeout(30_000)
  let home: string
  const cloudprem = (...args: string[]) => runCli(args, {home})

  beforeEach(() => {
    home = temporaryFolder()
  })

  it('keeps settings by name, uses one of them, and shows them', async () => {
    assert.equal((await cloudprem('profiles', 'set', 'base-domain', 'formance.example', '-p', 'demo')).exitCode, 0)
    assert.equal((await cloudprem('profiles', 'set', 'release', 'cloudprem', '-p', 'demo')).exitCode, 0)
    assert.equal((await cloudprem('profiles', 'use', 'demo')).exitCode, 0)

    const shown = await cloudprem('profiles', 'show', '--json')
    const list = await cloudprem('profiles', 'list')

    assert.deepEqual(shown.json(), {
      name: 'demo',
      current: true,
      loggedIn: false,
      profile: {baseDomain: 'formance.example', release: 'cloudprem'},
    })
    assert.match(list.stdout, /^\* +demo +formance\.example/m)
    assert.equal(statSync(path.join(home, '.config/cloudprem/profiles.json')).mode & 0o777, 0o600)
  })

  it('forgets a setting', async () => {
    await cloudprem('profiles', 'set', 'stack-id', 'demo')

    await cloudprem('profiles', 'set', 'stack-id', '--unset')

    assert.deepEqual(((await cloudprem('profiles', 'show', '--json')).json() as {profile: unknown}).profile, {})
  })

  for (const [what, args, code] of [
    ['a domain with a scheme', ['set', 'base-domain', 'https://formance.example'], 'PROFILE_VALUE_INVALID'],
    ['a setting that does not exist', ['set', 'colour', 'red'], 'USAGE'],
    ['a missing value', ['set', 'release'], 'USAGE'],
    ['an unknown profile', ['use', 'nowhere'], 'PROFILE_UNKNOWN'],
    ['an unknown flag', ['list', '--everything'], 'USAGE'],
  ] as const) {
    it(`refuses ${what} with exit code 2 and one JSON document`, async () => {
      const {exitCode, stdout, json} = await cloudprem('profiles', ...args, '--json')

      assert.equal(exitCode, 2, stdout)
      assert.equal((json() as {error: {code: string}}).error.code, code)
      assert.ok(!existsSync(path.join(home, '.config/cloudprem/profiles.json')))
    })
  }

  it('leaves a file of a newer cloudprem as it is, exit code 3', async () => {
    const file = path.join(home, '.config/cloudprem/profiles.json')
    mkdirSync(path.dirname(file), {recursive: true})
    writeFileSync(file, '{"version": 9}')

    const {exitCode, stderr} = await cloudprem('profiles', 'set', 'release', 'x')

    assert.equal(exitCode, 3)
    assert.match(stderr, /newer cloudprem/)
    assert.equal(readFileSync(file, 'utf8'), '{"version": 9}')
  })
})

describe('cloudprem', function () {
  this.timeout(30_000)
  const home = temporaryFolder()

  it('proposes the nearest command for a mistyped one, exit code 2', async () => {
    const {exitCode, stderr} = await runCli(['profiles', 'lst'], {home})

    assert.equal(exitCode, 2)
    assert.match(stderr, /Next {3}cloudprem profiles list/)
  })

  it('prints for --version alone what oclif itself prints', async () => {
    const short = await runCli(['--version'], {home})
    const plain = await runCli(['--version', 'whatever'], {home})

    assert.deepEqual([short.exitCode, short.stdout, short.stderr], [0, plain.stdout, plain.stderr])
    assert.match(short.stdout, /^@cloudprem\/cli\/\d+\.\d+\.\d+ /)
  })

  it('answers an unknown command with one JSON document', async () => {
    const {exitCode, json} = await runCli(['nonsense', '--json'], {home})

    assert.equal(exitCode, 2)
    assert.equal((json() as {error: {code: string}}).error.code, 'USAGE_COMMAND_UNKNOWN')
  })

  it('shows help for a topic and for itself without an error', async () => {
    for (const args of [['--help'], ['profiles'], ['profiles', 'list', '--help'], ['help', 'login']]) {
      const {exitCode, stdout, stderr} = await runCli(args, {home})

      assert.equal(exitCode, 0, `${args.join(' ')}: ${stderr}`)
      assert.match(stdout, /USAGE/)
      assert.equal(stderr, '')
    }
  })
})

describe('an argument that is left out', function () {
  this.timeout(30_000)

  it('is not taken from what is piped in', async () => {
    const home = temporaryFolder()

    const {exitCode, stdout} = await runCli(['profiles', 'show'], {home, input: 'no-such-profile\n'})

    assert.equal(exitCode, 0)
    assert.match(stdout, /^Profile "default"/)
  })
})

describe('profiles rename, delete and export', function () {
  this.timeout(30_000)

  it('renames the current profile, and it stays the current one', async () => {
    const home = temporaryFolder()
    await runCli(['profiles', 'set', '--profile', 'demo', 'base-domain', 'formance.example'], {home})
    await runCli(['profiles', 'use', 'demo'], {home})

    const {exitCode} = await runCli(['profiles', 'rename', 'demo', 'production'], {home})

    assert.equal(exitCode, 0)
    assert.deepEqual((await runCli(['profiles', 'list', '--json'], {home})).json(), {
      current: 'production',
      profiles: [{name: 'production', baseDomain: 'formance.example'}],
    })
  })

  it('renames nothing onto a profile that exists', async () => {
    const home = temporaryFolder()
    for (const name of ['one', 'two'])
      await runCli(['profiles', 'set', '--profile', name, 'base-domain', `${name}.example`], {home})

    const {exitCode, stderr} = await runCli(['profiles', 'rename', 'one', 'two'], {home})

    assert.equal(exitCode, 2)
    assert.match(stderr, /There is a profile "two" already/)
    assert.match((await runCli(['profiles', 'show', 'two'], {home})).stdout, /two\.example/)
  })

  it('forgets a profile only when it is told to', async () => {
    const home = temporaryFolder()
    await runCli(['profiles', 'set', '--profile', 'demo', 'base-domain', 'formance.example'], {home})

    assert.equal((await runCli(['profiles', 'delete', 'demo'], {home})).exitCode, 2)
    assert.equal((await runCli(['profiles', 'delete', 'demo', '--yes'], {home})).exitCode, 0)
    assert.equal((await runCli(['profiles', 'delete', 'demo', '--yes'], {home})).exitCode, 2)
    assert.deepEqual((await runCli(['profiles', 'list', '--json'], {home})).json(), {current: 'default', profiles: []})
  })

  it('exports commands that make the same profile elsewhere', async () => {
    const [home, elsewhere] = [temporaryFolder(), temporaryFolder()]
    await runCli(['profiles', 'set', '--profile', 'demo', 'base-domain', 'formance.example'], {home})
    await runCli(['profiles', 'set', '--profile', 'demo', 'stack-id', 'demo'], {home})

    const {stdout} = await runCli(['profiles', 'export', 'demo'], {home})

    const lines = stdout.trim().split('\n')
    assert.equal(lines.length, 2)
    for (const line of lines) await runCli(line.split(' ').slice(1), {home: elsewhere})
    const [here, there] = await Promise.all(
      [home, elsewhere].map((each) => runCli(['profiles', 'export', '--json'], {home: each})),
    )
    assert.deepEqual(there?.json(), here?.json())
  })
})
