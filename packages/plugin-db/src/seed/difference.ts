import type {DatabaseConnection} from '../connection/connect.js'
import type {MembershipSchema} from '../schema/read-schema.js'
import {asText, castTo} from './columns.js'
import type {RegionCandidate} from './plan-regions.js'
import {candidateParameters, candidateTable} from './sql.js'
import {ASKED, DIFFERENCE} from './temporary-tables.js'

/** Whether any asked stack is not there as it is asked for. Takes no lock. @throws CloudpremError `DATABASE_FAILED` (exit 5) */
export async function hasDifference(
  connection: DatabaseConnection,
  schema: MembershipSchema,
  candidates: RegionCandidate[],
): Promise<boolean> {
  const {rows} = await connection.query(
    // With a limit on the join itself PostgreSQL would look up row by row, to have the first soon; there usually is none.
    `with different as materialized (select 1 ${fromDifferent(schema)}) select 1 from different limit 1`,
    parametersOf(candidates),
  )
  return rows.length > 0
}

/**
 * Writes the stacks that are not there as asked into the temporary table of them.
 *
 * @returns how many of them are not there at all, and how many contradict
 * @throws CloudpremError `DATABASE_FAILED` (exit 5)
 */
export async function fillDifference(
  connection: DatabaseConnection,
  schema: MembershipSchema,
  candidates: RegionCandidate[],
): Promise<{missing: number; contradicting: number}> {
  await connection.query(`truncate ${DIFFERENCE}`)
  await connection.query(
    `insert into ${DIFFERENCE}
     select s.line, s.organization, s.id, s.name, s.region, s.client_secret,
       t.id is not null, t.name::text, t.region_id::text, t.state::text, ${hasOtherSecret()}
     ${fromDifferent(schema)}`,
    parametersOf(candidates),
  )
  const {rows} = await connection.query<{missing: number; contradicting: number}>(
    `select (count(*) filter (where not is_there))::integer as missing,
       (count(*) filter (where is_there))::integer as contradicting from ${DIFFERENCE}`,
  )
  return rows[0] ?? {missing: 0, contradicting: 0}
}

/** Secrets are compared by the database, so that none leaves it. */
function hasOtherSecret(): string {
  return '(s.client_secret is not null and s.client_secret is distinct from t.client_secret::text)'
}

function fromDifferent(schema: MembershipSchema): string {
  const there = (column: string) => asText(schema, 'stacks', column, 't')
  return `from ${ASKED} s
     left join membership."stacks" t on ${there('organization_id')} = s.organization and ${there('id')} = s.id
     left join ${candidateTable(1)}
       on r.name = s.region and r.id = ${there('region_id')} and coalesce(r.organization, s.organization) = s.organization
     where t.id is null or r.id is null or t.name::text is distinct from s.name
       or t.state is distinct from ${castTo(schema, 'stacks', 'state', "'ACTIVE'")} or ${hasOtherSecret()}`
}

function parametersOf(candidates: RegionCandidate[]): (string | null)[] {
  return candidateParameters(candidates).map(({value}) => value)
}
