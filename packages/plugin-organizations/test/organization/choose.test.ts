import assert from 'node:assert/strict'
import type {Organization} from '@cloudprem/membership'
import {chooseOrganization} from '../../src/organization/choose.js'

const one: Organization = {id: 'aaaaaaaaaaaa', name: 'One', ownerId: 'u1'}
const two: Organization = {id: 'bbbbbbbbbbbb', name: 'Two', ownerId: 'u1'}

describe('chooseOrganization', () => {
  it('takes the only one without being told', () => {
    assert.equal(chooseOrganization([one], undefined, undefined), one)
  })

  it('never takes the first of several', () => {
    assert.throws(() => chooseOrganization([one, two], undefined, undefined), {
      code: 'ORGANIZATION_AMBIGUOUS',
      exitCode: 2,
      reason: 'aaaaaaaaaaaa (One), bbbbbbbbbbbb (Two)',
    })
  })

  it("prefers the named one to the profile's", () => {
    assert.equal(chooseOrganization([one, two], two.id, one.id), two)
    assert.equal(chooseOrganization([one, two], undefined, one.id), one)
  })

  it('does not fall back when the named one is not visible', () => {
    assert.throws(() => chooseOrganization([one], 'cccccccccccc', one.id), {code: 'ORGANIZATION_UNKNOWN', exitCode: 2})
  })

  it('says what makes an organization when there is none', () => {
    assert.throws(() => chooseOrganization([], undefined, undefined), {code: 'ORGANIZATION_MISSING', exitCode: 3})
  })
})
