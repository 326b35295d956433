import type {DatabaseConnection} from '../connection/connect.js'
import type {KnownTable} from '../schema/known-columns.js'
import type {MembershipSchema} from '../schema/read-schema.js'
import {chooseOrganization, type Organization} from './organization.js'
import type {SeedRequest} from './request.js'

/** All that is there and has to do with a request. Ids are text, whatever their columns are. */
export interface SeedRows {
  organization: Organization
  /** Whether the owner of the organization is among the users. */
  ownerExists: boolean
  /** Those of the wanted name or id, and the one that the stack has. */
  regions: RegionRow[]
  /** Those of the organization, and those of the same id elsewhere. */
  stacks: StackRow[]
  /** Whether the database allows one stack of an id in all, and not one in each organization. */
  stackIdIsUnique: boolean
}

export interface RegionRow {
  id: string
  name: string | null
  baseUrl: string | null
  production: boolean | null
  active: boolean | null
  /** Whose private region it is; null for one that everybody may use, and where the table has no such column. */
  organizationId: string | null
}

export interface StackRow {
  id: string
  name: string | null
  organizationId: string
  regionId: string | null
  state: string | null
  hasClientSecret: boolean
  /** Compared by the database, so that a secret never leaves it; null when none was asked for. */
  hasAskedClientSecret: boolean | null
}

/**
 * Reads what a seed must know.
 *
 * @throws CloudpremError `ORGANIZATION_MISSING` (exit 3), `ORGANIZATION_AMBIGUOUS`, `ORGANIZATION_UNKNOWN` (exit 2),
 *   `DATABASE_FAILED` (exit 5)
 */
export async function readRows(
  connection: DatabaseConnection,
  schema: MembershipSchema,
  request: SeedRequest,
): Promise<SeedRows> {
  const organization = chooseOrganization(await readOrganizations(connection, schema), request.organization, connection.target)
  const {rows: owners} = await connection.query(OWNER, [organization.ownerId])
  const {rows: stacks} = await connection.query<StackRow>(STACKS, [
    organization.id,
    request.stackId,
    request.clientSecret ?? null,
  ])
  const {rows: regions} = await connection.query<RegionRow>(regionsQuery(schema), [
    request.regionName,
    request.regionId ?? null,
    stacks.find((stack) => stack.id === request.stackId && stack.organizationId === organization.id)?.regionId ?? null,
  ])
  return {
    organization,
    ownerExists: owners.length > 0,
    regions,
    stacks,
    stackIdIsUnique: schema.tables.stacks?.uniqueKeys.some((key) => key.length === 1 && key[0] === 'id') ?? false,
  }
}

/** All organizations, by id. Their name is shown where the table has one; the guide's columns do not. */
export async function readOrganizations(connection: DatabaseConnection, schema: MembershipSchema): Promise<Organization[]> {
  const named = hasColumn(schema, 'organizations', 'name')
  const {rows} = await connection.query<Organization>(
    `select id::text as id, owner_id::text as "ownerId", ${named ? 'name::text' : 'null'} as name
     from membership."organizations" order by id`,
  )
  return rows
}

// The casts stand on the columns: their types are not known, a uuid or an enum would not compare with text.
const OWNER = `select 1 from membership."users" where id::text = $1`

const STACKS = `
  select id::text as id, name::text as name, organization_id::text as "organizationId", region_id::text as "regionId",
    state::text as state, client_secret is not null as "hasClientSecret",
    client_secret::text = $3 as "hasAskedClientSecret"
  from membership."stacks"
  where organization_id::text = $1 or id::text = $2
  order by organization_id, id`

/** Private regions have an owner in Membership's API; the guide's columns do not tell where the table has it. */
function regionsQuery(schema: MembershipSchema): string {
  const owned = hasColumn(schema, 'regions', 'organization_id')
  return `
  select id::text as id, name::text as name, base_url::text as "baseUrl", production, active,
    ${owned ? 'organization_id::text' : 'null'} as "organizationId"
  from membership."regions"
  where name::text = $1 or id::text = $2 or id::text = $3
  order by created_at, id`
}

function hasColumn(schema: MembershipSchema, table: KnownTable, column: string): boolean {
  return schema.tables[table]?.columns.some(({name}) => name === column) ?? false
}
