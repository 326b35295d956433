import assert from 'node:assert/strict'
import {openDatabase, type Database} from '../../src/membership/database.js'
import {COLUMNS} from '../../src/membership/mapping.js'
import {createMembershipSchema} from '../../src/membership/schema.js'
import {signIn} from '../../src/membership/accounts.js'
import {ignoreBrokenIdle, newDatabase} from '../support/database.js'
import {GUIDE_SQL} from '../support/guide.js'

describe("Membership's tables", function () {
  this.timeout(60_000)
  let database: Database
  let dsn: string

  before(async () => {
    dsn = await newDatabase()
    database = await openDatabase(dsn, ignoreBrokenIdle)
  })
  after(() => database?.close())

  it("take the deployment guide's two inserts unchanged, after a first login", async () => {
    const user = await signIn(database, 'admin@acme.example')
    await database.change(GUIDE_SQL)

    const [region] = await database.rows<Record<string, unknown>>('select * from membership.regions')
    assert.deepEqual(
      [region?.['base_url'], region?.['creator_id'], region?.['production']],
      ['https://formance.example', user.id, true],
    )
    const [stack] = await database.rows<Record<string, unknown>>('select * from membership.stacks')
    assert.deepEqual([stack?.['id'], stack?.['region_id'], stack?.['status']], ['demo', region?.['id'], 'READY'])
    assert.match(String(stack?.['client_secret']), /^[0-9a-f-]{36}$/)
  })

  it('are made again without harm to what is in them', async () => {
    const before = await database.rows('select id from membership.users')
    await createMembershipSchema(dsn)
    assert.deepEqual(await database.rows('select id from membership.users'), before)
    assert.equal((await database.rows('select id from membership.policies')).length, 4)
  })

  it('have exactly the columns that the mapping tells, known and inferred', async () => {
    const rows = await database.rows<{table: string; column: string}>(
      `select table_name as "table", column_name as "column" from information_schema.columns where table_schema = 'membership'`,
    )
    const actual: Record<string, string[]> = {}
    for (const {table, column} of rows) (actual[table] ??= []).push(column)
    assert.deepEqual(Object.keys(actual).toSorted(), Object.keys(COLUMNS).toSorted())
    for (const [table, {known, inferred}] of Object.entries(COLUMNS)) {
      assert.deepEqual((actual[table] ?? []).toSorted(), [...known, ...inferred].toSorted(), table)
    }
  })
})
