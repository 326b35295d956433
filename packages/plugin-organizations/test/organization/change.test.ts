import assert from 'node:assert/strict'
import type {Organization, Policy} from '@cloudprem/membership'
import {planChange} from '../../src/organization/change.js'

const acme: Organization = {id: 'abcdefghijkl', name: 'Acme', ownerId: 'u1', domain: 'old.example', defaultStackRole: 'ADMIN'}
const policies: Policy[] = [
  {id: 1, name: 'StackGuest', protected: true},
  {id: 2, name: 'StackAdmin', protected: true},
]

describe('planChange', () => {
  it('keeps what nobody named: the whole is written, one field differs', () => {
    const {data, changes} = planChange(acme, {domain: 'acme.example'}, 2, [])

    assert.deepEqual(data, {
      generation: 2,
      name: 'Acme',
      domain: 'acme.example',
      defaultStackRole: 'ADMIN',
    })
    assert.deepEqual(changes, [{field: 'domain', before: 'old.example', after: 'acme.example'}])
  })

  it('has nothing to do when all is as asked', () => {
    assert.deepEqual(planChange(acme, {domain: 'old.example', defaultStackRole: 'ADMIN'}, 2, []).changes, [])
  })

  it('takes a policy by name, whatever its case, and by ID', () => {
    for (const defaultPolicy of ['stackadmin', '2']) {
      const {data, changes} = planChange({...acme, defaultPolicyId: 1}, {defaultPolicy}, 3, policies)

      assert.ok(data.generation === 3 && data.defaultPolicyId === 2)
      assert.deepEqual(changes, [{field: 'defaultPolicy', before: 'StackGuest (1)', after: 'StackAdmin (2)'}])
    }
  })

  it('refuses roles where there are policies, and names the flag and what can be given', () => {
    assert.throws(() => planChange(acme, {defaultOrganizationRole: 'GUEST'}, 3, policies), {
      code: 'ORGANIZATION_ROLE_UNSUPPORTED',
      exitCode: 2,
      message: /--default-policy NAME\|ID/,
      reason: /StackGuest \(1\), StackAdmin \(2\)/,
    })
  })

  it('refuses a policy where there are roles', () => {
    assert.throws(() => planChange(acme, {defaultPolicy: '1'}, 2, []), {
      code: 'ORGANIZATION_ROLE_UNSUPPORTED',
      hints: ['the same command with --default-organization-role GUEST --default-stack-role GUEST'],
    })
  })

  it('names the policies there are when one is unknown', () => {
    assert.throws(() => planChange(acme, {defaultPolicy: 'Guest'}, 3, policies), {
      code: 'ORGANIZATION_POLICY_UNKNOWN',
      reason: 'Policies: StackGuest (1), StackAdmin (2)',
    })
  })
})
