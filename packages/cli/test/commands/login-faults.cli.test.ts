import assert from 'node:assert/strict'
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {runCli, startFaultyMembership, temporaryFolder, type Call, type CliResult, type Fault} from '@cloudprem/testing'

interface ErrorDocument {
  error: {code: string; message: string; exitCode: number}
}

const LOGIN = ['login']
const LIST = ['org', 'list']
const DESCRIBE = ['org', 'describe', 'abcdefghijkl']

/** The calls of each command; a failed question for the tokens of a login is asked again, which takes seconds: one will do. */
const CALLS: [string[], Call, Fault[]][] = [
  [LOGIN, 'GET /.well-known/openid-configuration', [{status: 401}, {status: 503}, 'html', 'truncated', 'cut']],
  [LOGIN, 'GET /_info', ['cut']],
  [LOGIN, 'POST /device_authorization', [{status: 400}, {status: 429}, {status: 502}, 'html', 'truncated', 'cut']],
  [LOGIN, 'POST /oauth/token', [{status: 400}, {status: 403}, 'html', 'no-json', 'cut']],
  [LOGIN, 'GET /organizations', [{status: 401}, {status: 403}, {status: 500}, {status: 504}, 'html', 'truncated', 'cut']],
  [LIST, 'POST /oauth/token', [{status: 400}, {status: 401}, {status: 429}, {status: 503}, 'html', 'truncated', 'cut']],
  [LIST, 'GET /organizations', [{status: 401}, {status: 404}, {status: 500}, 'html', 'no-json', 'truncated', 'cut']],
  [DESCRIBE, 'GET /organizations/abcdefghijkl', [{status: 401}, {status: 403}, {status: 504}, 'html', 'truncated', 'cut']],
]

/** Everything below the folder of profiles and credentials, the locks apart. */
function contents(config: string): Record<string, string> {
  const names = readdirSync(config).filter((name) => name !== '.locks')
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(config, name), 'utf8')]))
}

describe('a Membership that fails', function () {
  this.timeout(120_000)

  for (const [args, call, faults] of CALLS) {
    it(`at ${call}, during ${args.join(' ')}: one error, its exit code, no stack trace, and the files as they were`, async () => {
      for (const fault of faults) {
        const what = `${JSON.stringify(fault)} at ${call}`
        const membership = await startFaultyMembership()
        try {
          const home = temporaryFolder()
          const config = path.join(home, '.config/cloudprem')
          mkdirSync(config, {recursive: true})
          const {membershipUri} = membership
          const login = {
            membershipUri,
            accessToken: 'stored-access-token',
            refreshToken: 'stored-refresh-token',
            idToken: 'stored-id-token',
            subject: 'u1',
            // For the refresh, what comes first is what is expired.
            expiresAtMs: call === 'POST /oauth/token' ? 0 : Date.now() + 300_000,
            organizations: {abcdefghijkl: {accessToken: 'stored-organization-token', expiresAtMs: Date.now() + 300_000}},
          }
          const credentials = {version: 1, credentials: {default: login}}
          // Known already, or it would be remembered now.
          const known = call === 'GET /_info' ? {} : {membershipApi: '3'}
          const profiles = {version: 1, current: 'default', profiles: {default: {membershipUri, namespace: 'mine', ...known}}}
          writeFileSync(path.join(config, 'credentials.json'), JSON.stringify(credentials), {mode: 0o600})
          writeFileSync(path.join(config, 'profiles.json'), JSON.stringify(profiles), {mode: 0o600})
          const before = contents(config)
          membership.fail(call, fault)

          const human = await runCli([...args, '--debug'], {home})
          const machine = await runCli([...args, '--json'], {home})

          check(human, machine, what)
          if (typeof fault !== 'object' || fault.status !== 401) assert.deepEqual(contents(config), before, what)
        } finally {
          await membership.stop()
        }
      }
    })
  }

  function check(human: CliResult, machine: CliResult, what: string): void {
    assert.ok([3, 5].includes(human.exitCode ?? 0), `${what}: exit code ${human.exitCode}`)
    assert.equal(human.exitCode, machine.exitCode, what)
    assert.equal(human.stdout, '', what)
    assert.equal(human.stderr.match(/^Error {2}/gm)?.length, 1, what)
    const {error} = machine.json() as ErrorDocument
    assert.equal(error.exitCode, machine.exitCode, what)
    assert.doesNotMatch(machine.stderr, /^ {4}at /m, what)
    for (const text of [human.stderr, machine.stderr, machine.stdout]) {
      assert.doesNotMatch(text, /stored-\w+-token|refresh-token-\d|access-of|the-device-code|eyJ/, what)
    }
  }

  it('at its version, which is not needed to log in: the login goes on', async () => {
    const membership = await startFaultyMembership()
    try {
      for (const fault of [{status: 500}, 'html', 'no-json'] as const) {
        membership.fail('GET /_info', fault)
        const {exitCode, stderr} = await runCli(['login', '--membership-uri', membership.membershipUri], {
          home: temporaryFolder(),
        })
        assert.equal(exitCode, 0, stderr)
      }
    } finally {
      await membership.stop()
    }
  })
})
