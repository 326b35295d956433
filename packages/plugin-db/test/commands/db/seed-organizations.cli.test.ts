import {runCli, temporaryFolder} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {useDatabases} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA, STRICT_SCHEMA} from '../../membership-schema.js'
import {NO_ROWS, rowsOf, seed} from './run-seed.js'

const OTHER_OWNER = '0b8f2c6e-0f5e-4a51-9a51-3f3b5f6f7a02'

describe('cloudprem db seed, with several organizations', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  const two = [PLAIN_SCHEMA, firstLogin('aaaaaaaaaaaa'), firstLogin('bbbbbbbbbbbb', OTHER_OWNER)]

  it('lists them and takes none', async () => {
    const database = await databases.create(...two)
    const result = await seed(database)
    assert.equal(result.exitCode, 2)
    assert.match(result.stderr, /ORGANIZATION_AMBIGUOUS/)
    assert.match(result.stderr, /aaaaaaaaaaaa/)
    assert.match(result.stderr, /bbbbbbbbbbbb/)
    assert.deepEqual(await rowsOf(database), NO_ROWS)
  })

  it('takes the named one, with its owner as creator of the region', async () => {
    const database = await databases.create(...two)
    const result = await seed(database, ['--organization', 'bbbbbbbbbbbb'])
    assert.equal(result.exitCode, 0, result.stderr)
    const {regions, stacks} = await rowsOf(database)
    assert.equal(regions[0]?.['creator_id'], OTHER_OWNER)
    assert.equal(stacks[0]?.['organization_id'], 'bbbbbbbbbbbb')
  })

  it('takes the one of the profile', async () => {
    const database = await databases.create(...two)
    const home = temporaryFolder()
    await runCli(['profiles', 'set', 'organization-id', 'bbbbbbbbbbbb'], {home})
    const result = await seed(database, [], {home})
    assert.equal(result.exitCode, 0, result.stderr)
    assert.equal((await rowsOf(database)).stacks[0]?.['organization_id'], 'bbbbbbbbbbbb')
  })

  it('refuses one that does not exist, and says who named it', async () => {
    const database = await databases.create(...two)
    const result = await seed(database, ['--organization', 'cccccccccccc'])
    assert.equal(result.exitCode, 2)
    assert.match(result.stderr, /"cccccccccccc" \(from --organization\)/)
    assert.deepEqual(await rowsOf(database), NO_ROWS)
  })

  it('refuses a stack id that another organization has, where ids are unique in all', async () => {
    const database = await databases.create(...two)
    await seed(database, ['--organization', 'aaaaaaaaaaaa'])
    const before = await rowsOf(database)
    const result = await seed(database, ['--organization', 'bbbbbbbbbbbb'])
    assert.equal(result.exitCode, 4)
    assert.match(result.stderr, /Stack id demo is taken by organization aaaaaaaaaaaa/)
    assert.deepEqual(await rowsOf(database), before)
  })

  it('gives both a stack of the same id, in the same region, where ids are unique in an organization', async () => {
    const database = await databases.create(STRICT_SCHEMA, ...two.slice(1))
    await seed(database, ['--organization', 'aaaaaaaaaaaa'])
    const result = await seed(database, ['--organization', 'bbbbbbbbbbbb'])
    assert.equal(result.exitCode, 0, result.stderr)
    const {regions, stacks} = await rowsOf(database)
    assert.equal(regions.length, 1)
    assert.equal(stacks.length, 2)
  })

  it('makes a region of its own where the one of the name is private to the other', async () => {
    const database = await databases.create(STRICT_SCHEMA, ...two.slice(1))
    await seed(database, ['--organization', 'aaaaaaaaaaaa'])
    await database.sql(`update membership.regions set organization_id = 'aaaaaaaaaaaa'`)
    const result = await seed(database, ['--organization', 'bbbbbbbbbbbb'])
    assert.equal(result.exitCode, 0, result.stderr)
    const {regions, stacks} = await rowsOf(database)
    assert.equal(regions.length, 2)
    assert.notEqual(stacks[0]?.['region_id'], stacks[1]?.['region_id'])
  })
})
