import type {DatabaseConnection} from '../connection/connect.js'
import {PATIENCE} from '../seed/sql.js'
import {hasColumn, type MembershipSchema} from '../schema/read-schema.js'

/** A region that is there, with what an export must know of it. */
export interface ExportedRegion {
  id: string
  name: string | null
  baseUrl: string | null
  /** An organization whose owner is its creator, its own first; null when its creator owns none. */
  organizationId: string | null
  /** Whether only one organization may use it. */
  isPrivate: boolean
  production: boolean
  active: boolean
}

export interface ExportedStack {
  organizationId: string
  id: string
  name: string | null
  regionId: string | null
  state: string | null
  /** Null unless secrets were asked for. */
  clientSecret: string | null
}

/** Rows that are in memory at once. */
const BATCH_SIZE = 5000

/** All of them, by name. @throws CloudpremError `DATABASE_FAILED` (exit 5) */
export async function readAllRegions(connection: DatabaseConnection, schema: MembershipSchema): Promise<ExportedRegion[]> {
  const has = (column: string) => hasColumn(schema, 'regions', column)
  const flag = (column: string) => (has(column) ? `coalesce(r.${column}::boolean, false)` : 'true')
  const own = has('organization_id') ? 'r.organization_id::text' : 'null::text'
  const {rows} = await connection.query<ExportedRegion>(
    `select r.id::text as id, r.name::text as name, r.base_url::text as "baseUrl", ${own} is not null as "isPrivate",
       (select o.id::text from membership."organizations" o where o.owner_id::text = r.creator_id::text
        order by o.id::text is not distinct from ${own} desc, o.id limit 1) as "organizationId",
       ${flag('production')} as production, ${flag('active')} as active
     from membership."regions" r order by r.name, ${has('created_at') ? 'r.created_at, ' : ''}r.id`,
  )
  return rows
}

/**
 * The stacks of one organization or of all, in batches, by organization and id. Holds one cursor, and with it the transaction in
 * which it is called.
 *
 * @throws CloudpremError `DATABASE_FAILED` (exit 5), `INTERRUPTED`
 */
export async function* readAllStacks(
  connection: DatabaseConnection,
  {organization, withSecrets}: {organization?: string | undefined; withSecrets: boolean},
): AsyncGenerator<ExportedStack[]> {
  await connection.query(
    `declare cloudprem_stacks no scroll cursor for
     select organization_id::text as "organizationId", id::text as id, name::text as name, region_id::text as "regionId",
       state::text as state, ${withSecrets ? 'client_secret::text' : 'null::text'} as "clientSecret"
     from membership."stacks" where organization_id::text = coalesce($1::text, organization_id::text)
     order by organization_id, id`,
    [organization ?? null],
  )
  for (;;) {
    const {rows} = await connection.query<ExportedStack>(`fetch ${BATCH_SIZE} from cloudprem_stacks`)
    if (rows.length === 0) return
    yield rows
  }
}

/** Runs `use` while nothing of what it reads can change, and nothing can be written. */
export async function inSnapshot<Result>(connection: DatabaseConnection, use: () => Promise<Result>): Promise<Result> {
  await connection.query('begin isolation level repeatable read read only')
  try {
    await connection.query(PATIENCE.text)
    return await use()
  } finally {
    await connection.rollback()
  }
}
