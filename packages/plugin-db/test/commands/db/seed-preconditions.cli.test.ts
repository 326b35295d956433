import {runCli, temporaryFolder} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {useDatabases} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA} from '../../membership-schema.js'
import {BASE_URL, NO_ROWS, readProfiles, rowsOf, seed, unwrapped, untilSent} from './run-seed.js'

describe('cloudprem db seed, before there is what it needs', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  it('says to log in first, names the database, and changes nothing', async () => {
    const database = await databases.create(PLAIN_SCHEMA)
    const home = temporaryFolder()
    const result = await seed(database, [], {home})
    assert.equal(result.exitCode, 3)
    assert.equal(result.stdout, '')
    assert.match(result.stderr, /ORGANIZATION_MISSING/)
    assert.match(result.stderr, new RegExp(`no organization yet in the database ${database.name} on`))
    assert.match(result.stderr, /Next {3}cloudprem login/)
    assert.deepEqual(await rowsOf(database), NO_ROWS)
    assert.doesNotMatch(readProfiles(home), /stackId/)
  })

  it('names the schema, the tables or the columns that are missing', async () => {
    const withoutSchema = await seed(await databases.create())
    assert.equal(withoutSchema.exitCode, 3)
    assert.match(withoutSchema.stderr, /DATABASE_NOT_MIGRATED/)
    assert.match(withoutSchema.stderr, /Missing: schema membership/)

    const database = await databases.create(
      PLAIN_SCHEMA,
      'alter table membership.stacks drop column region_id; drop table membership.users',
    )
    const result = await seed(database, ['--json'])
    assert.equal(result.exitCode, 3)
    assert.deepEqual((result.json() as {error: {details: unknown}}).error.details, {
      missing: ['table membership.users', 'column membership.stacks.region_id'],
    })
  })

  it('does without a column of the guide that this Membership no longer has, and says so', async () => {
    const database = await databases.create(
      PLAIN_SCHEMA,
      firstLogin(),
      'alter table membership.stacks drop column stargate_enabled; alter table membership.regions drop column production',
    )
    const result = await seed(database)
    assert.equal(result.exitCode, 0, result.stderr)
    assert.match(unwrapped(result), /no column membership.regions.production; it is left out/)
    assert.match(unwrapped(result), /no column membership.stacks.stargate_enabled; it is left out/)
    const {regions, stacks} = await rowsOf(database)
    assert.equal(regions[0]?.['active'], true)
    assert.equal(stacks[0]?.['expected_status'], 'READY')
    assert.match((await seed(database)).stdout, /^Nothing to do/)
  })

  it('refuses a table that wants a value it does not know, before it tries', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    await database.sql('alter table membership.stacks add column tier text not null')
    const result = await seed(database)
    assert.equal(result.exitCode, 3)
    assert.match(result.stderr, /column membership.stacks.tier \(text\)/)
    assert.deepEqual(await rowsOf(database), NO_ROWS)
  })

  it('says which rights a user lacks', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    await databases.admin(
      `do $$ begin create role reader login password 'reader-password'; exception when duplicate_object then null; end $$`,
    )
    await database.sql('grant usage on schema membership to reader; grant select on all tables in schema membership to reader')
    const url = new URL(database.dsn)
    url.username = 'reader'
    url.password = 'reader-password'
    const result = await runCli(['db', 'seed', '--base-url', BASE_URL, '--dsn', '-'], {
      home: temporaryFolder(),
      input: url.toString(),
    })
    assert.equal(result.exitCode, 3)
    assert.match(result.stderr, /insert on regions/)
    assert.doesNotMatch(result.stderr, /reader-password/)
  })

  it('refuses an owner who is not among the users, where the guide would store null', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin(), 'delete from membership.users')
    const result = await seed(database)
    assert.equal(result.exitCode, 4)
    assert.match(result.stderr, /is not among the users/)
    assert.deepEqual(await rowsOf(database), NO_ROWS)
  })

  describe('--wait', () => {
    it('goes on by itself when the first login has made the organization', async () => {
      const database = await databases.create(PLAIN_SCHEMA)
      const finished = seed(database, ['--wait', '30'])
      await untilSent(database)
      await database.sql(firstLogin())
      const result = await finished
      assert.equal(result.exitCode, 0, result.stderr)
      assert.equal((await rowsOf(database)).stacks.length, 1)
    })

    it('waits for the tables too, and needs no number', async () => {
      const database = await databases.create()
      const finished = seed(database, ['--wait'])
      await untilSent(database)
      await database.sql(PLAIN_SCHEMA + firstLogin())
      assert.equal((await finished).exitCode, 0)
    })

    it('ends as without it when the time is over', async () => {
      const database = await databases.create(PLAIN_SCHEMA)
      const result = await seed(database, ['--wait', '1'])
      assert.equal(result.exitCode, 3)
      assert.match(result.stderr, /ORGANIZATION_MISSING/)
    })

    it('says on Ctrl-C what it was waiting for', async () => {
      const database = await databases.create(PLAIN_SCHEMA)
      let interrupt: () => void = () => undefined
      const finished = seed(database, ['--wait', '--debug'], {started: ({kill}) => (interrupt = () => kill('SIGINT'))})
      await untilSent(database, '%"organizations"%')
      interrupt()
      const result = await finished
      assert.equal(result.exitCode, 130)
      assert.match(unwrapped(result), /nothing was changed in the database/)
    })
  })

  describe('with values that cannot be', () => {
    const refused: [string[], RegExp][] = [
      [['--base-url', 'formance.example'], /has no scheme[^]*--base-url https:\/\/formance.example/],
      [['--base-url', 'https://BASE_URL'], /has a host that DNS does not allow/],
      [['--base-url', 'http://formance.example'], /is http, which only --allow-http/],
      [['--prune'], /--prune needs --file/],
      [['--stack-id', 'my-stack'], /"my-stack" is no stack id[^]*--stack-id mystack/],
      [['--region-id', '4711'], /is no UUID/],
      [['--client-secret', 'short'], /fewer than 8 characters/],
    ]
    for (const [args, text] of refused) {
      it(`refuses ${args.join(' ')} before it connects`, async () => {
        const result = await runCli(
          [
            'db',
            'seed',
            '--dsn',
            'postgresql://127.0.0.1:1/x',
            ...(args[0] === '--base-url' ? [] : ['--base-url', BASE_URL]),
            ...args,
          ],
          {home: temporaryFolder()},
        )
        assert.equal(result.exitCode, 2, result.stderr)
        assert.match(result.stderr, text)
      })
    }

    it('refuses ids that are too long together for a name in Kubernetes', async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      const result = await seed(database, ['--stack-id', 'a'.repeat(51)])
      assert.equal(result.exitCode, 2)
      assert.match(unwrapped(result), /1 character too long/)
      assert.deepEqual(await rowsOf(database), NO_ROWS)
    })
  })
})
