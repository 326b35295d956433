import type {Cell} from '@cloudprem/core'
import type {Policy} from '@cloudprem/membership'
import {policyLabel} from '../organization/policies.js'

/** What a user may do, in one word: the role, or the policy's name and ID. */
export function accessCell(policies: Policy[]): (user: {role?: string | undefined; policyId?: number | undefined}) => Cell {
  return ({role, policyId}) => role ?? policyLabel(policies, policyId)
}
