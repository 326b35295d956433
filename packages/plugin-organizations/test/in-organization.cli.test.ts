import assert from 'node:assert/strict'
import {readFileSync, statSync} from 'node:fs'
import path from 'node:path'
import {logIn, runCli, startSandbox, temporaryFolder, type TestSandbox} from '@cloudprem/testing'

interface Document {
  error: {code: string; reason?: string; message: string}
  [key: string]: unknown
}

for (const api of [2, 3] as const) {
  describe(`what is in an organization, against Membership API ${api}.x`, function () {
    this.timeout(120_000)
    const home = temporaryFolder()
    let sandbox: TestSandbox
    /** The ID of a user who owns another organization. */
    let jane: string
    const cli = (line: string, ...more: string[]) => runCli([...line.split(' '), ...more], {home})

    /** The document of a command that must succeed. */
    async function ok<T>(line: string, ...more: string[]): Promise<T> {
      const {exitCode, stderr, json} = await cli(line, ...more, '--json')
      assert.equal(exitCode, 0, `${line}: ${stderr}`)
      return json() as T
    }

    /** The error of a command that must end with `exitCode`. */
    async function fails(exitCode: number, line: string, ...more: string[]): Promise<Document['error']> {
      const result = await cli(line, ...more, '--json')
      assert.equal(result.exitCode, exitCode, `${line}: ${result.stdout}${result.stderr}`)
      return (result.json() as Document).error
    }

    before(async () => {
      sandbox = await startSandbox({api, home})
      for (const email of ['jane@other.example', 'ops@acme.example']) {
        const {exitCode, stderr} = await logIn({home, membershipUri: sandbox.membershipUri, email})
        assert.equal(exitCode, 0, stderr)
        if (email.startsWith('jane')) jane = (await ok<{subject: string}>('whoami')).subject
      }
      const {organizations} = await ok<{organizations: {id: string; mine: boolean}[]}>('org list')
      const mine = organizations.find((each) => each.mine)
      await runCli(['profiles', 'set', 'organization-id', mine?.id ?? ''], {home})
    })

    after(() => sandbox?.stop())

    it('creates, renames and deletes an organization, the last only by its name', async () => {
      const {organization} = await ok<{organization: {id: string; name: string}}>('org create', 'Second one')

      assert.equal(organization.name, 'Second one')
      await ok(`org update ${organization.id} --name Renamed`)
      assert.equal((await fails(2, `org delete ${organization.id} --yes`)).code, 'USAGE_CONFIRMATION_NEEDED')
      assert.equal((await fails(2, `org delete ${organization.id} --confirm Acme`)).code, 'USAGE_CONFIRMATION_NEEDED')
      await ok(`org delete ${organization.id} --confirm Renamed`)
      const {organizations} = await ok<{organizations: {id: string}[]}>('org list')
      assert.ok(!organizations.some(({id}) => id === organization.id))
    })

    it('says which organizations there are when a named one is not visible', async () => {
      const {code, reason} = await fails(2, 'regions list --organization zzzzzzzzzzzz')

      assert.equal(code, 'ORGANIZATION_UNKNOWN')
      assert.match(reason ?? '', /^Visible: [a-z]{12} /)
    })

    it('clears the domain of an organization', async () => {
      await ok('org update --domain acme.example')

      const {changes} = await ok<{changes: unknown[]}>('org update --clear-domain')

      assert.deepEqual(changes, [{field: 'domain', before: 'acme.example', after: null}])
      assert.equal((await fails(2, 'org update --clear-domain --domain acme.example')).code, 'USAGE')
    })

    it('tells what was done, newest first, and no more than asked', async () => {
      const {history} = await ok<{history: {action: string}[]}>('org history --action organizations.updated --limit 1')

      assert.deepEqual(
        history.map(({action}) => action),
        ['organizations.updated'],
      )
    })

    it(`lists users with their ${api === 2 ? 'role' : 'policy'}, and changes it`, async () => {
      const access = api === 2 ? ['--role', 'GUEST'] : ['--policy', 'organizationguest']
      const {users} = await ok<{users: {id: string; email: string}[]}>('org users list')
      assert.deepEqual(
        users.map(({email}) => email),
        ['ops@acme.example'],
      )

      await ok(`org users link ${jane}`, ...access)

      const {user} = await ok<{user: {role?: string; policyId?: number}}>('org users show jane@other.example')
      assert.ok(api === 2 ? user.role === 'GUEST' : user.policyId === 3, JSON.stringify(user))
      await ok('org users link jane@other.example', ...(api === 2 ? ['--role', 'ADMIN'] : ['--policy', '4']))
      assert.equal((await fails(2, 'org users unlink jane@other.example --yes')).code, 'USAGE_CONFIRMATION_NEEDED')
      await ok('org users unlink jane@other.example --confirm jane@other.example')
      assert.equal((await ok<{users: unknown[]}>('org users list')).users.length, 1)
    })

    it('refuses what this generation does not have, and names what it has', async () => {
      const access = api === 2 ? ['--policy', 'StackGuest'] : ['--role', 'GUEST']

      const {code, message} = await fails(2, 'org users link ops@acme.example', ...access)

      assert.equal(code, 'ORGANIZATION_ROLE_UNSUPPORTED')
      assert.match(message, api === 2 ? /has roles, not policies/ : /--policy NAME\|ID takes the place of --role/)
      assert.equal((await fails(2, 'org users link ops@acme.example')).code, 'USAGE')
    })

    it('says that nobody has an address, before anything is asked for', async () => {
      const access = api === 2 ? ['--role', 'GUEST'] : ['--policy', '1']

      assert.equal((await fails(2, 'org users link nobody@acme.example', ...access)).code, 'USER_UNKNOWN')
    })

    it('invites, lists by status, and withdraws', async () => {
      const {invitation} = await ok<{invitation: {id: string}}>('org invitations send jane@other.example')
      await ok(`org invitations withdraw ${invitation.id}`)

      const pending = await ok<{invitations: unknown[]}>('org invitations list --status PENDING')
      const all = await ok<{invitations: {status: string}[]}>('org invitations list')

      assert.deepEqual(pending.invitations, [])
      assert.deepEqual(
        all.invitations.map(({status}) => status),
        ['CANCELLED'],
      )
      assert.equal((await fails(2, 'org invitations send jane')).code, 'USAGE')
    })

    it('shows who is invited what came, who accepts one and declines another', async () => {
      const email = 'mary@mary.example'
      const args = ['--profile', 'mary', '--no-browser']
      await logIn({home, membershipUri: sandbox.membershipUri, email, args})
      const sent: string[] = []
      for (let count = 0; count < 2; count++) {
        const {invitation} = await ok<{invitation: {id: string}}>('org invitations send', email)
        sent.push(invitation.id)
      }
      const received = () => ok<{invitations: {id: string; status: string}[]}>('cloud me invitations list --profile mary')

      const {invitations} = await received()
      assert.deepEqual(
        invitations.map(({id}) => id),
        sent,
      )
      await ok(`org invitations decline ${sent[0]} --profile mary`)
      await ok(`org invitations accept ${sent[1]} --profile mary`)

      assert.deepEqual(
        (await received()).invitations.map(({status}) => status),
        ['REJECTED', 'ACCEPTED'],
      )
      const {organizations} = await ok<{organizations: {mine: boolean}[]}>('org list --profile mary')
      assert.deepEqual(organizations.map(({mine}) => mine).toSorted(), [false, true])
      assert.equal((await fails(5, `org invitations accept ${sent[1]} --profile mary`)).code, 'MEMBERSHIP_REFUSED')
      await ok(`org users unlink ${email} --confirm ${email}`)
    })

    if (api === 3) {
      it('lists policies, and shows one with its scopes', async () => {
        const {policies} = await ok<{policies: {name: string}[]}>('org policies list')
        const {policy} = await ok<{policy: {scopes: {label: string}[]}}>('org policies show stackguest')

        assert.ok(policies.some(({name}) => name === 'StackAdmin'))
        assert.deepEqual(
          policy.scopes.map(({label}) => label),
          ['stack:Read'],
        )
      })
    } else {
      it('says that there are roles where somebody asks for policies', async () => {
        assert.equal((await fails(2, 'org policies list')).code, 'ORGANIZATION_ROLE_UNSUPPORTED')
      })
    }

    it('creates a region, writes its secret to a file for its owner only, and deletes it by name', async () => {
      const file = path.join(home, 'paris.secret')

      const {region} = await ok<{region: {id: string; secret?: unknown}}>('regions create paris --secret-file', file)

      assert.equal(region.secret, undefined)
      assert.match(readFileSync(file, 'utf8'), /^\S{16,}\n$/)
      assert.equal(statSync(file).mode & 0o777, 0o600)
      assert.equal((await fails(2, 'regions create berlin --secret-file', file)).code, 'FILE_EXISTS')
      assert.deepEqual(
        (await ok<{regions: {name: string}[]}>('regions list')).regions.map(({name}) => name),
        ['paris'],
      )
      assert.equal((await ok<{region: {id: string}}>('regions show paris')).region.id, region.id)
      await ok('regions delete paris --confirm paris')
      assert.equal((await fails(2, 'regions show paris')).code, 'REGION_UNKNOWN')
    })

    it('tells the secret of a region once where no file is named, and takes none of two with one name', async () => {
      const first = await ok<{region: {id: string; secret: {clear: string}}}>('regions create twin')
      await ok('regions create twin')

      assert.match(first.region.secret.clear, /\S{16,}/)
      const {code, reason} = await fails(2, 'regions show twin')
      assert.equal(code, 'REGION_UNKNOWN')
      assert.match(reason ?? '', new RegExp(first.region.id))
      const shown = await cli(`regions show ${first.region.id}`)
      assert.ok(!shown.stdout.includes(first.region.secret.clear))
    })

    it('takes a stack through its life', async () => {
      await ok('regions create lyon')
      const {stack} = await ok<{stack: {id: string}}>('stacks create books --region lyon --metadata team=payments --wait')
      const state = async () => (await ok<{stack: {state: string}}>(`stacks show ${stack.id}`)).stack.state

      await ok('stacks update books --name ledger --metadata cost=low')
      const updated = await ok<{stack: {name: string; metadata: object}}>('stacks show ledger')
      assert.deepEqual([updated.stack.name, updated.stack.metadata], ['ledger', {team: 'payments', cost: 'low'}])
      await ok('stacks disable ledger')
      assert.equal(await state(), 'DISABLED')
      assert.deepEqual((await ok<{stacks: unknown[]}>('stacks list')).stacks, [])
      await ok('stacks enable ledger')
      assert.equal(await state(), 'ACTIVE')
      assert.equal((await fails(2, 'stacks delete ledger --yes')).code, 'USAGE_CONFIRMATION_NEEDED')
      await ok('stacks delete ledger --confirm ledger')
      assert.deepEqual((await ok<{stacks: unknown[]}>('stacks list')).stacks, [])
      assert.equal((await ok<{stacks: unknown[]}>('stacks list --all')).stacks.length, 1)
      await ok('stacks restore ledger')
      assert.equal(await state(), 'ACTIVE')
      assert.equal((await fails(2, 'stacks show nothing')).code, 'STACK_UNKNOWN')
      assert.equal((await fails(2, 'stacks create x --region nowhere')).code, 'REGION_UNKNOWN')
    })

    it('answers to the names that fctl has for the same', async () => {
      for (const line of [
        'cloud organizations list',
        'c o ls',
        'organizations describe',
        'cloud organizations users l',
        'cloud regions list',
        'stack list',
        'cloud me info',
      ]) {
        const {exitCode, stderr} = await runCli(['--profile', 'default', ...line.split(' ')], {home})
        assert.equal(exitCode, 0, `${line}: ${stderr}`)
      }
    })

    it('reads no variable without the prefix', async () => {
      const env = {DOMAIN: 'evil.example', ORGANIZATION: 'zzzzzzzzzzzz', PROFILE: 'nobody', STACK: 'x', REGION: 'x'}
      const {exitCode, json} = await runCli(['org', 'update', '--name', 'Acme', '--json'], {home, env})

      assert.equal(exitCode, 0)
      assert.equal((json() as {organization: {domain?: string}}).organization.domain, undefined)
    })
  })
}
