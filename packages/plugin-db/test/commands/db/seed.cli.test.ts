import {runCli, temporaryFolder} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {useDatabases} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA} from '../../membership-schema.js'
import {BASE_URL, NO_ROWS, readProfiles, rowsOf, seed} from './run-seed.js'

describe('cloudprem db seed', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  describe('into a database after the first login', () => {
    it('creates region and stack, tells the ids and keeps them in the profile', async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      const home = temporaryFolder()
      const result = await seed(database, [], {home})
      assert.equal(result.exitCode, 0, result.stderr)
      const {regions, stacks} = await rowsOf(database)
      assert.equal(regions.length, 1)
      assert.equal(stacks.length, 1)
      const id = String(regions[0]?.['id'])
      assert.equal(
        result.stdout,
        [
          `  region  default  ${id.slice(0, 8)}-…  https://formance.example  created`,
          '  stack   demo     default     region default            created',
          '',
          'OrganizationID  qwertyuiopas',
          'StackID         demo',
          `RegionID        ${id}`,
          'All three are kept in profile "default".',
          '',
        ].join('\n'),
      )
      assert.match(
        result.stderr,
        new RegExp(`^Database {2}${database.name} on 127.0.0.1:${databases.postgres.port} \\(TLS off\\)`),
      )
      assert.match(result.stderr, /The Stack comes next: .* qwertyuiopas-demo/)
      const {profiles} = JSON.parse(readProfiles(home)) as {profiles: Record<string, unknown>}
      assert.deepEqual(profiles['default'], {organizationId: 'qwertyuiopas', stackId: 'demo', regionId: id})
    })

    it('finds nothing to do the second time', async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      await seed(database)
      const before = await rowsOf(database)
      const second = await seed(database)
      assert.equal(second.exitCode, 0, second.stderr)
      assert.equal(second.stdout, 'Nothing to do: region default and stack demo are as asked.\n')
      assert.deepEqual(await rowsOf(database), before)
    })

    it('keeps the ids in a profile that did not have them, although nothing is to do', async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      await seed(database)
      const home = temporaryFolder()
      await seed(database, [], {home})
      assert.match(readProfiles(home), /"stackId": ?"demo"/)
    })

    it('adds only the stack when the region is there', async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      await seed(database)
      const [region] = (await rowsOf(database)).regions
      const result = await seed(database, ['--stack-id', 'prod', '--stack-name', 'production', '--json'])
      assert.deepEqual(result.json(), {
        organizationId: 'qwertyuiopas',
        stackId: 'prod',
        region: {id: region?.['id'], name: 'default', baseUrl: BASE_URL, change: 'none'},
        stack: {id: 'prod', name: 'production', change: 'created'},
      })
      const {regions, stacks} = await rowsOf(database)
      assert.equal(regions.length, 1)
      assert.deepEqual(
        stacks.map(({id, name, region_id}) => ({id, name, region_id})),
        [
          {id: 'demo', name: 'default', region_id: region?.['id']},
          {id: 'prod', name: 'production', region_id: region?.['id']},
        ],
      )
    })

    it("takes the base domain from the profile, and psql's variables for the connection", async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      const home = temporaryFolder()
      await runCli(['profiles', 'set', 'base-domain', 'formance.example'], {home})
      const {username, password, port} = new URL(database.dsn)
      const env = {
        PGHOST: '127.0.0.1',
        PGPORT: port,
        PGUSER: username,
        PGPASSWORD: decodeURIComponent(password),
        PGDATABASE: database.name,
      }
      const result = await runCli(['db', 'seed'], {home, env})
      assert.equal(result.exitCode, 0, result.stderr)
      assert.equal((await rowsOf(database)).regions[0]?.['base_url'], BASE_URL)
    })

    it('stores the client secret that was chosen, and shows it nowhere', async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      const args = ['--client-secret', '-', '--debug']
      const result = await seed(database, args, {input: 'Chosen-by-us-4711\n'})
      assert.equal(result.exitCode, 0, result.stderr)
      assert.equal((await rowsOf(database)).stacks[0]?.['client_secret'], 'Chosen-by-us-4711')
      const again = await seed(database, args, {input: 'Chosen-by-us-4711\n'})
      assert.match(again.stdout, /^Nothing to do/)
      const other = await seed(database, args, {input: 'Another-secret-4712\n'})
      assert.equal(other.exitCode, 4)
      assert.match(other.stderr, /client_secret is not the one of --client-secret/)
      for (const {stdout, stderr} of [result, again, other]) {
        assert.doesNotMatch(stdout + stderr, /Chosen-by-us|Another-secret/)
      }
    })

    it('shows neither password nor generated client secret, not even with --debug', async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      const {stdout, stderr} = await seed(database, ['--debug'])
      const clientSecret = String((await rowsOf(database)).stacks[0]?.['client_secret'])
      assert.match(clientSecret, /^[0-9a-f-]{36}$/)
      assert.ok(!(stdout + stderr).includes(clientSecret))
      assert.ok(!(stdout + stderr).includes(decodeURIComponent(new URL(database.dsn).password)))
      assert.match(stderr, /debug {2}db: insert into membership."stacks"/)
    })
  })

  describe('--dry-run', () => {
    it('prints statements and values, and changes neither database nor profile', async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      const home = temporaryFolder()
      const id = '2f6c0f4e-6a57-4c1f-9c0e-6f2d8f1b7a55'
      const result = await seed(database, ['--dry-run', '--region-id', id], {home})
      assert.equal(result.exitCode, 0, result.stderr)
      assert.match(result.stdout, /^begin isolation level read committed/)
      assert.match(result.stdout, /insert into membership."regions"\n {2}\(id, base_url, name, creator_id, created_at, /)
      assert.match(result.stdout, new RegExp(`-- \\$1 = '${id}'`))
      assert.match(result.stdout, /-- \$5 = •••••• \(secret\)\ncommit;\n$/)
      assert.deepEqual(await rowsOf(database), NO_ROWS)
      assert.doesNotMatch(readProfiles(home), /stackId/)
    })

    it('is one JSON document with --json, the secret left out', async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      const result = await seed(database, ['--dry-run', '--json'])
      const document = result.json() as {dryRun: boolean; statements: {text: string; parameters: unknown[]}[]}
      assert.equal(document.dryRun, true)
      assert.deepEqual(document.statements.at(-2)?.parameters.slice(0, 3), ['default', 'qwertyuiopas', 'demo'])
      assert.equal(document.statements.at(-2)?.parameters[4], null)
      assert.deepEqual(await rowsOf(database), NO_ROWS)
    })

    it('runs on a server that takes no writes at all', async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      await database.sql(`alter database ${database.name} set default_transaction_read_only = on`)
      const result = await seed(database, ['--dry-run'])
      assert.equal(result.exitCode, 0, result.stderr)
    })
  })
})
