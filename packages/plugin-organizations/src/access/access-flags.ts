import {CloudpremError, Flags} from '@cloudprem/core'
import {listPolicies, ROLES, type Access, type MembershipClient, type Role} from '@cloudprem/membership'
import {namesOf, requirePolicy} from '../organization/policies.js'

/** What somebody may do: the one flag for generation 2, the other for generation 3. */
export const accessFlags = {
  role: Flags.option({options: ROLES})({
    description: 'what the user may do (API 2.x)',
    env: 'CLOUDPREM_ROLE',
    exclusive: ['policy'],
  }),
  policy: Flags.string({
    description: 'policy the user gets, by name or ID (API 3.x)',
    aliases: ['policy-id'],
    env: 'CLOUDPREM_POLICY',
  }),
}

/**
 * What the flags ask for, in the terms of this server; undefined when neither was given.
 *
 * @throws CloudpremError `ORGANIZATION_ROLE_UNSUPPORTED`, `ORGANIZATION_POLICY_UNKNOWN` (exit 2), before anything is changed
 */
export async function readAccess(
  client: MembershipClient,
  organizationId: string,
  flags: {role?: Role; policy?: string},
): Promise<Access | undefined> {
  if (flags.role === undefined && flags.policy === undefined) return undefined
  if ((await client.generation()) === 2) {
    if (flags.role !== undefined) return {role: flags.role}
    throw new CloudpremError({
      code: 'ORGANIZATION_ROLE_UNSUPPORTED',
      message: 'This Membership (API 2.x) has roles, not policies',
      hint: `the same command with --role GUEST in place of --policy ${flags.policy}`,
    })
  }
  const policies = await listPolicies(client, organizationId).all()
  if (flags.policy !== undefined) return {policyId: requirePolicy(policies, flags.policy).id}
  throw new CloudpremError({
    code: 'ORGANIZATION_ROLE_UNSUPPORTED',
    message: 'This Membership (API 3.x) has policies, not roles: --policy NAME|ID takes the place of --role',
    reason: `Policies of this organization: ${namesOf(policies)}`,
    details: {policies: policies.map(({id, name}) => ({id, name}))},
  })
}

/** The same where one of the two must be given. @throws CloudpremError `USAGE` (exit 2) as well */
export async function requireAccess(
  client: MembershipClient,
  organizationId: string,
  flags: {role?: Role; policy?: string},
): Promise<Access> {
  const access = await readAccess(client, organizationId, flags)
  if (access) return access
  const flag = (await client.generation()) === 2 ? '--role GUEST' : '--policy NAME|ID'
  throw new CloudpremError({code: 'USAGE', message: `What may the user do? ${flag} says it`, details: {flags: [flag]}})
}
