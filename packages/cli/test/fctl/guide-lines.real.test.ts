import assert from 'node:assert/strict'
import path from 'node:path'
import {logIn, runCli, startSandbox, temporaryFolder, type TestSandbox} from '@cloudprem/testing'

const EMAIL = 'admin@formance.com'

// The guide's lines (formancehq/docs, docs/deployment/cloudprem2/cloudprem.mdx), the program's name taken off.
for (const api of [2, 3] as const) {
  describe(`the guide's lines with only the program's name changed, Membership API ${api}.x`, function () {
    this.timeout(120_000)
    const folder = temporaryFolder()
    const home = path.join(folder, 'user')
    let sandbox: TestSandbox
    let organization: string
    const run = (line: string) => runCli(line.split(' '), {home})
    const update = () =>
      run(
        `cloud organizations update ${organization} --domain=formance.com --default-organization-role=GUEST --default-stack-role=GUEST`,
      )

    before(async () => {
      sandbox = await startSandbox({api, home: path.join(folder, 'server')})
    })
    after(() => sandbox?.stop())

    it('fctl --profile demo login --membership-uri https://membership.BASE_URL/api', async () => {
      const {exitCode, stdout, stderr} = await logIn({
        home,
        before: ['--profile', 'demo'],
        membershipUri: sandbox.membershipUri,
        email: EMAIL,
      })

      assert.equal(exitCode, 0, stderr)
      assert.match(stdout, /profile "demo"/)
    })

    it('fctl cloud organizations list, on the profile that has just logged in', async () => {
      const {exitCode, stdout, stderr} = await run('cloud organizations list')

      assert.equal(exitCode, 0, stderr)
      organization = /^([a-z]{12}) /m.exec(stdout)?.[1] ?? ''
      assert.match(stdout, new RegExp(`^${organization} .* ${EMAIL} +- +yes$`, 'm'))
    })

    if (api === 2) {
      it('fctl cloud organizations update ORGANIZATION_ID --domain=… --default-organization-role=GUEST --default-stack-role=GUEST', async () => {
        const {exitCode, stdout, stderr} = await update()

        assert.equal(exitCode, 0, stderr)
        assert.match(stdout, /Whoever logs in with an formance\.com address now joins as GUEST/)
      })
    } else {
      it('… update with roles is refused before anything is written, and names the policies and the line that works', async () => {
        const {exitCode, stdout, stderr} = await update()
        const listed = await run('cloud organizations list')

        assert.equal(exitCode, 2)
        assert.equal(stdout, '')
        const said = stderr.replaceAll(/\s+/g, ' ')
        assert.match(said, /policies, not roles/)
        assert.match(said, /OrganizationGuest/)
        const hint = /cloudprem (org update .*?--default-policy )\S+/.exec(said)?.[1] ?? ''
        assert.ok(hint.includes(`--domain formance.com`), said)
        assert.doesNotMatch(listed.stdout, /formance\.com +yes/)
        const mended = await run(`${hint}OrganizationGuest`)
        assert.equal(mended.exitCode, 0, mended.stderr)
      })
    }

    it('fctl cloud organizations list, again: the domain is there', async () => {
      const {exitCode, stdout, stderr} = await run('cloud organizations list')

      assert.equal(exitCode, 0, stderr)
      assert.match(stdout, / formance\.com +yes$/m)
    })

    it("fctl cloud regions list and fctl stack list, once the guide's rows are in the database", async () => {
      const seeded = await run(`db seed --base-url https://formance.example --dsn @${sandbox.dsnFile} --yes`)
      assert.equal(seeded.exitCode, 0, seeded.stderr)

      const regions = await run('cloud regions list')
      const stacks = await run('stack list')

      assert.equal(regions.exitCode, 0, regions.stderr)
      assert.match(regions.stdout, /^[0-9a-f-]{36} +default +https:\/\/formance\.example /m)
      assert.equal(stacks.exitCode, 0, stacks.stderr)
      assert.match(stacks.stdout, /^demo +default +ACTIVE +READY /m)
    })
  })
}
