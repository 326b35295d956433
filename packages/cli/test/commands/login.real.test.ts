import assert from 'node:assert/strict'
import {existsSync, readFileSync, statSync} from 'node:fs'
import path from 'node:path'
import {logIn, runCli, startSandbox, temporaryFolder, type TestSandbox} from '@cloudprem/testing'

interface ErrorDocument {
  error: {code: string; exitCode: number}
}

for (const api of [2, 3] as const) {
  describe(`login, whoami and logout, against Membership API ${api}.x`, function () {
    this.timeout(90_000)
    const sandboxHome = temporaryFolder()
    let sandbox: TestSandbox
    let home: string
    const credentialsFile = () => path.join(home, '.config/cloudprem/credentials.json')

    before(async () => {
      sandbox = await startSandbox({api, home: sandboxHome})
    })

    after(() => sandbox?.stop())

    beforeEach(() => {
      home = temporaryFolder()
    })

    it('logs in, says who and which organization, and keeps tokens for their owner only', async () => {
      const {exitCode, stdout, stderr} = await logIn({home, membershipUri: sandbox.membershipUri, email: 'ops@acme.example'})

      assert.equal(exitCode, 0, stderr)
      assert.match(stdout, new RegExp(`^Logged in as ops@acme\\.example on profile "default" \\(Membership API ${api}\\.x\\)`))
      assert.match(stdout, /Organization {2}[a-z]{12}/)
      assert.equal(statSync(credentialsFile()).mode & 0o777, 0o600)
      const who = await runCli(['whoami', '--json'], {home})
      const {email, generation, organizations} = who.json() as {
        email: string
        generation: number
        organizations: {owner: boolean}[]
      }
      assert.deepEqual([email, generation, organizations.length], ['ops@acme.example', api, 1])
    })

    it('remembers the only organization in the profile', async () => {
      await logIn({home, membershipUri: sandbox.membershipUri, email: 'ops@acme.example', args: ['--profile', 'demo']})

      const {profile} = (await runCli(['profiles', 'show', 'demo', '--json'], {home})).json() as {profile: Record<string, string>}

      assert.equal(profile['membershipUri'], sandbox.membershipUri)
      assert.match(profile['organizationId'] ?? '', /^[a-z]{12}$/)
    })

    it('offers the organization that the login has listed on Tab, until the logout', async () => {
      await logIn({home, membershipUri: sandbox.membershipUri, email: 'ops@acme.example'})
      // The profile knows it too; here the cache alone has to.
      await runCli(['profiles', 'set', 'organization-id', '--unset'], {home})

      const loggedIn = await runCli(['complete', '--', 'db', 'seed', '--organization', ''], {home})
      await runCli(['logout'], {home})
      const loggedOut = await runCli(['complete', '--', 'db', 'seed', '--organization', ''], {home})

      assert.match(loggedIn.stdout, /^words\n[a-z]{12}\tops@acme\.example\n$/)
      assert.equal(loggedOut.stdout, 'words\n')
    })

    it('prints no token, not even with --debug', async () => {
      const {stdout, stderr} = await logIn({
        home,
        membershipUri: sandbox.membershipUri,
        email: 'ops@acme.example',
        args: ['--debug', '--json'],
      })

      const stored = readFileSync(credentialsFile(), 'utf8')
      const tokens = [...stored.matchAll(/"(?:accessToken|refreshToken|idToken)": "([^"]+)"/g)].map(([, token]) => token ?? '')
      assert.ok(tokens.length >= 3)
      for (const token of tokens) assert.ok(!(stdout + stderr).includes(token))
      assert.doesNotMatch(stdout + stderr, /eyJ[\w-]+\./)
      assert.ok(JSON.parse(stdout))
    })

    it('stores nothing when the login is refused on the page', async () => {
      const {exitCode, json, stdout} = await logIn({
        home,
        membershipUri: sandbox.membershipUri,
        email: 'ops@acme.example',
        decision: 'deny',
        args: ['--json'],
      })

      assert.equal(exitCode, 5, stdout)
      assert.equal((json() as ErrorDocument).error.code, 'MEMBERSHIP_LOGIN_DENIED')
      assert.ok(!existsSync(credentialsFile()))
    })

    it('stops at Ctrl-C, exit code 130, and stores nothing', async () => {
      let interrupt: (() => void) | undefined
      const {exitCode, stderr} = await runCli(['login', '--membership-uri', sandbox.membershipUri], {
        home,
        started: ({kill}) => (interrupt = () => kill('SIGINT')),
        onStderr: (text) => {
          if (text.includes('Code ')) interrupt?.()
          if (text.includes('Code ')) interrupt = undefined
        },
      })

      assert.equal(exitCode, 130, stderr)
      assert.ok(!existsSync(credentialsFile()))
    })

    it('forgets the login and has it revoked; then commands say to log in, exit code 3', async () => {
      await logIn({home, membershipUri: sandbox.membershipUri, email: 'ops@acme.example'})

      const out = await runCli(['logout', '--json'], {home})
      const again = await runCli(['logout', '--json'], {home})
      const who = await runCli(['whoami', '--json'], {home})

      assert.deepEqual(out.json(), {profile: 'default', loggedOut: true, revoked: true})
      assert.deepEqual(again.json(), {profile: 'default', loggedOut: false, revoked: false})
      assert.equal(who.exitCode, 3)
      assert.equal((who.json() as ErrorDocument).error.code, 'MEMBERSHIP_NOT_LOGGED_IN')
    })

    it('says which profile stays in use where there is one already, and forgets the logins of all with --all', async () => {
      const {membershipUri} = sandbox
      await logIn({home, membershipUri, email: 'ops@acme.example'})
      const second = await logIn({home, membershipUri, email: 'jane@acme.example', args: ['--profile', 'second']})

      assert.match(second.stderr.replaceAll(/\s+/g, ' '), /Profile "default" stays the one in use: give --profile second/)
      const out = await runCli(['logout', '--all', '--json'], {home})
      const again = await runCli(['logout', '--all', '--json'], {home})

      assert.deepEqual(out.json(), {
        profiles: [
          {profile: 'default', loggedOut: true, revoked: true},
          {profile: 'second', loggedOut: true, revoked: true},
        ],
      })
      assert.deepEqual(again.json(), {profiles: []})
      for (const args of [['whoami'], ['whoami', '--profile', 'second']]) {
        assert.equal((await runCli(args, {home})).exitCode, 3)
      }
    })
  })
}

describe('a login whose code runs out', function () {
  this.timeout(90_000)

  it('ends with one error, exit code 5, and stores nothing', async () => {
    const sandboxHome = temporaryFolder()
    const home = temporaryFolder()
    const sandbox = await startSandbox({api: 3, home: sandboxHome, env: {CLOUDPREM_SANDBOX_DEVICE_CODE_SECONDS: '2'}})
    try {
      const {exitCode, json} = await runCli(['login', '--membership-uri', sandbox.membershipUri, '--json'], {home})

      assert.equal(exitCode, 5)
      assert.equal((json() as ErrorDocument).error.code, 'MEMBERSHIP_LOGIN_EXPIRED')
      assert.ok(!existsSync(path.join(home, '.config/cloudprem/credentials.json')))
    } finally {
      await sandbox.stop()
    }
  })
})
