import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {logIn, runCli, startSandbox, temporaryFolder, type TestSandbox} from '@cloudprem/testing'

for (const api of [2, 3] as const) {
  describe(`a machine at a real Membership, API ${api}.x`, function () {
    this.timeout(120_000)
    const folder = temporaryFolder()
    const person = path.join(folder, 'person')
    let sandbox: TestSandbox
    let organization: string
    let client: {id: string; secret: string}

    before(async () => {
      sandbox = await startSandbox({api, home: path.join(folder, 'server')})
      await logIn({home: person, membershipUri: sandbox.membershipUri, email: 'ops@acme.example'})
      const made = await runCli(['org', 'oauth-clients', 'create', '--name', 'ci', '--json'], {home: person})
      assert.equal(made.exitCode, 0, made.stderr)
      const {client: answer} = made.json() as {client: {id: string; secret: {clear: string}}}
      client = {id: answer.id, secret: answer.secret.clear}
      const {organizations} = (await runCli(['org', 'list', '--json'], {home: person})).json() as {organizations: {id: string}[]}
      organization = organizations[0]?.id ?? ''
    })
    after(() => sandbox?.stop())

    /** What a machine sees that is not to be asked anything. */
    async function seesItsOrganization(home: string, env: Record<string, string> = {}): Promise<void> {
      for (const args of [
        ['org', 'list', '--columns', 'id', '--output', 'csv'],
        ['org', 'describe', organization],
        ['stacks', 'list'],
      ]) {
        const {exitCode, stdout, stderr} = await runCli(args, {home, env})
        assert.equal(exitCode, 0, `${args.join(' ')}: ${stdout}${stderr}`)
        if (args[1] === 'list' && args[0] === 'org') assert.equal(stdout, `id\n${organization}\n`)
      }
    }

    it('logs in by --client-id with the secret on standard input, then manages its organization', async () => {
      const home = path.join(folder, 'stdin')
      const args = ['login', '--membership-uri', sandbox.membershipUri, '--client-id', client.id, '--client-secret', '-']
      const {exitCode, stdout, stderr} = await runCli(args, {home, input: `${client.secret}\n`})

      assert.equal(exitCode, 0, stderr)
      assert.ok(!(stdout + stderr).includes(client.secret))
      await seesItsOrganization(home)
    })

    it('logs in with ID and secret from the environment, in one step with what follows', async () => {
      const home = path.join(folder, 'environment')
      const env = {
        CLOUDPREM_MEMBERSHIP_URI: sandbox.membershipUri,
        CLOUDPREM_CLIENT_ID: client.id,
        CLOUDPREM_CLIENT_SECRET: client.secret,
      }
      const {exitCode, stderr} = await runCli(['login'], {home, env})

      assert.equal(exitCode, 0, stderr)
      await seesItsOrganization(home)
    })

    it('is told that a wrong secret is wrong, and nothing is stored', async () => {
      const home = path.join(folder, 'wrong')
      const args = ['login', '--membership-uri', sandbox.membershipUri, '--client-id', client.id, '--client-secret', '-']
      const {exitCode, json} = await runCli([...args, '--json'], {home, input: 'not-the-secret\n'})

      assert.equal(exitCode, 5)
      assert.match((json() as {error: {code: string}}).error.code, /^MEMBERSHIP_/)
      assert.equal((await runCli(['org', 'list'], {home})).exitCode, 3)
    })

    it('needs no login with a ready token in CLOUDPREM_TOKEN, which is stored nowhere', async () => {
      const stored = JSON.parse(readFileSync(path.join(folder, 'stdin', '.config/cloudprem/credentials.json'), 'utf8')) as {
        credentials: {default: {accessToken: string}}
      }
      const home = path.join(folder, 'ready')
      const env = {CLOUDPREM_TOKEN: stored.credentials.default.accessToken, CLOUDPREM_MEMBERSHIP_URI: sandbox.membershipUri}

      await seesItsOrganization(home, env)

      assert.equal((await runCli(['org', 'list'], {home})).exitCode, 3)
    })
  })
}
