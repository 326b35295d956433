import assert from 'node:assert/strict'
import {useDatabases} from '../../databases.js'
import {firstLogin, GUIDE_STATEMENTS, PLAIN_SCHEMA} from '../../membership-schema.js'
import {BASE_URL, rowsOf, seed} from './run-seed.js'

describe('cloudprem db seed, with rows that contradict', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  const contradictions: [title: string, change: string, args: string[], text: RegExp][] = [
    [
      'another base URL',
      `update membership.regions set base_url = 'https://old.example'`,
      [],
      /base_url is https:\/\/old.example, asked was/,
    ],
    ['another region id', 'select 1', ['--region-id', '2f6c0f4e-6a57-4c1f-9c0e-6f2d8f1b7a55'], /exists with another id/],
    ['another stack name', `update membership.stacks set name = 'old'`, [], /name is old, asked was default/],
    ['another region of the stack', `update membership.stacks set region_id = 'other'`, [], /region_id is other, asked was/],
    ['a stack that is deleted', `update membership.stacks set state = 'DELETED'`, [], /state is DELETED, asked was ACTIVE/],
    ['the name of another stack', 'select 1', ['--stack-id', 'prod'], /has a stack called default already/],
  ]
  for (const [title, change, args, text] of contradictions) {
    it(`refuses ${title} and leaves it as it is`, async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      await seed(database)
      await database.sql(change)
      const before = await rowsOf(database)
      const result = await seed(database, args)
      assert.equal(result.exitCode, 4, result.stderr)
      assert.match(result.stderr, /DATABASE_CONFLICT/)
      assert.match(result.stderr, text)
      assert.deepEqual(await rowsOf(database), before)
    })
  }

  it('does not choose between two regions of a name, and takes the one that is named', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    await database.sql(`insert into membership.regions (id, base_url, name, production, active)
      values ('11111111-1111-4111-8111-111111111111', '${BASE_URL}', 'default', true, true),
             ('22222222-2222-4222-8222-222222222222', '${BASE_URL}', 'default', true, true)`)
    const refused = await seed(database)
    assert.equal(refused.exitCode, 4)
    assert.match(refused.stderr, /There are 2 regions called default/)
    const named = await seed(database, ['--region-id', '22222222-2222-4222-8222-222222222222'])
    assert.equal(named.exitCode, 0, named.stderr)
    assert.equal((await rowsOf(database)).stacks[0]?.['region_id'], '22222222-2222-4222-8222-222222222222')
    // The stack tells which of the two is meant.
    assert.match((await seed(database)).stdout, /^Nothing to do/)
  })

  it('accepts what the guide itself has inserted', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    await database.sql(GUIDE_STATEMENTS)
    assert.match((await seed(database)).stdout, /^Nothing to do/)
  })
})
