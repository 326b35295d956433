import type {Database} from '../membership/database.js'

interface OrganizationRow {
  id: string
  name: string | null
  ownerId: string | null
  ownerEmail: string | null
  ownerRole: string | null
  domain: string | null
  defaultOrganizationAccess: string | null
  defaultStackAccess: string | null
  defaultPolicyId: number | null
  createdAt: Date
  updatedAt: Date
  totalStacks: number
  totalUsers: number
}

/** The counts are taken only where they are shown, and for all organizations at once: a user may have ten thousand. */
const select = (counted: boolean) => `
  select o.id, o.name, o.owner_id as "ownerId", u.email as "ownerEmail", u.role as "ownerRole", o.domain,
         o.default_organization_access as "defaultOrganizationAccess", o.default_stack_access as "defaultStackAccess",
         o.default_policy_id as "defaultPolicyId", o.created_at as "createdAt", o.updated_at as "updatedAt",
         ${counted ? COUNTS : '0 as "totalStacks", 0 as "totalUsers"'}
    from membership.organizations o left join membership.users u on u.id = o.owner_id ${counted ? COUNTED : ''}`

/** The owner counts as a user even where only SQL made the organization. */
const COUNTS = `
  coalesce(s.count, 0) as "totalStacks",
  coalesce(m.count, 0) + case when o.owner_id is null or m.has_owner then 0 else 1 end as "totalUsers"`

const COUNTED = `
  left join (select organization_id, count(*)::int from membership.stacks where state <> 'DELETED' group by 1) s
         on s.organization_id = o.id
  left join (select member.organization_id, count(*)::int, bool_or(member.user_id = owned.owner_id) as has_owner
               from membership.organization_users member
               join membership.organizations owned on owned.id = member.organization_id group by 1) m
         on m.organization_id = o.id`

export async function requireOrganization(database: Database, id: string): Promise<OrganizationRow> {
  const row = await database.row<OrganizationRow>(`${select(true)} where o.id = $1`, [id])
  if (!row) throw new Error(`organization ${id} was deleted meanwhile`)
  return row
}

export async function listOrganizationsOf(database: Database, userId: string, counted: boolean): Promise<OrganizationRow[]> {
  return database.rows(
    `${select(counted)}
      where o.owner_id = $1 or o.id in (select organization_id from membership.organization_users where user_id = $1)
      order by o.created_at, o.id`,
    [userId],
  )
}

/** The API's Organization, or OrganizationExpanded: 2.x has roles, 3.x one policy, null when there is none. */
export function organizationView(row: OrganizationRow, api: 2 | 3, expanded: boolean): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name ?? '',
    ownerId: row.ownerId ?? '',
    ...(row.domain !== null && {domain: row.domain}),
    ...(api === 3 && {defaultPolicyID: row.defaultPolicyId}),
    ...(api === 2 && row.defaultOrganizationAccess && {defaultOrganizationAccess: row.defaultOrganizationAccess}),
    ...(api === 2 && row.defaultStackAccess && {defaultStackAccess: row.defaultStackAccess}),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    ...(expanded && {
      totalStacks: row.totalStacks,
      totalUsers: row.totalUsers,
      ...(row.ownerId && {owner: {id: row.ownerId, email: row.ownerEmail ?? '', role: row.ownerRole}}),
    }),
  }
}
