import {CloudpremError, isCloudpremError} from '@cloudprem/core'
import {listPolicies, type MembershipClient, type Policy} from '@cloudprem/membership'

/**
 * The policies of an organization, for showing names beside IDs. Generation 2 has none; a user who may not list them sees
 * bare IDs.
 */
export async function policiesForNames(client: MembershipClient, organizationId: string): Promise<Policy[]> {
  if ((await client.generation()) === 2) return []
  try {
    return await listPolicies(client, organizationId).all()
  } catch (error) {
    if (isCloudpremError(error) && error.details?.['status'] === 403) return []
    throw error
  }
}

/** @throws CloudpremError `ORGANIZATION_ROLE_UNSUPPORTED` (exit 2) before a generation 2 is asked for what it does not have */
export async function requirePolicies(client: MembershipClient): Promise<void> {
  if ((await client.generation()) === 3) return
  throw new CloudpremError({
    code: 'ORGANIZATION_ROLE_UNSUPPORTED',
    message: 'This Membership (API 2.x) has roles, not policies',
    reason: 'Roles are NONE, GUEST and ADMIN; they need no list.',
    hint: 'cloudprem org users list',
  })
}

/** The policy of this name or ID. @throws CloudpremError `ORGANIZATION_POLICY_UNKNOWN` (exit 2) */
export function requirePolicy(policies: Policy[], wanted: string): Policy {
  const found = policies.find(({id, name}) => String(id) === wanted || name.toLowerCase() === wanted.toLowerCase())
  if (found) return found
  throw new CloudpremError({
    code: 'ORGANIZATION_POLICY_UNKNOWN',
    message: `There is no policy "${wanted}" in this organization`,
    reason: `Policies: ${namesOf(policies)}`,
    details: {policies: policies.map(({id, name}) => ({id, name}))},
  })
}

/** `StackGuest (1)`; the bare ID where the policy is not among those that may be listed. */
export function policyLabel(policies: Policy[], id: number | undefined): string | undefined {
  if (id === undefined) return undefined
  const policy = policies.find((each) => each.id === id)
  return policy ? `${policy.name} (${id})` : String(id)
}

export function namesOf(policies: Policy[]): string {
  return policies.map(({id, name}) => `${name} (${id})`).join(', ') || 'none'
}
