import assert from 'node:assert/strict'
import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {runCli, startFaultyMembership, temporaryFolder, type FaultyMembership} from '@cloudprem/testing'

const SECRET = 'the-secret-of-the-client'

interface ErrorDocument {
  error: {code: string; message: string; reason?: string; exitCode: number}
}

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({alg: 'RS256'})}.${part(claims)}.c2lnbmF0dXJl`
}

describe('a machine', function () {
  this.timeout(60_000)
  let membership: FaultyMembership
  let home: string
  const credentialsFile = () => path.join(home, '.config/cloudprem/credentials.json')

  before(async () => {
    membership = await startFaultyMembership()
  })
  beforeEach(() => {
    membership.mend()
    home = temporaryFolder()
  })
  after(() => membership.stop())

  const login = (args: string[], options: {input?: string; env?: Record<string, string>} = {}) =>
    runCli(['login', '--membership-uri', membership.membershipUri, ...args], {home, ...options})

  for (const [how, args, options] of [
    ['on standard input', ['--client-id', 'ci', '--client-secret', '-'], {input: `${SECRET}\n`}],
    ['in the environment', [], {env: {CLOUDPREM_CLIENT_ID: 'ci', CLOUDPREM_CLIENT_SECRET: SECRET}}],
  ] as const) {
    it(`logs in with its secret ${how}, and nobody has to approve`, async () => {
      const {exitCode, stdout, stderr} = await login([...args], options)

      assert.equal(exitCode, 0, stderr)
      assert.match(stdout, /^Logged in as client ci on profile "default" \(Membership API 3\.x\)/)
      assert.ok(!membership.calls.some(({call}) => call === 'POST /device_authorization'))
      assert.equal(statSync(credentialsFile()).mode & 0o777, 0o600)
    })
  }

  it('logs in with its secret in a file, is told where that is kept, and what whoami shows', async () => {
    const file = path.join(home, 'secret.txt')
    writeFileSync(file, `${SECRET}\n`)

    const {exitCode, stderr} = await login(['--client-id', 'ci', '--client-secret', `@${file}`])
    const who = await runCli(['whoami'], {home})

    assert.equal(exitCode, 0, stderr)
    assert.ok(stderr.replaceAll(/\s+/g, ' ').includes(credentialsFile().replaceAll(/\s+/g, ' ')), stderr)
    assert.doesNotMatch(stderr, /Warning/)
    assert.match(who.stdout, /Login {10}of a machine, by a client and its secret/)
    assert.match(who.stdout, /refreshed by itself/)
  })

  it('gets a new token by itself when its own has ended, and prints neither', async () => {
    await login(['--client-id', 'ci', '--client-secret', '-'], {input: SECRET})
    const stored = readFileSync(credentialsFile(), 'utf8')
    writeFileSync(credentialsFile(), stored.replace(/"expiresAtMs": \d+/, '"expiresAtMs": 0'))
    membership.mend()

    const {exitCode, stdout, stderr} = await runCli(['org', 'describe', 'abcdefghijkl', '--debug'], {home})

    assert.equal(exitCode, 0, stderr)
    const tokens = membership.calls.filter(({call}) => call === 'POST /oauth/token')
    assert.deepEqual(
      tokens.map(({form}) => form.get('grant_type')),
      ['client_credentials'],
    )
    assert.doesNotMatch(stdout + stderr, /the-secret-of|access-of/)
    assert.ok(readFileSync(credentialsFile(), 'utf8').includes(SECRET), 'the next token needs it, too')
  })

  it('is warned of a secret on the command line', async () => {
    const {exitCode, stderr} = await login(['--client-id', 'ci', '--client-secret', SECRET])

    assert.equal(exitCode, 0)
    assert.match(stderr, /Warning: --client-secret stands on the command line/)
    assert.ok(!stderr.includes(SECRET))
  })

  it('is told that its secret is wrong, exit code 5, and nothing is stored', async () => {
    membership.fail('POST /oauth/token', {status: 401, body: JSON.stringify({error: 'invalid_client'})})

    const {exitCode, json} = await login(['--client-id', 'ci', '--client-secret', '-', '--json'], {input: SECRET})

    assert.equal(exitCode, 5)
    assert.match((json() as ErrorDocument).error.reason ?? '', /the secret of the client is wrong/)
    assert.ok(!existsSync(credentialsFile()))
  })

  for (const [missing, args] of [
    ['--client-secret', ['--client-id', 'ci']],
    ['--client-id', ['--client-secret', '-']],
  ] as const) {
    it(`is asked for ${missing} when only the other one was given, exit code 2`, async () => {
      const {exitCode, stderr} = await login([...args])

      assert.equal(exitCode, 2)
      assert.match(stderr, new RegExp(`Missing: ${missing}`))
    })
  }

  it('logs out without a request: it has no refresh token', async () => {
    await login(['--client-id', 'ci', '--client-secret', '-'], {input: SECRET})
    membership.mend()

    const {exitCode} = await runCli(['logout'], {home})

    assert.equal(exitCode, 0)
    assert.equal(membership.calls.length, 0)
    assert.ok(!readFileSync(credentialsFile(), 'utf8').includes(SECRET))
  })
})

describe('CLOUDPREM_TOKEN', function () {
  this.timeout(60_000)
  let membership: FaultyMembership
  let home: string

  before(async () => {
    membership = await startFaultyMembership()
  })
  beforeEach(() => {
    membership.mend()
    home = temporaryFolder()
  })
  after(() => membership.stop())

  const token = (seconds: number) => jwt({sub: 'u1', email: 'ops@acme.example', exp: Math.floor(Date.now() / 1000) + seconds})
  const env = (value: string): Record<string, string> => ({
    CLOUDPREM_TOKEN: value,
    CLOUDPREM_MEMBERSHIP_URI: membership.membershipUri,
  })

  for (const args of [
    ['org', 'list'],
    ['org', 'describe', 'abcdefghijkl'],
  ]) {
    it(`is used by ${args.join(' ')} in place of a login, and stored nowhere`, async () => {
      const value = token(300)

      const {exitCode, stdout, stderr} = await runCli([...args, '--debug'], {home, env: env(value)})

      assert.equal(exitCode, 0, stderr)
      assert.ok(membership.calls.some(({authorization}) => authorization === `Bearer ${value}`))
      assert.ok(!(stdout + stderr).includes(value))
      assert.ok(!existsSync(path.join(home, '.config/cloudprem/credentials.json')))
    })
  }

  it('is shown by whoami for what it is', async () => {
    const {stdout} = await runCli(['whoami'], {home, env: env(token(300))})
    const opaque = await runCli(['whoami', '--json'], {home, env: env('an-opaque-token')})

    assert.match(stdout, /^ops@acme\.example\n/)
    assert.match(stdout, /Login {10}none: the token in CLOUDPREM_TOKEN/)
    assert.match(stdout, /until .*, not refreshed/)
    const {kind, tokenExpiresAt} = opaque.json() as {kind: string; tokenExpiresAt?: string}
    assert.deepEqual([kind, tokenExpiresAt], ['token', undefined])
  })

  it('says that it has ended, exit code 3, without a request', async () => {
    const {exitCode, json} = await runCli(['org', 'list', '--json'], {home, env: env(token(-60))})

    assert.equal(exitCode, 3)
    const {error} = json() as ErrorDocument
    assert.equal(error.code, 'MEMBERSHIP_NOT_LOGGED_IN')
    assert.match(error.message, /^The token in CLOUDPREM_TOKEN ended at \d{4}-/)
    assert.ok(!membership.calls.some(({call}) => call === 'GET /organizations'))
  })

  it('wants to know where it is good, exit code 2', async () => {
    const {exitCode, stderr} = await runCli(['org', 'list'], {home, env: {CLOUDPREM_TOKEN: token(300)}})

    assert.equal(exitCode, 2)
    assert.match(stderr, /Missing: CLOUDPREM_MEMBERSHIP_URI/)
  })

  it('is good at the Membership of the profile', async () => {
    await runCli(['profiles', 'set', 'membership-uri', membership.membershipUri], {home})

    const {exitCode, stderr} = await runCli(['org', 'list'], {home, env: {CLOUDPREM_TOKEN: token(300)}})

    assert.equal(exitCode, 0, stderr)
  })

  it('keeps login from a login that nothing would use, exit code 2', async () => {
    const {exitCode, stderr} = await runCli(['login'], {home, env: env(token(300))})

    assert.equal(exitCode, 2)
    assert.match(stderr, /CLOUDPREM_TOKEN is set, so no login is needed/)
  })
})
