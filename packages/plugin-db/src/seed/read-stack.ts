import type {DatabaseConnection} from '../connection/connect.js'

/** A stack as it is stored, its secret included. */
export interface StoredStack {
  organizationId: string
  id: string
  name: string | null
  regionId: string | null
  clientSecret: string | null
}

/**
 * Reads one stack back.
 *
 * @throws CloudpremError `DATABASE_FAILED` (exit 5)
 */
export async function findStack(
  connection: DatabaseConnection,
  {organizationId, id}: {organizationId: string; id: string},
): Promise<StoredStack | undefined> {
  const {rows} = await connection.query<StoredStack>(
    `select organization_id::text as "organizationId", id::text as id, name::text as name, region_id::text as "regionId",
       client_secret::text as "clientSecret"
     from membership."stacks" where organization_id::text = $1 and id::text = $2`,
    [organizationId, id],
  )
  return rows[0]
}
