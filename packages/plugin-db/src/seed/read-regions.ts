import type {DatabaseConnection} from '../connection/connect.js'
import {hasColumn, type MembershipSchema} from '../schema/read-schema.js'

/** A region that is there. Its id is text, whatever its column is. */
export interface RegionRow {
  id: string
  name: string | null
  baseUrl: string | null
  /** Null where the table has no such column. */
  production: boolean | null
  active: boolean | null
  /** Whose private region it is; null for one that everybody may use, and where the table has no such column. */
  organizationId: string | null
}

/**
 * The regions of these names or ids, oldest first.
 *
 * @throws CloudpremError `DATABASE_FAILED` (exit 5)
 */
export async function readRegions(
  connection: DatabaseConnection,
  schema: MembershipSchema,
  {names, ids}: {names: string[]; ids: string[]},
): Promise<RegionRow[]> {
  const has = (column: string) => hasColumn(schema, 'regions', column)
  const flag = (column: string) => (has(column) ? `coalesce(${column}::boolean, false)` : 'null::boolean')
  const {rows} = await connection.query<RegionRow>(
    // The casts stand on the columns: their types are not known, a uuid or an enum would not compare with text.
    `select id::text as id, name::text as name, base_url::text as "baseUrl", ${flag('production')} as production,
       ${flag('active')} as active, ${has('organization_id') ? 'organization_id::text' : 'null::text'} as "organizationId"
     from membership."regions"
     where name::text = any($1::text[]) or id::text = any($2::text[])
     order by ${has('created_at') ? 'created_at, ' : ''}id`,
    [names, ids],
  )
  return rows
}

/** An organization in whose name a region is created. */
export interface Creator {
  organizationId: string
  ownerId: string | null
  /** Whether the owner is among the users. */
  ownerExists: boolean
}

/** Those of these ids that there are. @throws CloudpremError `DATABASE_FAILED` (exit 5) */
export async function readCreators(connection: DatabaseConnection, organizationIds: string[]): Promise<Creator[]> {
  const {rows} = await connection.query<Creator>(
    `select o.id::text as "organizationId", o.owner_id::text as "ownerId",
       exists (select 1 from membership."users" u where u.id::text = o.owner_id::text) as "ownerExists"
     from membership."organizations" o where o.id::text = any($1::text[])`,
    [organizationIds],
  )
  return rows
}
