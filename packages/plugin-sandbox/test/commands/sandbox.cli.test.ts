import assert from 'node:assert/strict'
import {existsSync, readFileSync, statSync} from 'node:fs'
import path from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {runCli, temporaryFolder, type CliResult} from '@cloudprem/testing'
import {isAlive} from '../../src/processes.js'
import {authorizeDevice, get, logIn, poll, refresh} from '../support/client.js'
import {listeningAddresses} from '../support/listening.js'

interface Facts {
  membershipUri: string
  api: number
  port: number
  postgresPort: number
  dsnFile: string
  logFile: string
  faults: string[]
  dataFolder: string
  pid: number
  postgresPid: number
  profile: string
  started: boolean
}

interface Failure {
  error: {code: string; hint: string}
}

describe('sandbox up, status and down', function () {
  this.timeout(90_000)
  let home: string
  const run = (args: string[], env: Record<string, string> = {}): Promise<CliResult> => runCli(['sandbox', ...args], {home, env})
  const up = async (args: string[] = [], env: Record<string, string> = {}): Promise<Facts> => {
    const result = await run(['up', '--json', ...args], env)
    assert.equal(result.exitCode, 0, result.stdout + result.stderr)
    return result.json() as Facts
  }

  beforeEach(() => {
    home = temporaryFolder()
  })
  afterEach(async () => {
    const {exitCode, stderr} = await run(['down', '--purge', '--yes'])
    assert.equal(exitCode, 0, stderr)
  })

  it('says where everything is and what comes next, and shows no password', async () => {
    const {exitCode, stdout, stderr} = await run(['up', '--port', '0'])

    assert.equal(exitCode, 0, stderr)
    assert.match(stdout, /^The sandbox runs\.\n {2}Membership URI {2}http:\/\/127\.0\.0\.1:\d+\/api\n {2}API {13}3\.x/)
    const dsnFile = /DSN file {8}(\S+)/.exec(stdout)?.[1] ?? ''
    const {password} = new URL(readFileSync(dsnFile, 'utf8'))
    const log = readFileSync(path.join(path.dirname(dsnFile), 'sandbox.log'), 'utf8')
    for (const text of [stdout, stderr, log]) assert.ok(!text.includes(password))
    assert.match(stderr, /cloudprem login --profile sandbox\n/)
    assert.ok(stderr.includes(`cloudprem db seed --profile sandbox --dsn @${dsnFile} --base-url https://formance.example`))
  })

  it('names the command to log in with for either fctl', async () => {
    for (const api of ['2', '3']) {
      const {stdout} = await run(['up', '--port', '0', '--api', api, '--profile', 'try'])
      const uri = /Membership URI {2}(\S+)/.exec(stdout)?.[1] ?? ''
      assert.ok(stdout.includes(`To log in with fctl ${api}.x:\n  fctl --profile try login --membership-uri ${uri}\n`), stdout)
      await run(['down'])
    }
  })

  it('fails on purpose as --fault says, other faults while it runs, and none by "none" or a new start', async () => {
    assert.equal((await run(['up', '--fault', 'slowly'])).exitCode, 2)
    const {membershipUri, faults} = await up([
      '--port',
      '0',
      '--fault',
      'status=503,retry-after=1 /_info',
      '--fault',
      'drop /keys',
    ])
    assert.deepEqual(faults, ['status=503,retry-after=1 /_info', 'drop /keys'])
    const info = async () => (await fetch(`${membershipUri}/_info`)).status
    assert.equal(await info(), 503)
    const status = await run(['status'])
    assert.equal(status.exitCode, 0, status.stderr)
    assert.match(status.stdout, /Fault {11}status=503,retry-after=1 \/_info/)

    const other = await up([], {CLOUDPREM_SANDBOX_FAULT: 'status=500 /_info x1; latency=1ms'})
    assert.deepEqual([other.started, other.faults], [false, ['status=500 /_info x1', 'latency=1ms']])
    assert.deepEqual([await info(), await info()], [500, 200])
    assert.deepEqual((await up()).faults, ['status=500 /_info x1', 'latency=1ms'])
    assert.deepEqual((await up(['--fault', 'none'])).faults, [])

    await up(['--fault', 'html'])
    await run(['down'])
    assert.deepEqual((await up()).faults, [])
  })

  it('keeps what is secret for its owner, and the password out of every command line', async () => {
    const {dataFolder, dsnFile, logFile, pid, postgresPid} = await up(['--port', '0'])
    assert.equal(statSync(dataFolder).mode & 0o077, 0)
    for (const file of [dsnFile, logFile, path.join(dataFolder, 'state.json')]) assert.equal(statSync(file).mode & 0o077, 0, file)
    if (process.platform !== 'linux') return
    const {password} = new URL(readFileSync(dsnFile, 'utf8'))
    for (const each of [pid, postgresPid]) assert.ok(!readFileSync(`/proc/${each}/cmdline`, 'utf8').includes(password))
  })

  it('listens on 127.0.0.1 and nowhere else', async function () {
    if (process.platform !== 'linux') this.skip()
    const {port, postgresPort} = await up(['--port', '0'])
    assert.deepEqual(await listeningAddresses(port), ['127.0.0.1'])
    assert.deepEqual(await listeningAddresses(postgresPort), ['127.0.0.1'])
  })

  it('writes the profile to go on with, and drops the ids of another sandbox from it', async () => {
    const {membershipUri} = await up(['--port', '0', '--profile', 'rehearsal'])
    await runCli(['profiles', 'set', 'organization-id', 'abcdefghijkl', '--profile', 'rehearsal'], {home})
    const profile = async () =>
      ((await runCli(['profiles', 'show', 'rehearsal', '--json'], {home})).json() as {profile: Record<string, string>}).profile
    assert.deepEqual(await profile(), {membershipUri, organizationId: 'abcdefghijkl'})

    await up(['--profile', 'rehearsal'])
    assert.equal((await profile())['organizationId'], 'abcdefghijkl')
    await run(['down', '--purge', '--yes'])
    await up(['--port', '0', '--profile', 'rehearsal', '--reset', '--yes'])
    assert.equal((await profile())['organizationId'], undefined)
  })

  it('starts once: the second up says that it runs, and refuses to run differently', async () => {
    const first = await up(['--port', '0'])
    const second = await up()
    assert.deepEqual([second.pid, second.started], [first.pid, false])

    const other = await run(['up', '--api', '2', '--json'])
    assert.equal(other.exitCode, 2)
    assert.match((other.json() as Failure).error.hint, /cloudprem sandbox down/)
  })

  it('starts once, even when two start it at the same moment', async () => {
    const [one, two] = await Promise.all([up(['--port', '0']), up(['--port', '0'])])
    assert.equal(one.pid, two.pid)
    assert.notEqual(one.started, two.started)
  })

  it('tells by status whether it runs: exit code 0 with the facts, or 3', async () => {
    const before = await run(['status', '--json'])
    assert.deepEqual([before.exitCode, (before.json() as Failure).error.code], [3, 'SANDBOX_NOT_RUNNING'])

    const {pid, membershipUri} = await up(['--port', '0', '--api', '2'])
    const status = await run(['status', '--json'])
    assert.equal(status.exitCode, 0)
    assert.deepEqual([(status.json() as Facts).pid, (status.json() as Facts).membershipUri], [pid, membershipUri])

    await run(['down'])
    assert.equal((await run(['status'])).exitCode, 3)
  })

  it('stops within two seconds while clients wait, and leaves no process', async () => {
    const {pid, postgresPid, membershipUri} = await up(['--port', '0'])
    const waiting = fetch(`${membershipUri}/_info`).then((response) => response.text())
    await waiting // its connection is kept open

    const {exitCode, stdout} = await run(['down'])
    assert.equal(exitCode, 0)
    assert.match(stdout, /^The sandbox is stopped\.$/m)
    assert.doesNotMatch(readFileSync(path.join(home, '.local/share/cloudprem/sandbox/sandbox.log'), 'utf8'), /warning/i)
    assert.ok(!isAlive(pid) && !isAlive(postgresPid))
    assert.ok(stopTook(path.join(home, '.local/share/cloudprem/sandbox/sandbox.log')) < 2000)
  })

  it('keeps port, generation, data and logins over down and up', async () => {
    const first = await up(['--port', '0', '--api', '2'])
    const {access_token, refresh_token} = await logIn(first.membershipUri, 2, 'ops@acme.example')
    const dsn = readFileSync(first.dsnFile, 'utf8')
    await run(['down'])

    const second = await up()
    assert.deepEqual([second.membershipUri, second.api, readFileSync(second.dsnFile, 'utf8')], [first.membershipUri, 2, dsn])
    const listed = await get<{data: unknown[]}>(second.membershipUri, '/organizations', access_token)
    assert.deepEqual([listed.status, listed.body.data.length], [200, 1])
    assert.equal((await refresh(second.membershipUri, refresh_token)).status, 200)
  })

  it('forgets everything by --reset, not without being told --yes where nobody can be asked', async () => {
    const {membershipUri} = await up(['--port', '0', '--api', '2'])
    const {access_token} = await logIn(membershipUri, 2, 'ops@acme.example')
    assert.equal((await run(['up', '--reset'])).exitCode, 2)
    assert.equal((await get(membershipUri, '/organizations', access_token)).status, 200)

    const fresh = await up(['--reset', '--yes', '--api', '2', '--port', new URL(membershipUri).port])
    assert.equal((await get(fresh.membershipUri, '/organizations', access_token)).status, 401)
    await logIn(fresh.membershipUri, 2, 'ops@acme.example')
  })

  it('starts again after both processes were killed, and after one was', async () => {
    const first = await up(['--port', '0'])
    process.kill(first.pid, 'SIGKILL')
    await gone(first.pid)
    assert.equal((await run(['status'])).exitCode, 3)
    const second = await up()
    assert.ok(second.started && !isAlive(first.postgresPid))

    process.kill(second.postgresPid, 'SIGKILL')
    await gone(second.pid) // of no use without its database
    const third = await up()
    assert.ok(third.started)
  })

  it('ends by down what a crash has left', async () => {
    const {pid, postgresPid} = await up(['--port', '0'])
    process.kill(pid, 'SIGKILL')
    await gone(pid)
    assert.ok(isAlive(postgresPid))
    assert.equal((await run(['down'])).exitCode, 0)
    assert.ok(!isAlive(postgresPid))
  })

  it('removes its data by down --purge, and is content where there is none', async () => {
    const {dataFolder} = await up(['--port', '0'])
    assert.equal((await run(['down', '--purge'])).exitCode, 2)
    assert.ok(existsSync(dataFolder))
    assert.equal((await run(['down', '--purge', '--yes'])).exitCode, 0)
    assert.ok(!existsSync(dataFolder))
    const again = await run(['down'])
    assert.deepEqual([again.exitCode, again.stdout], [0, 'The sandbox was not running.\n'])
  })

  it('says which port is taken, and leaves nothing running then', async () => {
    const {port} = await up(['--port', '0'])
    const other = temporaryFolder()
    const result = await runCli(['sandbox', 'up', '--port', String(port), '--json'], {home: other})
    assert.equal(result.exitCode, 5)
    const {error} = result.json() as {error: {code: string; message: string}}
    assert.equal(error.code, 'SANDBOX_FAILED')
    assert.equal(error.message, `Port ${port} of 127.0.0.1 is taken by another program`)
    assert.equal((await runCli(['sandbox', 'down', '--json'], {home: other})).stdout.includes('"stopped": false'), true)
  })

  it('starts nothing when it is interrupted before it runs', async () => {
    let interrupt: (() => void) | undefined
    const result = await runCli(['sandbox', 'up', '--port', '0'], {
      home,
      onStderr: () => {
        interrupt?.()
        interrupt = undefined
      },
      started: ({kill}) => (interrupt = () => kill('SIGINT')),
    })
    assert.equal(result.exitCode, 130, result.stderr)
    assert.equal((await run(['status'])).exitCode, 3)
  })

  it('approves every login as the person of --auto-approve, who must be an address', async () => {
    assert.equal((await run(['up', '--auto-approve', 'nobody'])).exitCode, 2)
    const {membershipUri} = await up(['--port', '0', '--api', '3', '--auto-approve', 'robot@acme.example'])
    const {body} = await authorizeDevice(membershipUri, 3)
    assert.equal((await poll(membershipUri, body.device_code)).status, 200)
  })
})

/** Milliseconds between the last request and the end in a sandbox's log; the order to stop came between the two. */
function stopTook(logFile: string): number {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n')
  const [stopping, stopped] = ['stopping', 'stopped'].map((word) => lines.findLast((line) => line.endsWith(` ${word}`)) ?? '')
  assert.ok(stopping && stopped, lines.join('\n'))
  return Date.parse(stopped.split(' ')[0] ?? '') - Date.parse(stopping.split(' ')[0] ?? '')
}

async function gone(pid: number): Promise<void> {
  for (const deadline = Date.now() + 10_000; isAlive(pid); await delay(20)) assert.ok(Date.now() < deadline, `${pid} lives on`)
}
