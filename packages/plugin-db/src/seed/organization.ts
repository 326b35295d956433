import {CloudpremError, visible} from '@cloudprem/core'
import type {DatabaseConnection} from '../connection/connect.js'
import {describeTarget, type DatabaseTarget} from '../connection/target.js'
import {hasColumn, type MembershipSchema} from '../schema/read-schema.js'
import type {NamedOrganization} from './asked.js'

export interface Organization {
  id: string
  ownerId: string | null
  name: string | null
}

/** The organizations of a database, as far as a seed has to know them. */
export interface Organizations {
  count: number
  /** The first of them by id, and the named one. */
  listed: Organization[]
}

/** How many are read, and listed in an error. */
const MOST_LISTED = 20

/**
 * Looks which organizations there are. Their name is shown where the table has one; the guide's columns do not.
 *
 * @throws CloudpremError `DATABASE_FAILED` (exit 5)
 */
export async function findOrganizations(
  connection: DatabaseConnection,
  schema: MembershipSchema,
  wanted: NamedOrganization | undefined,
): Promise<Organizations> {
  const named = hasColumn(schema, 'organizations', 'name')
  const {rows} = await connection.query<Organization & {count: number}>(
    `select id::text as id, owner_id::text as "ownerId", ${named ? 'name::text' : 'null'} as name,
       count(*) over ()::integer as count
     from membership."organizations" order by id::text is not distinct from $1 desc, id limit ${MOST_LISTED}`,
    [wanted?.id ?? null],
  )
  return {count: rows[0]?.count ?? 0, listed: rows.map(({id, ownerId, name}) => ({id, ownerId, name}))}
}

/**
 * The organization for what names none: the one that was named for all, or the only one; never the first of several.
 *
 * @param who what names none, as `seed.yaml:12`; undefined for flags
 * @throws CloudpremError `ORGANIZATION_MISSING` (exit 3), `ORGANIZATION_AMBIGUOUS`, `ORGANIZATION_UNKNOWN` (exit 2)
 */
export function chooseOrganization(
  organizations: Organizations,
  wanted: NamedOrganization | undefined,
  target: DatabaseTarget,
  who?: string,
): Organization {
  requireAny(organizations, target)
  const {count, listed} = organizations
  const database = describeTarget(target)
  const details = {count, organizations: listed.map(({id, name}) => ({id, ...(name !== null && {name})}))}
  if (wanted) {
    const named = listed.find(({id}) => id === wanted.id)
    if (named) return named
    throw new CloudpremError({
      code: 'ORGANIZATION_UNKNOWN',
      message: `There is no organization "${wanted.id}" (from ${wanted.origin}) in the database ${database}`,
      reason: `${list(organizations)}\nNothing was changed.`,
      hint: `cloudprem db seed --organization ${listed[0]?.id ?? 'ID'}`,
      details,
    })
  }
  const [only] = listed
  if (count === 1 && only) return only
  throw new CloudpremError({
    code: 'ORGANIZATION_AMBIGUOUS',
    message: `There are ${count} organizations in the database ${database}, and ${who === undefined ? 'none was named' : `${who} names none`}`,
    reason: `${list(organizations)}\nNothing was changed.`,
    hint: 'cloudprem db seed --organization ID',
    details,
  })
}

/** @throws CloudpremError `ORGANIZATION_MISSING` (exit 3) before the first login */
export function requireAny({count}: Organizations, target: DatabaseTarget): void {
  if (count > 0) return
  throw new CloudpremError({
    code: 'ORGANIZATION_MISSING',
    message: `There is no organization yet in the database ${describeTarget(target)}`,
    reason: 'The first login makes one. Nothing was changed.',
    hint: ['cloudprem login', 'cloudprem db seed --wait   # goes on by itself after the login'],
    details: {database: target.database, host: target.host, port: target.port},
  })
}

function list({count, listed}: Organizations): string {
  const rest = count - listed.length
  return [
    'There are:',
    ...listed.map(({id, name, ownerId}) => visible(`  ${id}  ${name ?? `owner ${ownerId ?? 'unknown'}`}`)),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].join('\n')
}
