import pg from 'pg'

export interface Filling {
  /** Who owns all of it; made when there is no such user. */
  email: string
  organizations: number
  /** All in the first organization. */
  stacks: number
}

/** A number as letters, since identifiers of organizations and stacks have no digits: 12 of them for 1 are `aaaaaaaaaaab`. */
const letters = (length: number) => `translate(lpad(n::text, ${length}, '0'), '0123456789', 'abcdefghij')`

const STATEMENTS: ((filling: Filling) => {text: string; values: unknown[]})[] = [
  ({email}) => ({text: 'insert into membership.users (email) values ($1) on conflict do nothing', values: [email]}),
  ({email, organizations}) => ({
    text: `
      insert into membership.organizations (id, name, owner_id)
      select ${letters(12)}, 'Organization ' || n, u.id
        from generate_series(1, $2::int) n, membership.users u where u.email = $1`,
    values: [email, organizations],
  }),
  ({email}) => ({
    text: `
      insert into membership.regions (name, base_url, production, active, creator_id)
      select 'many', 'https://formance.example', true, true, id from membership.users where email = $1`,
    values: [email],
  }),
  ({stacks}) => ({
    text: `
      insert into membership.stacks (id, organization_id, name, region_id, status)
      select ${letters(6)}, 'aaaaaaaaaaab', 'Stack ' || n, r.id, 'READY'
        from generate_series(1, $1::int) n, membership.regions r where r.name = 'many'`,
    values: [stacks],
  }),
]

/**
 * Puts many organizations and stacks into a sandbox, past its API, for tests and benches of long lists.
 *
 * @param dsn of Membership's database, as `sandbox up` names the file of
 * @returns the id of the organization that has the stacks
 */
export async function fillMembership(dsn: string, filling: Filling): Promise<string> {
  const client = new pg.Client({connectionString: dsn, ssl: false})
  await client.connect()
  try {
    for (const statement of STATEMENTS) await client.query(statement(filling))
    await client.query('analyze')
  } finally {
    await client.end()
  }
  return 'aaaaaaaaaaab'
}
