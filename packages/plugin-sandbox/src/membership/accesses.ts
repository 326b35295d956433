import type {Database} from './database.js'
import {stackUri} from './stacks.js'

/** What the ID token tells of an organization, in its claim `org`; fctl 3 takes its rights from here. */
export interface Access {
  id: string
  displayName: string
  stacks: StackAccess[]
  applications: never[]
}

interface StackAccess {
  id: string
  displayName: string
  uri: string
  scopes: string[]
}

interface StackOfUser {
  organizationId: string
  id: string
  name: string
  baseUrl: string | null
  mayWrite: boolean
}

/** A condition: whether the policy in a column gives `stack:Write`. */
const givesWrite = (column: string) => `exists (
  select from membership.policy_scopes p join membership.scopes l on l.id = p.scope_id
   where p.policy_id = ${column} and l.label = 'stack:Write')`

/**
 * Stacks of all organizations of a user at once: he may have ten thousand. Rights on a stack come from the organization's
 * role or policy and from those on the stack itself.
 */
const STACKS = `
  select s.organization_id as "organizationId", s.id, s.name, r.base_url as "baseUrl",
         coalesce(o.owner_id = $1 or m.role = 'ADMIN' or u.role = 'ADMIN', false)
           or ${givesWrite('m.policy_id')} or ${givesWrite('u.policy_id')} as "mayWrite"
    from membership.stacks s
    join membership.regions r on r.id = s.region_id
    join membership.organizations o on o.id = s.organization_id
    left join membership.organization_users m on m.organization_id = o.id and m.user_id = $1
    left join membership.stack_users u on u.organization_id = o.id and u.stack_id = s.id and u.user_id = $1
   where s.state <> 'DELETED' and (o.owner_id = $1 or m.user_id is not null)
   order by s.created_at, s.id`

/** The organizations of a user with their stacks. */
export async function listAccesses(database: Database, userId: string): Promise<Access[]> {
  const [organizations, stacks] = await Promise.all([
    database.rows<{id: string; displayName: string}>(
      `select o.id, coalesce(o.name, o.id) as "displayName"
         from membership.organizations o
         left join membership.organization_users m on m.organization_id = o.id and m.user_id = $1
        where o.owner_id = $1 or m.user_id is not null
        order by o.created_at, o.id`,
      [userId],
    ),
    database.rows<StackOfUser>(STACKS, [userId]),
  ])
  const accesses = new Map(organizations.map((each): [string, Access] => [each.id, {...each, stacks: [], applications: []}]))
  for (const stack of stacks) accesses.get(stack.organizationId)?.stacks.push(stackAccess(stack))
  return [...accesses.values()]
}

function stackAccess({organizationId, id, name, baseUrl, mayWrite}: StackOfUser): StackAccess {
  const scopes = mayWrite ? ['stack:Read', 'stack:Write'] : ['stack:Read']
  return {id, displayName: name, uri: stackUri(organizationId, id, baseUrl), scopes}
}
