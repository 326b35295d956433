import type {DatabaseConnection} from '../connection/connect.js'
import {readAllRegions} from '../export/read-rows.js'
import {hasColumn, type MembershipSchema} from '../schema/read-schema.js'

/** What there is, whoever made it. */
export interface Overview {
  /** At most MOST_ORGANIZATIONS of them, by id. */
  organizations: {id: string; name: string | null; ownerId: string | null; stacks: number}[]
  counts: {organizations: number; regions: number; stacks: number}
  regions: {id: string; name: string | null; baseUrl: string | null; isPrivate: boolean; stacks: number}[]
  /** How many stacks there are in each state and status. */
  states: {state: string | null; status: string | null; stacks: number}[]
}

const MOST_ORGANIZATIONS = 1000

/** Reads it, within one transaction of the caller. @throws CloudpremError `DATABASE_FAILED` (exit 5) */
export async function readOverview(connection: DatabaseConnection, schema: MembershipSchema): Promise<Overview> {
  const status = hasColumn(schema, 'stacks', 'status') ? 'status::text' : 'null::text'
  const {rows: groups} = await connection.query<{
    organizationId: string
    regionId: string | null
    state: string | null
    status: string | null
    stacks: number
  }>(
    `select organization_id::text as "organizationId", region_id::text as "regionId", state::text as state, ${status} as status,
       count(*)::integer as stacks
     from membership."stacks" group by 1, 2, 3, 4 order by 3, 4`,
  )
  const name = hasColumn(schema, 'organizations', 'name') ? 'name::text' : 'null::text'
  const {rows: organizations} = await connection.query<{id: string; name: string | null; ownerId: string | null; count: number}>(
    `select id::text as id, ${name} as name, owner_id::text as "ownerId", count(*) over ()::integer as count
     from membership."organizations" order by id limit ${MOST_ORGANIZATIONS}`,
  )
  const regions = await readAllRegions(connection, schema)
  const [ofOrganization, ofRegion] = [new Map<string, number>(), new Map<string, number>()]
  const states = new Map<string, Overview['states'][number]>()
  let total = 0
  for (const {organizationId, regionId, state, status, stacks} of groups) {
    total += stacks
    ofOrganization.set(organizationId, (ofOrganization.get(organizationId) ?? 0) + stacks)
    ofRegion.set(regionId ?? '', (ofRegion.get(regionId ?? '') ?? 0) + stacks)
    const key = JSON.stringify([state, status])
    states.set(key, {state, status, stacks: (states.get(key)?.stacks ?? 0) + stacks})
  }
  return {
    organizations: organizations.map(({id, name, ownerId}) => ({id, name, ownerId, stacks: ofOrganization.get(id) ?? 0})),
    counts: {organizations: organizations[0]?.count ?? 0, regions: regions.length, stacks: total},
    regions: regions.map(({id, name, baseUrl, isPrivate}) => ({id, name, baseUrl, isPrivate, stacks: ofRegion.get(id) ?? 0})),
    states: [...states.values()],
  }
}
