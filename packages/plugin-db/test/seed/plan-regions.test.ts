import assert from 'node:assert/strict'
import type {AskedRegion} from '../../src/seed/asked.js'
import {planRegions, type RegionCircumstances} from '../../src/seed/plan-regions.js'
import type {RegionRow} from '../../src/seed/read-regions.js'

const asked: AskedRegion = {line: 0, name: 'default', baseUrl: 'https://formance.example'}
const row: RegionRow = {
  id: 'r1',
  name: 'default',
  baseUrl: 'https://formance.example',
  production: true,
  active: true,
  organizationId: null,
}
const plan = (change: Partial<RegionCircumstances> = {}, region: Partial<AskedRegion> = {}) =>
  planRegions([{...asked, ...region}], {
    there: [],
    creators: [{organizationId: 'org', ownerId: 'owner', ownerExists: true}],
    defaultOrganization: 'org',
    furtherNames: [],
    newId: () => 'new-region',
    ...change,
  })

describe('the regions of a seed', () => {
  it('are made where there is none, in the name of the owner of the organization', () => {
    const {regions, candidates, conflicts} = plan()
    assert.deepEqual(conflicts, [])
    assert.deepEqual(regions, [{...asked, change: 'created', id: 'new-region', creatorId: 'owner'}])
    assert.deepEqual(candidates, [{name: 'default', id: 'new-region', organization: null}])
  })

  it('are known by name and base URL', () => {
    const elsewhere = {...row, id: 'r2', baseUrl: 'https://other.example'}
    const {regions, candidates, conflicts} = plan({there: [elsewhere, row]})
    assert.deepEqual(conflicts, [])
    assert.equal(regions[0]?.change, 'none')
    assert.deepEqual(
      candidates.map(({id}) => id),
      ['r1'],
    )
    assert.match(
      plan({there: [elsewhere]}).conflicts[0]?.contradictions.join() ?? '',
      /base_url is https:\/\/other.example, asked/,
    )
  })

  it('do not mind a slash at the end of the base URL in the database', () => {
    assert.deepEqual(plan({there: [{...row, baseUrl: 'https://formance.example/'}]}).conflicts, [])
  })

  it('that are there twice can both be the one of a stack', () => {
    const {candidates, conflicts} = plan({there: [row, {...row, id: 'r2'}]})
    assert.deepEqual(conflicts, [])
    assert.equal(candidates.length, 2)
  })

  it('are never the private one of another organization', () => {
    const foreign = {...row, organizationId: 'other'}
    assert.equal(plan({there: [foreign]}).regions[0]?.change, 'created')
    assert.match(plan({there: [foreign]}, {id: 'r1'}).conflicts[0]?.contradictions.join() ?? '', /private to organization other/)
    assert.equal(plan({there: [{...row, organizationId: 'org'}]}).regions[0]?.change, 'none')
  })

  it('need no owner when they are there', () => {
    assert.deepEqual(plan({there: [row], creators: []}).conflicts, [])
  })

  it('need an owner who exists when they are made', () => {
    const message = (ownerId: string | null) =>
      plan({creators: [{organizationId: 'org', ownerId, ownerExists: false}]}).conflicts[0]?.message ?? ''
    assert.match(message('owner'), /owner of organization org, owner, is not among the users/)
    assert.match(message(null), /has no owner/)
    assert.match(plan({creators: []}).conflicts[0]?.message ?? '', /There is no organization org/)
    assert.match(
      plan({defaultOrganization: undefined}).conflicts[0]?.message ?? '',
      /names no organization, and there are several/,
    )
  })

  it('are remarked on where they are not as the guide has them, and nobody asked for that', () => {
    const {conflicts, remarks} = plan({there: [{...row, production: false, active: false}]})
    assert.deepEqual(conflicts, [])
    assert.equal(remarks.length, 2)
    assert.deepEqual(plan({there: [{...row, production: null, active: null}]}).remarks, [])
  })
})
