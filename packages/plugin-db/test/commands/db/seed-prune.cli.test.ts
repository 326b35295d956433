import {runCli, temporaryFolder} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {useDatabases, type TestDatabase} from '../../databases.js'
import {firstLogin, STRICT_SCHEMA} from '../../membership-schema.js'
import {rowsOf, unwrapped} from './run-seed.js'

const OTHER_OWNER = '0b8f2c6e-0f5e-4a51-9a51-3f3b5f6f7a02'
const region = (name: string) => `  - {name: ${name}, baseUrl: https://${name}.example, organization: aaaaaaaaaaaa}\n`
const stack = (id: string, place: string, organization = 'aaaaaaaaaaaa') =>
  `  - {organization: ${organization}, id: ${id}, name: ${id}, region: ${place}}\n`

describe('cloudprem db seed --prune', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  const seed = (database: TestDatabase, input: string, args: string[] = []) =>
    runCli(['db', 'seed', '--file', '-', '--dsn', database.dsnFile, ...args], {home: temporaryFolder(), input})
  /** Stacks a, b, c of one organization and d of another, in three regions. */
  const filled = async () => {
    const database = await databases.create(STRICT_SCHEMA, firstLogin('aaaaaaaaaaaa'), firstLogin('bbbbbbbbbbbb', OTHER_OWNER))
    const result = await seed(
      database,
      `regions:\n${region('one')}${region('two')}${region('three')}stacks:\n` +
        stack('a', 'one') +
        stack('b', 'two') +
        stack('c', 'three') +
        stack('d', 'three', 'bbbbbbbbbbbb'),
    )
    assert.equal(result.exitCode, 0, result.stderr)
    return database
  }
  const ONE = `regions:\n${region('one')}stacks:\n${stack('a', 'one')}`
  const idsOf = async (database: TestDatabase) => {
    const {regions, stacks} = await rowsOf(database)
    return {regions: regions.map(({name}) => name).toSorted(), stacks: stacks.map(({id}) => id).toSorted()}
  }

  it('removes nothing without being asked', async () => {
    const database = await filled()
    const before = await rowsOf(database)
    assert.equal((await seed(database, ONE)).exitCode, 0)
    assert.deepEqual(await rowsOf(database), before)
  })

  it('shows what would go and, without an answer, leaves it', async () => {
    const database = await filled()
    const before = await rowsOf(database)
    const result = await seed(database, ONE, ['--prune'])
    assert.equal(result.exitCode, 2)
    assert.match(result.stderr, /to be removed: 2 stacks, 1 regions\n {2}stack {2}b {2}b {2}aaaaaaaaaaaa\n {2}stack {2}c/)
    assert.match(unwrapped(result), /Not confirmed: Remove them/)
    assert.deepEqual(await rowsOf(database), before)
    const dry = await seed(database, ONE, ['--prune', '--dry-run'])
    assert.equal(dry.exitCode, 0, dry.stderr)
    assert.match(dry.stdout, /delete from membership."stacks" t using/)
    assert.deepEqual(await rowsOf(database), before)
  })

  it("removes the organization's stacks that are not in the file, and regions that nobody is in any more", async () => {
    const database = await filled()
    const result = await seed(database, ONE, ['--prune', '--yes'])
    assert.equal(result.exitCode, 0, result.stderr)
    assert.match(result.stdout, /Removed {2}2 stacks, 1 regions/)
    // Region three has the stack of another organization in it, which the file does not name.
    assert.deepEqual(await idsOf(database), {regions: ['one', 'three'], stacks: ['a', 'd']})
  })

  it('leaves stacks that Membership has deleted, and their region', async () => {
    const database = await filled()
    await database.sql(`update membership.stacks set state = 'DELETED' where id = 'b'`)
    assert.equal((await seed(database, ONE, ['--prune', '--yes'])).exitCode, 0)
    assert.deepEqual(await idsOf(database), {regions: ['one', 'three', 'two'], stacks: ['a', 'b', 'd']})
  })

  it('gives the name of a stack that goes to one that comes', async () => {
    const database = await filled()
    const text = `stacks:\n${stack('a', 'one')}  - {organization: aaaaaaaaaaaa, id: b2, name: b, region: two}\n`
    const result = await seed(database, text, ['--prune', '--yes'])
    assert.equal(result.exitCode, 0, result.stderr)
    // Without a list of regions none goes.
    assert.deepEqual(await idsOf(database), {regions: ['one', 'three', 'two'], stacks: ['a', 'b2', 'd']})
  })

  it('refuses when a row of another table would go along, or lose what it refers to', async () => {
    const database = await filled()
    await database.sql(`
      create table membership."Stack Users" (organization varchar(12), stack varchar(63), who text,
        foreign key (organization, stack) references membership.stacks (organization_id, id) on delete cascade);
      insert into membership."Stack Users" values ('aaaaaaaaaaaa', 'c', 'somebody')`)
    const before = await rowsOf(database)
    const result = await seed(database, ONE, ['--prune', '--yes'])
    assert.equal(result.exitCode, 4)
    assert.match(unwrapped(result), /1 rows of membership."Stack Users" refer to stacks that would be removed/)
    assert.deepEqual(await rowsOf(database), before)
  })
})
