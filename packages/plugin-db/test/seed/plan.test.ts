import {isCloudpremError, type ErrorCode} from '@cloudprem/core'
import assert from 'node:assert/strict'
import {isNothingToDo, planSeed} from '../../src/seed/plan.js'
import type {RegionRow, SeedRows, StackRow} from '../../src/seed/read-rows.js'
import type {SeedRequest} from '../../src/seed/request.js'
import {insertsOf, statementsOf} from '../../src/seed/sql.js'

const request: SeedRequest = {baseUrl: 'https://formance.example', regionName: 'default', stackId: 'demo', stackName: 'default'}
const ids = {regionId: 'new-region', clientSecret: 'new-secret'}
const region: RegionRow = {
  id: 'r1',
  name: 'default',
  baseUrl: 'https://formance.example',
  production: true,
  active: true,
  organizationId: null,
}
const stack: StackRow = {
  id: 'demo',
  name: 'default',
  organizationId: 'org',
  regionId: 'r1',
  state: 'ACTIVE',
  hasClientSecret: true,
  hasAskedClientSecret: null,
}
const rows = (change: Partial<SeedRows> = {}): SeedRows => ({
  organization: {id: 'org', ownerId: 'owner', name: null},
  ownerExists: true,
  regions: [],
  stacks: [],
  stackIdIsUnique: true,
  ...change,
})
const refused = (code: ErrorCode, text: RegExp) => (error: unknown) =>
  isCloudpremError(error) && error.code === code && text.test(`${error.message}\n${error.reason}`)

describe('the plan of a seed', () => {
  it('creates both rows where there is none', () => {
    const plan = planSeed(rows(), request, ids)
    assert.deepEqual(plan.region, {
      change: 'created',
      id: 'new-region',
      name: 'default',
      baseUrl: 'https://formance.example',
      creatorId: 'owner',
      remarks: [],
    })
    assert.equal(plan.stack.change, 'created')
    assert.equal(insertsOf(plan).length, 2)
  })

  it('creates nothing where both are there', () => {
    const plan = planSeed(rows({regions: [region], stacks: [stack]}), request, ids)
    assert.ok(isNothingToDo(plan))
    assert.deepEqual(insertsOf(plan), [])
  })

  it('puts a new stack into the region that is there', () => {
    const inserts = insertsOf(planSeed(rows({regions: [region]}), request, ids))
    assert.equal(inserts.length, 1)
    assert.deepEqual(
      inserts[0]?.parameters.map(({value}) => value),
      ['default', 'org', 'demo', 'r1', 'new-secret'],
    )
  })

  it('does not mind a slash at the end of the base URL in the database', () => {
    const plan = planSeed(rows({regions: [{...region, baseUrl: 'https://formance.example/'}], stacks: [stack]}), request, ids)
    assert.ok(isNothingToDo(plan))
  })

  it('never takes the private region of another organization', () => {
    const foreign = {...region, organizationId: 'other'}
    assert.equal(planSeed(rows({regions: [foreign]}), request, ids).region.change, 'created')
    assert.throws(
      () => planSeed(rows({regions: [foreign]}), {...request, regionId: 'r1'}, ids),
      refused('DATABASE_CONFLICT', /private to organization other/),
    )
    const own = {...region, organizationId: 'org'}
    assert.equal(planSeed(rows({regions: [own]}), request, ids).region.change, 'none')
  })

  it('needs no owner when the region is there', () => {
    const plan = planSeed(rows({regions: [region], ownerExists: false}), request, ids)
    assert.equal(plan.stack.change, 'created')
  })

  it('needs an owner who exists for a new region', () => {
    assert.throws(() => planSeed(rows({ownerExists: false}), request, ids), refused('DATABASE_CONFLICT', /not among the users/))
    const withoutOwner = rows({organization: {id: 'org', ownerId: null, name: null}})
    assert.throws(() => planSeed(withoutOwner, request, ids), refused('DATABASE_CONFLICT', /has no owner/))
  })

  it('takes the name of a deleted stack again', () => {
    const deleted = {...stack, id: 'old', state: 'DELETED'}
    assert.equal(planSeed(rows({regions: [region], stacks: [deleted]}), request, ids).stack.change, 'created')
  })

  it('names everything that contradicts at once', () => {
    const other = {...stack, name: 'old', state: 'DISABLED', regionId: 'r2'}
    assert.throws(
      () => planSeed(rows({regions: [region], stacks: [other]}), request, ids),
      refused('DATABASE_CONFLICT', /name is old[^]*region_id is r2, asked was r1[^]*state is DISABLED/),
    )
  })

  it('remarks on what nobody asked for and the guide has otherwise, and changes nothing of it', () => {
    const plan = planSeed(
      rows({regions: [{...region, production: false, active: false}], stacks: [{...stack, hasClientSecret: false}]}),
      request,
      ids,
    )
    assert.ok(isNothingToDo(plan))
    assert.equal(plan.remarks.length, 3)
  })
})

describe('the statements of a seed', () => {
  it('are one transaction that locks before it inserts, without a cast on a value', () => {
    const texts = statementsOf(planSeed(rows(), request, ids)).map(({text}) => text)
    assert.match(texts[0] ?? '', /^begin/)
    assert.equal(texts.at(-1), 'commit')
    const lock = texts.findIndex((text) => text.startsWith('lock table'))
    const insert = texts.findIndex((text) => text.startsWith('insert'))
    assert.ok(lock > 0 && lock < insert)
    assert.doesNotMatch(texts.join('\n'), /::|cast\(/)
  })

  it('mark the client secret, and nothing else, as secret', () => {
    const secrets = statementsOf(planSeed(rows(), request, ids)).flatMap(({parameters}) =>
      parameters.filter(({secret}) => secret),
    )
    assert.deepEqual(
      secrets.map(({value}) => value),
      ['new-secret'],
    )
  })
})
