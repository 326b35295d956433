import {CloudpremError, shellWord} from '@cloudprem/core'
import type {Generation, Organization, OrganizationData, Policy, Role} from '@cloudprem/membership'
import {namesOf, policyLabel, requirePolicy} from './policies.js'

/** What a person asked to change; a missing field keeps its value, null clears it. */
export interface OrganizationChange {
  name?: string
  domain?: string | null
  defaultOrganizationRole?: Role
  defaultStackRole?: Role
  /** Name or ID of a policy. */
  defaultPolicy?: string
}

/** One field that a change touches, for showing and for scripts. */
export interface FieldChange {
  field: 'name' | 'domain' | 'defaultOrganizationRole' | 'defaultStackRole' | 'defaultPolicy'
  before: string | null
  after: string | null
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
 * @param before the organization as it is; for a new one only its name counts
 * @param policies the organization's policies (generation 3), to find the named one and to name the present one
 * @throws CloudpremError `ORGANIZATION_ROLE_UNSUPPORTED`, `ORGANIZATION_POLICY_UNKNOWN` (exit 2)
 */
export function planChange(
  before: Organization,
  change: OrganizationChange,
  generation: Generation,
  policies: Policy[],
): OrganizationPlan {
  if (generation === 2) refusePolicy(change)
  else refuseRoles(change, policies)
  const domain = change.domain === undefined ? before.domain : (change.domain ?? undefined)
  const shared = {name: change.name ?? before.name, ...(domain !== undefined && {domain})}
  const data: OrganizationData =
    generation === 2
      ? {
          generation,
          ...shared,
          ...roles(
            change.defaultOrganizationRole ?? before.defaultOrganizationRole,
            change.defaultStackRole ?? before.defaultStackRole,
          ),
        }
      : {generation, ...shared, ...policyOf(before, change, policies)}
  return {data, changes: differences(before, data, policies)}
}

/** Fields of an organization that differ from what was to be written, named as in a plan. */
export function differences(organization: Organization, data: OrganizationData, policies: Policy[]): FieldChange[] {
  const fields: [FieldChange['field'], string | undefined, string | undefined][] = [
    ['name', organization.name, data.name],
    ['domain', organization.domain, data.domain],
    ...(data.generation === 2
      ? ([
          ['defaultOrganizationRole', organization.defaultOrganizationRole, data.defaultOrganizationRole],
          ['defaultStackRole', organization.defaultStackRole, data.defaultStackRole],
        ] satisfies [FieldChange['field'], string | undefined, string | undefined][])
      : ([
          ['defaultPolicy', policyLabel(policies, organization.defaultPolicyId), policyLabel(policies, data.defaultPolicyId)],
        ] satisfies [FieldChange['field'], string | undefined, string | undefined][])),
  ]
  return fields.flatMap(([field, before, after]) =>
    before === after ? [] : [{field, before: before ?? null, after: after ?? null}],
  )
}

function roles(organization: Role | undefined, stack: Role | undefined) {
  return {
    ...(organization !== undefined && {defaultOrganizationRole: organization}),
    ...(stack !== undefined && {defaultStackRole: stack}),
  }
}

function policyOf(before: Organization, change: OrganizationChange, policies: Policy[]): {defaultPolicyId?: number} {
  if (change.defaultPolicy !== undefined) return {defaultPolicyId: requirePolicy(policies, change.defaultPolicy).id}
  return before.defaultPolicyId === undefined ? {} : {defaultPolicyId: before.defaultPolicyId}
}

function refusePolicy(change: OrganizationChange): void {
  if (change.defaultPolicy === undefined) return
  throw new CloudpremError({
    code: 'ORGANIZATION_ROLE_UNSUPPORTED',
    message: 'This Membership (API 2.x) has roles, not policies',
    hint: 'the same command with --default-organization-role GUEST --default-stack-role GUEST',
  })
}

function refuseRoles(change: OrganizationChange, policies: Policy[]): void {
  if (change.defaultOrganizationRole === undefined && change.defaultStackRole === undefined) return
  const domain = typeof change.domain === 'string' ? ` --domain ${change.domain}` : ''
  throw new CloudpremError({
    code: 'ORGANIZATION_ROLE_UNSUPPORTED',
    message: 'This Membership (API 3.x) has policies, not roles: --default-policy NAME|ID takes the place of both flags',
    reason: `One policy is given to whoever joins by mail domain. Policies of this organization: ${namesOf(policies)}`,
    hint: `cloudprem org update${domain} --default-policy ${shellWord(policies[0]?.name ?? 'NAME')}`,
    details: {policies: policies.map(({id, name}) => ({id, name}))},
  })
}
