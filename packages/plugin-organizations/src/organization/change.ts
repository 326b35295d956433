import {CloudpremError} from '@cloudprem/core'
import type {Generation, Organization, OrganizationData, Policy, Role} from '@cloudprem/membership'

/** What a person asked to change; a missing field keeps its value. */
export interface OrganizationChange {
  name?: string
  domain?: string
  defaultOrganizationRole?: Role
  defaultStackRole?: Role
  /** Name or ID of a policy. */
  defaultPolicy?: string
}

/** One field that a change touches, for showing and for scripts. */
export interface FieldChange {
  field: 'name' | 'domain' | 'defaultOrganizationRole' | 'defaultStackRole' | 'defaultPolicy'
  before: string | null
  after: string
}

export interface OrganizationPlan {
  /** The whole changeable part as it is to be written: Membership's PUT clears what is left out. */
  data: OrganizationData
  /** Only fields whose value differs; empty when nothing is to do. */
  changes: FieldChange[]
}

/**
 * What must be written so that `change` is in force and everything else stays.
 *
 * @param policies the organization's policies (generation 3), to find the named one and to name the present one
 * @throws CloudpremError `ORGANIZATION_ROLE_UNSUPPORTED`, `ORGANIZATION_POLICY_UNKNOWN` (exit 2)
 */
export function planChange(
  before: Organization,
  change: OrganizationChange,
  generation: Generation,
  policies: Policy[],
): OrganizationPlan {
  return generation === 2 ? planWithRoles(before, change) : planWithPolicy(before, change, policies)
}

function planWithRoles(before: Organization, change: OrganizationChange): OrganizationPlan {
  if (change.defaultPolicy !== undefined) {
    throw new CloudpremError({
      code: 'ORGANIZATION_ROLE_UNSUPPORTED',
      message: 'This Membership (API 2.x) has roles, not policies',
      hint: `cloudprem org update ${before.id} --default-organization-role GUEST --default-stack-role GUEST`,
    })
  }
  const data: OrganizationData = {
    generation: 2,
    name: change.name ?? before.name,
    domain: change.domain ?? before.domain,
    defaultOrganizationRole: change.defaultOrganizationRole ?? before.defaultOrganizationRole,
    defaultStackRole: change.defaultStackRole ?? before.defaultStackRole,
  }
  return {
    data,
    changes: [
      ...difference('name', before.name, data.name),
      ...difference('domain', before.domain, data.domain),
      ...difference('defaultOrganizationRole', before.defaultOrganizationRole, data.defaultOrganizationRole),
      ...difference('defaultStackRole', before.defaultStackRole, data.defaultStackRole),
    ],
  }
}

function planWithPolicy(before: Organization, change: OrganizationChange, policies: Policy[]): OrganizationPlan {
  if (change.defaultOrganizationRole !== undefined || change.defaultStackRole !== undefined) {
    const domain = change.domain === undefined ? '' : ` --domain ${change.domain}`
    throw new CloudpremError({
      code: 'ORGANIZATION_ROLE_UNSUPPORTED',
      message: 'This Membership (API 3.x) has policies, not roles: --default-policy NAME|ID takes the place of both flags',
      reason: `One policy is given to whoever joins by mail domain. Policies of this organization: ${namesOf(policies)}`,
      hint: `cloudprem org update ${before.id}${domain} --default-policy ${shellWord(policies[0]?.name ?? 'NAME')}`,
      details: {policies: policies.map(({id, name}) => ({id, name}))},
    })
  }
  const policy = change.defaultPolicy === undefined ? undefined : requirePolicy(policies, change.defaultPolicy)
  const data: OrganizationData = {
    generation: 3,
    name: change.name ?? before.name,
    domain: change.domain ?? before.domain,
    defaultPolicyId: policy?.id ?? before.defaultPolicyId,
  }
  return {
    data,
    changes: [
      ...difference('name', before.name, data.name),
      ...difference('domain', before.domain, data.domain),
      ...difference('defaultPolicy', policyLabel(policies, before.defaultPolicyId), policyLabel(policies, data.defaultPolicyId)),
    ],
  }
}

function requirePolicy(policies: Policy[], wanted: string): Policy {
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

function namesOf(policies: Policy[]): string {
  return policies.map(({id, name}) => `${name} (${id})`).join(', ') || 'none'
}

function shellWord(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

function difference(field: FieldChange['field'], before: string | undefined, after: string | undefined): FieldChange[] {
  return before === after || after === undefined ? [] : [{field, before: before ?? null, after}]
}
