import type {Database} from './database.js'
import {NO_POLICY_ID, OWNER_POLICY_ID} from './policies.js'

/** A user as one organization sees it: 2.x has the role, 3.x the policy. */
export interface Member {
  id: string
  email: string
  role: 'NONE' | 'GUEST' | 'ADMIN'
  policyId: number | null
}

/** The owner is a member even where only SQL made the organization. */
const MEMBERS = `
  select o.id as "organizationId", u.id, coalesce(u.email, '') as email,
         case when u.id = o.owner_id then 'ADMIN' else m.role end as role,
         coalesce(m.policy_id, case when u.id = o.owner_id then ${OWNER_POLICY_ID} else ${NO_POLICY_ID} end) as "policyId"
    from membership.organizations o
    join membership.users u on u.id = o.owner_id
                            or u.id in (select user_id from membership.organization_users where organization_id = o.id)
    left join membership.organization_users m on m.organization_id = o.id and m.user_id = u.id`

export async function listMembers(database: Database, organizationId: string): Promise<Member[]> {
  return database.rows(`select * from (${MEMBERS}) members where "organizationId" = $1 order by email, id`, [organizationId])
}

export async function findMember(database: Database, organizationId: string, userId: string): Promise<Member | undefined> {
  return database.row(`select * from (${MEMBERS}) members where "organizationId" = $1 and id = $2`, [organizationId, userId])
}

/** Labels of the scopes that a policy gives; empty for none. */
export async function scopesOfPolicy(database: Database, policyId: number | null): Promise<string[]> {
  const rows = await database.rows<{label: string}>(
    'select label from membership.scopes s join membership.policy_scopes p on p.scope_id = s.id where p.policy_id = $1',
    [policyId],
  )
  return rows.map(({label}) => label)
}
