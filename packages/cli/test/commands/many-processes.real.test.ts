import assert from 'node:assert/strict'
import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {logIn, runCli, startSandbox, temporaryFolder, type TestSandbox} from '@cloudprem/testing'

const PROCESSES = 50

interface CredentialsFile {
  credentials: {default: Tokens & {organizations?: Record<string, Tokens>}}
}

interface Tokens {
  accessToken: string
  refreshToken: string
  expiresAtMs: number
}

for (const {api, args, expected} of [
  {api: 2, args: ['whoami', '--json'], expected: 'the token of the login'},
  {api: 3, args: ['org', 'describe', '--json'], expected: 'the token of the organization'},
] as const) {
  describe(`${PROCESSES} processes at once that find ${expected} expired, against Membership API ${api}.x`, function () {
    this.timeout(300_000)
    let sandbox: TestSandbox

    before(async () => {
      sandbox = await startSandbox({api, home: temporaryFolder()})
    })

    after(() => sandbox?.stop())

    const tokenRequests = () =>
      readFileSync(path.join(path.dirname(sandbox.dsnFile), 'sandbox.log'), 'utf8')
        .split('\n')
        .filter((line) => line.includes('POST /api/oauth/token')).length

    it('all succeed, with one refresh at the server, and leave the file intact', async () => {
      const home = temporaryFolder()
      const config = path.join(home, '.config/cloudprem')
      const file = path.join(config, 'credentials.json')
      const read = () => JSON.parse(readFileSync(file, 'utf8')) as CredentialsFile
      await logIn({home, membershipUri: sandbox.membershipUri, email: 'ops@acme.example'})
      const first = await runCli([...args], {home})
      assert.equal(first.exitCode, 0, first.stderr)
      const before = read()
      const all = [before.credentials.default, ...Object.values(before.credentials.default.organizations ?? {})]
      const used = all.at(-1) ?? before.credentials.default
      used.expiresAtMs = 0
      writeFileSync(file, JSON.stringify(before), {mode: 0o600})
      const asked = tokenRequests()

      const results = await Promise.all(Array.from({length: PROCESSES}, () => runCli([...args], {home, timeoutMs: 240_000})))

      const failed = results.filter(({exitCode}) => exitCode !== 0)
      assert.equal(failed.length, 0, failed[0]?.stdout)
      assert.equal(tokenRequests() - asked, 1)
      const after = read().credentials.default
      const renewed = [after, ...Object.values(after.organizations ?? {})].at(-1)
      assert.notEqual(renewed?.refreshToken, used.refreshToken)
      assert.equal(statSync(file).mode & 0o777, 0o600)
      assert.deepEqual(
        readdirSync(config).filter((name) => name.endsWith('.tmp')),
        [],
      )
    })
  })
}
