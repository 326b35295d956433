import type {Database} from './database.js'
import {findMember} from './members.js'
import {listStacks} from './stacks.js'

/** What the ID token tells of an organization, in its claim `org`; fctl 3 takes its rights from here. */
export interface Access {
  id: string
  displayName: string
  stacks: {id: string; displayName: string; uri: string; scopes: string[]}[]
  applications: never[]
}

/** The organizations of a user with their stacks. */
export async function listAccesses(database: Database, userId: string): Promise<Access[]> {
  const organizations = await database.rows<{id: string; name: string | null}>(
    `select id, name from membership.organizations o
      where owner_id = $1 or exists (
        select from membership.organization_users m where m.organization_id = o.id and m.user_id = $1)
      order by created_at, id`,
    [userId],
  )
  return Promise.all(
    organizations.map(async ({id, name}) => {
      const [member, stacks] = await Promise.all([findMember(database, id, userId), listStacks(database, id)])
      const scopes = member?.role === 'ADMIN' ? ['stack:Read', 'stack:Write'] : ['stack:Read']
      return {
        id,
        displayName: name ?? id,
        stacks: stacks.map((stack) => ({id: stack.id, displayName: stack.name, uri: stack.uri, scopes})),
        applications: [],
      }
    }),
  )
}
