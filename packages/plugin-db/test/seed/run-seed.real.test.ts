import {isCloudpremError} from '@cloudprem/core'
import assert from 'node:assert/strict'
import {randomUUID} from 'node:crypto'
import {connect, createServer, type AddressInfo} from 'node:net'
import type {DatabaseConnection} from '../../src/connection/connect.js'
import {readSchema} from '../../src/schema/read-schema.js'
import {applySeed, inspectSeed, rehearseSeed, type SeedInput, type SeedOutcome} from '../../src/seed/run-seed.js'
import {sourceOfRequest} from '../../src/seed/request.js'
import {eventually, useDatabases, type TestDatabase} from '../databases.js'
import {createRole, grantSeeding, roleDsn} from '../postgres/support/role.js'
import {withConnection} from '../with-connection.js'
import {firstLogin, GUIDE_STATEMENTS, PLAIN_SCHEMA, STRICT_SCHEMA} from '../membership-schema.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('a seed', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  const inputOf = async (connection: DatabaseConnection, clientSecret: string = randomUUID()): Promise<SeedInput> => ({
    schema: await readSchema(connection),
    source: sourceOfRequest({
      baseUrl: 'https://formance.example',
      regionName: 'default',
      stackId: 'demo',
      stackName: 'default',
    }),
    newIds: {regionId: randomUUID, clientSecret: () => clientSecret},
  })
  const seed = (database: TestDatabase, clientSecret?: string): Promise<SeedOutcome> =>
    withConnection(database.dsn, async (connection) => applySeed(connection, await inputOf(connection, clientSecret)))
  const count = async (database: TestDatabase, table: string) =>
    (await database.sql(`select count(*)::int as count from membership.${table}`))[0]?.['count']

  const variants = {'ids as text': PLAIN_SCHEMA, 'uuids, enums, references and further columns': STRICT_SCHEMA}
  for (const [title, schema] of Object.entries(variants)) {
    it(`inserts the rows of the guide, column by column, with ${title}`, async () => {
      const ours = await databases.create(schema, firstLogin())
      await seed(ours)
      // gen_random_uuid() of the guide fits a text column only by assignment, which an insert of values is.
      const guides = await databases.create(schema, firstLogin(), GUIDE_STATEMENTS)

      for (const table of ['regions', 'stacks']) {
        const [our, ...furtherOurs] = await ours.sql(`select * from membership.${table}`)
        const [guide, ...furtherGuides] = await guides.sql(`select * from membership.${table}`)
        assert.ok(our && guide)
        assert.equal(furtherOurs.length + furtherGuides.length, 0)
        assert.deepEqual(Object.keys(our), Object.keys(guide))
        for (const column of Object.keys(guide)) {
          const random = (table === 'regions' && column === 'id') || column === 'region_id' || column === 'client_secret'
          if (random) {
            assert.match(String(our[column]), UUID, `${table}.${column}`)
            assert.match(String(guide[column]), UUID, `${table}.${column}`)
          } else if (column.endsWith('_at')) {
            const [ourTime, guideTime] = [our[column], guide[column]]
            assert.ok(ourTime instanceof Date && guideTime instanceof Date, `${table}.${column}`)
            assert.ok(Math.abs(ourTime.getTime() - guideTime.getTime()) < 30_000, `${table}.${column}`)
          } else {
            assert.deepEqual(our[column], guide[column], `${table}.${column}`)
          }
        }
      }
      const [stack] = await ours.sql('select region_id from membership.stacks')
      const [region] = await ours.sql('select id from membership.regions')
      assert.equal(stack?.['region_id'], region?.['id'])
    })
  }

  it('makes one region and one stack when ten run at once', async () => {
    const database = await databases.create(PLAIN_SCHEMA.replaceAll(' primary key', ''), firstLogin())
    const outcomes = await Promise.all(Array.from({length: 10}, () => seed(database)))
    assert.equal(await count(database, 'regions'), 1)
    assert.equal(await count(database, 'stacks'), 1)
    assert.equal(outcomes.filter(({plan}) => plan.stacks.created === 1).length, 1)
    assert.equal(new Set(outcomes.map(({stack}) => stack?.regionId)).size, 1)
  })

  it('makes one of each when ten run at once as a role that may insert and not lock the tables', async () => {
    const database = await databases.create(PLAIN_SCHEMA.replaceAll(' primary key', ''), firstLogin())
    await createRole(databases)
    await grantSeeding(database)
    const dsn = roleDsn(database)
    const seedAsRole = () => withConnection(dsn, async (connection) => applySeed(connection, await inputOf(connection)))
    const outcomes = await Promise.all(Array.from({length: 10}, seedAsRole))
    assert.equal(await count(database, 'regions'), 1)
    assert.equal(await count(database, 'stacks'), 1)
    const creating = outcomes.filter(({plan}) => plan.stacks.created === 1)
    // Who came late and found all there wrote nothing, and has nothing to remark.
    assert.deepEqual(
      creating.map(({plan}) => plan.remarks.length),
      [1],
    )
  })

  it('sees what it has waited for, although the database would rather repeat its reads', async () => {
    const database = await databases.create(PLAIN_SCHEMA.replaceAll(' primary key', ''), firstLogin())
    await database.sql(`alter database ${database.name} set default_transaction_isolation = 'repeatable read'`)
    const other = await database.client()
    await other.query('begin; lock table membership.regions in share row exclusive mode')
    const waiting = seed(database)
    await eventually(async () => {
      const locks = await database.sql(`select 1 from pg_locks where not granted and relation = 'membership.regions'::regclass`)
      return locks.length > 0
    })
    // The guide's statements, by hand, at the same time.
    await other.query(`${GUIDE_STATEMENTS}; commit`)
    await other.end()
    const {plan} = await waiting
    assert.equal(plan.regions[0]?.change, 'none')
    assert.equal(plan.stacks.created, 0)
    assert.equal(await count(database, 'regions'), 1)
    assert.equal(await count(database, 'stacks'), 1)
  })

  it('in a dry run meets what only the commit would check, and leaves nothing', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const rehearse = () => withConnection(database.dsn, async (connection) => rehearseSeed(connection, await inputOf(connection)))
    const {plan, statements} = await rehearse()
    assert.equal(plan.stacks.created, 1)
    assert.equal(statements.at(-1)?.text, 'commit')
    assert.equal(await count(database, 'regions'), 0)
    await database.sql(`
      create function refuse() returns trigger language plpgsql as 'begin raise exception $$too late$$; end';
      create constraint trigger refuse after insert on membership.stacks deferrable initially deferred
        for each row execute function refuse()`)
    await assert.rejects(rehearse(), /too late/)
    assert.equal(await count(database, 'regions'), 0)
  })

  it('is compared without a lock and without a change, and what contradicts is told', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const other = await database.client()
    await other.query('begin; lock table membership.regions, membership.stacks in share row exclusive mode')
    const inspect = () => withConnection(database.dsn, async (connection) => inspectSeed(connection, await inputOf(connection)))
    const missing = await inspect()
    await other.end()
    assert.deepEqual([missing.conflicts, missing.plan.regions[0]?.change, missing.plan.stacks.created], [[], 'created', 1])
    assert.equal(await count(database, 'regions'), 0)
    await seed(database)
    await database.sql(`update membership.stacks set name = 'other'`)
    assert.match((await inspect()).conflicts[0]?.contradictions.join() ?? '', /name is other, asked was default/)
  })

  it('takes the region back when the stack cannot be stored, and quotes no row', async () => {
    const secret = 'Secret-'.repeat(20)
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    await database.sql(`alter table membership.stacks add constraint no_demo check (id <> 'demo')`)
    await assert.rejects(seed(database, secret), (error) => {
      assert.ok(isCloudpremError(error))
      assert.equal(error.code, 'DATABASE_FAILED')
      assert.equal(error.exitCode, 5)
      assert.match(error.message, /no_demo/)
      assert.doesNotMatch(JSON.stringify(error.toDocument()), /Secret-/)
      return true
    })
    assert.equal(await count(database, 'regions'), 0)
  })

  it('tells a unique constraint that it did not know of as a conflict', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    await database.sql(`create unique index one_default on membership.stacks (name);
      insert into membership.stacks (id, name, organization_id) values ('qlii', 'default', 'other')`)
    await assert.rejects(
      seed(database),
      (error) => isCloudpremError(error) && error.code === 'DATABASE_CONFLICT' && error.exitCode === 4,
    )
    assert.equal(await count(database, 'regions'), 0)
  })

  it('notices when a trigger swallows a row', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    await database.sql(`
      create function swallow() returns trigger language plpgsql as 'begin return null; end';
      create trigger swallow before insert on membership.stacks for each row execute function swallow()`)
    await assert.rejects(seed(database), /changed 0 rows instead of 1/)
    assert.equal(await count(database, 'regions'), 0)
  })

  it('says that the outcome is open when the connection is lost during the commit; a second run settles it', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const {dsn, close} = await cutAfterCommit(database)
    await assert.rejects(seed({...database, dsn}), (error) => {
      assert.ok(isCloudpremError(error))
      assert.equal(error.code, 'DATABASE_FAILED')
      assert.match(error.message, /lost during the commit/)
      assert.doesNotMatch(error.reason ?? '', /[Nn]othing was changed/)
      return true
    })
    close()
    await eventually(async () => (await count(database, 'stacks')) === 1)
    assert.equal((await seed(database)).plan.stacks.created, 0)
  })
})

/** A way to the database that lets the commit through and ends before the answer to it. */
async function cutAfterCommit(database: TestDatabase): Promise<{dsn: string; close: () => void}> {
  const url = new URL(database.dsn)
  const proxy = createServer((client) => {
    const server = connect(Number(url.port), '127.0.0.1')
    for (const socket of [client, server]) socket.on('error', () => undefined)
    server.pipe(client)
    client.on('data', (chunk) => {
      server.write(chunk)
      if (chunk.includes('commit\0')) client.destroy()
    })
    client.on('end', () => server.end())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const dsn = new URL(url)
  dsn.port = String((proxy.address() as AddressInfo).port)
  return {dsn: dsn.toString(), close: () => proxy.close()}
}
