import type {PoolClient} from 'pg'
import type {Database} from './database.js'
import {randomLetters} from './identifiers.js'
import {writeLog} from './log.js'
import {OWNER_POLICY_ID} from './policies.js'

export interface User {
  id: string
  email: string
  /** Of the whole system, not of an organization. */
  role: 'USER' | 'SYSTEM'
}

/** An address that could be one; throws away nothing but case and outer blanks. Undefined for anything else. */
export function parseEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase()
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)*$/.test(email) && email.length <= 254 ? email : undefined
}

export async function findUser(database: Database, id: string): Promise<User | undefined> {
  return database.row(`select id, coalesce(email, '') as email, role from membership.users where id = $1`, [id])
}

/**
 * The user with this address. Whoever is new joins the organization whose domain is that of the address, with its
 * defaults, and else gets an organization of his own: the first login of the deployment guide.
 */
export async function signIn(database: Database, email: string): Promise<User> {
  return database.exclusively(async (client) => {
    const known = await client.query<User>('select id, email, role from membership.users where email = $1', [email])
    if (known.rows[0]) {
      await joinByDomain(client, known.rows[0])
      return known.rows[0]
    }
    const created = await client.query<User>('insert into membership.users (email) values ($1) returning id, email, role', [
      email,
    ])
    const user = created.rows[0] as User
    await writeLog(client, {organizationId: null, userId: user.id, action: 'users.created'})
    if (!(await joinByDomain(client, user))) await createOwnOrganization(client, user)
    return user
  })
}

async function joinByDomain(client: PoolClient, user: User): Promise<boolean> {
  const {rowCount} = await client.query(
    `insert into membership.organization_users (organization_id, user_id, role, stack_role, policy_id)
     select id, $1, coalesce(default_organization_access, 'NONE'), coalesce(default_stack_access, 'NONE'), default_policy_id
       from membership.organizations where lower(domain) = $2 and owner_id is distinct from $1
     on conflict do nothing`,
    [user.id, user.email.split('@')[1]],
  )
  return (rowCount ?? 0) > 0
}

async function createOwnOrganization(client: PoolClient, user: User): Promise<void> {
  // What Membership calls it is not published; the address says whose it is.
  const id = randomLetters(12)
  await client.query('insert into membership.organizations (id, name, owner_id) values ($1, $2, $3)', [id, user.email, user.id])
  await addOwner(client, id, user.id)
  await writeLog(client, {organizationId: id, userId: user.id, action: 'organizations.created'})
}

export async function addOwner(client: PoolClient, organizationId: string, userId: string): Promise<void> {
  await client.query(
    `insert into membership.organization_users (organization_id, user_id, role, stack_role, policy_id)
     values ($1, $2, 'ADMIN', 'ADMIN', $3)`,
    [organizationId, userId, OWNER_POLICY_ID],
  )
}
