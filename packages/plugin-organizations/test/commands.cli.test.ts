import assert from 'node:assert/strict'
import {logIn, runCli, startSandbox, temporaryFolder, type TestSandbox} from '@cloudprem/testing'
import pg from 'pg'

type Row = Record<string, unknown>

for (const api of [2, 3] as const) {
  describe(`cloudprem org, against Membership API ${api}.x`, function () {
    this.timeout(90_000)
    const home = temporaryFolder()
    let sandbox: TestSandbox
    const org = (...args: string[]) => runCli(['org', ...args], {home})

    before(async () => {
      sandbox = await startSandbox({api, home})
      const {exitCode, stderr} = await logIn({home, membershipUri: sandbox.membershipUri, email: 'ops@acme.example'})
      assert.equal(exitCode, 0, stderr)
    })

    after(() => sandbox?.stop())

    async function organizationRow(): Promise<Row> {
      const client = new pg.Client({connectionString: sandbox.dsn})
      await client.connect()
      try {
        const {rows} = await client.query<Row>('select * from membership.organizations')
        assert.equal(rows.length, 1)
        return rows[0] ?? {}
      } finally {
        await client.end()
      }
    }

    it('lists what the first login has made', async () => {
      const {exitCode, json} = await org('list', '--json')

      assert.equal(exitCode, 0)
      const {organizations} = json() as {organizations: {id: string; mine: boolean; ownerEmail: string}[]}
      assert.equal(organizations.length, 1)
      assert.match(organizations[0]?.id ?? '', /^[a-z]{12}$/)
      assert.equal(organizations[0]?.ownerEmail, 'ops@acme.example')
      assert.equal(organizations[0]?.mine, true)
    })

    it('shows in a dry run what would change, and changes nothing', async () => {
      const before = await organizationRow()

      const {exitCode, stdout} = await org('update', '--domain', 'acme.example', '--dry-run')

      assert.equal(exitCode, 0)
      assert.match(stdout, /domain +\(none\) +→ +acme\.example/)
      assert.deepEqual(await organizationRow(), before)
    })

    it('refuses OWNER before any request, naming what is allowed', async () => {
      const before = await organizationRow()

      const {exitCode, stderr} = await org('update', '--default-organization-role', 'OWNER', '--debug')

      assert.equal(exitCode, 2)
      assert.match(stderr, /GUEST, ADMIN/)
      assert.ok(!stderr.includes('http:'), 'no request was made')
      assert.deepEqual(await organizationRow(), before)
    })

    it('asks before anybody with a public address may join', async () => {
      const {exitCode, stderr} = await org('update', '--domain', 'gmail.com')

      assert.equal(exitCode, 2)
      assert.match(stderr, /Anybody can get a gmail\.com address/)
    })

    it('refuses an organization that is not there, and lists those that are', async () => {
      const {exitCode, json} = await org('describe', 'zzzzzzzzzzzz', '--json')

      assert.equal(exitCode, 2)
      assert.equal((json() as {error: {code: string}}).error.code, 'ORGANIZATION_UNKNOWN')
    })

    if (api === 2) {
      it('changes exactly the fields that were named', async () => {
        const before = await organizationRow()

        const flags = ['--domain', 'acme.example', '--default-organization-role', 'GUEST', '--default-stack-role', 'GUEST']
        const {exitCode, stdout, stderr} = await org('update', ...flags)

        assert.equal(exitCode, 0, stderr)
        assert.match(stdout, /Updated\. Whoever logs in with an acme\.example address now joins as GUEST\./)
        const after = await organizationRow()
        const changed = Object.keys(after).filter((column) => JSON.stringify(after[column]) !== JSON.stringify(before[column]))
        assert.deepEqual(changed.filter((column) => column !== 'updated_at').toSorted(), [
          'default_organization_access',
          'default_stack_access',
          'domain',
        ])
      })

      it('keeps the roles when only the name changes, and has nothing to do the second time', async () => {
        assert.equal((await org('update', '--name', 'Acme Ltd')).exitCode, 0)

        const row = await organizationRow()
        const again = await org('update', '--name', 'Acme Ltd')

        assert.equal(row['name'], 'Acme Ltd')
        assert.equal(row['default_stack_access'], 'GUEST')
        assert.equal(row['domain'], 'acme.example')
        assert.match(again.stdout, /^Nothing to do/)
      })

      it('refuses a policy and names the flags for roles', async () => {
        const {exitCode, stderr} = await org('update', '--default-policy', 'StackGuest')

        assert.equal(exitCode, 2)
        assert.match(stderr, /--default-organization-role GUEST/)
      })
    } else {
      it('refuses roles, says that there are policies, and names the flag and the policies found', async () => {
        const before = await organizationRow()

        const {exitCode, stderr} = await org('update', '--default-organization-role', 'GUEST', '--default-stack-role', 'GUEST')

        assert.equal(exitCode, 2)
        assert.match(stderr, /has policies/)
        assert.match(stderr, /--default-policy/)
        assert.match(stderr, /StackGuest/)
        assert.deepEqual(await organizationRow(), before)
      })

      it('sets a policy by name and keeps it when only the domain changes', async () => {
        assert.equal((await org('update', '--default-policy', 'stackguest')).exitCode, 0)
        const {exitCode, stdout} = await org('update', '--domain', 'acme.example')

        assert.equal(exitCode, 0)
        assert.match(stdout, /joins as StackGuest/)
        const row = await organizationRow()
        assert.equal(Number(row['default_policy_id']), 1)
        assert.equal(row['domain'], 'acme.example')
      })
    }

    it('prints no token with --debug, and tells its requests', async () => {
      const {stdout, stderr} = await org('describe', '--debug')

      assert.match(stderr, /http: GET /)
      assert.doesNotMatch(stdout + stderr, /eyJ[\w-]+\./)
    })
  })
}
