import type {DatabaseConnection} from '../connection/connect.js'
import type {MembershipSchema} from '../schema/read-schema.js'
import {asText} from './columns.js'
import {MOST_CONFLICTS, type Conflict} from './conflict.js'
import type {RegionCandidate} from './plan-regions.js'
import {candidateParameters, candidateTable} from './sql.js'
import {DIFFERENCE} from './temporary-tables.js'

/** One more than is shown, so that it can be said that there are more. */
const LIMIT = `limit ${MOST_CONFLICTS + 1}`

/**
 * What stands against the stacks of the difference: rows that are there and not as asked, and for those that are not there
 * what keeps them from being made.
 *
 * @throws CloudpremError `DATABASE_FAILED` (exit 5)
 */
export async function findStackConflicts(
  connection: DatabaseConnection,
  schema: MembershipSchema,
  candidates: RegionCandidate[],
): Promise<Conflict[]> {
  const stackIdIsUnique = schema.tables.stacks?.uniqueKeys.some((key) => key.length === 1 && key[0] === 'id') ?? false
  return [
    ...(await findContradictions(connection, candidates)),
    ...(await findTwice(connection, 'id', stackIdIsUnique)),
    ...(await findTwice(connection, 'name', false)),
    ...(await findUnknownOrganizations(connection, schema)),
    ...(stackIdIsUnique ? await findTakenIds(connection, schema) : []),
    ...(await findTakenNames(connection, schema)),
    ...(await findUnclearRegions(connection, candidates)),
  ]
}

interface Entry {
  line: number
  organization: string
  id: string
  name: string
  region: string
}

async function findContradictions(connection: DatabaseConnection, candidates: RegionCandidate[]): Promise<Conflict[]> {
  const {rows} = await connection.query<
    Entry & {thereName: string | null; thereRegion: string | null; thereState: string | null; hasOtherSecret: boolean}
  >(
    `select line, organization, id, name, region, there_name as "thereName", there_region as "thereRegion",
       there_state as "thereState", has_other_secret as "hasOtherSecret"
     from ${DIFFERENCE} where is_there order by line ${LIMIT}`,
  )
  return rows.map((row) => {
    const ids = candidatesOf(row, candidates).map(({id}) => id)
    const region = ids.length > 0 ? ids.join(' or ') : `region ${row.region}, which is not there`
    return {
      line: row.line,
      code: 'DATABASE_CONFLICT',
      message: `Stack ${row.id} of organization ${row.organization} is not as asked`,
      contradictions: [
        ...(row.thereName === row.name ? [] : [`name is ${row.thereName}, asked was ${row.name}`]),
        ...(ids.some((id) => id === row.thereRegion) ? [] : [`region_id is ${row.thereRegion}, asked was ${region}`]),
        ...(row.thereState === 'ACTIVE' ? [] : [`state is ${row.thereState}, asked was ACTIVE`]),
        ...(row.hasOtherSecret ? ['client_secret is not the one of --client-secret'] : []),
      ],
      hints: ['cloudprem db seed --stack-id ID --stack-name NAME   # for another stack'],
    }
  })
}

function candidatesOf({region, organization}: Entry, candidates: RegionCandidate[]): RegionCandidate[] {
  return candidates.filter((each) => each.name === region && (each.organization ?? organization) === organization)
}

/** Entries of the file that ask for the same. @param everywhere in all organizations, and not in each */
async function findTwice(connection: DatabaseConnection, column: 'id' | 'name', everywhere: boolean): Promise<Conflict[]> {
  // By bytes: what is equal is equal in every collation, and a language's order takes four times as long to sort by.
  const key = [...(everywhere ? [] : ['organization']), column].map((each) => `${each} collate "C"`).join(', ')
  const {rows} = await connection.query<{organization: string; value: string; first: number; line: number}>(
    `select min(organization) as organization, min(${column}) as value, min(line) as first, max(line) as line
     from ${DIFFERENCE} where not is_there group by ${key} having count(*) > 1 order by max(line) ${LIMIT}`,
  )
  return rows.map(({organization, value, first, line}) => ({
    line,
    code: 'SEED_FILE_INVALID',
    message: `${column === 'id' ? 'Stack' : 'A stack called'} ${value} is there twice`,
    contradictions: [`the first stands in line ${first}, organization ${organization}`],
    hints: [],
  }))
}

async function findUnknownOrganizations(connection: DatabaseConnection, schema: MembershipSchema): Promise<Conflict[]> {
  const {rows} = await connection.query<{line: number; organization: string}>(
    `select min(d.line) as line, d.organization from ${DIFFERENCE} d
     where not d.is_there and not exists (
       select 1 from membership."organizations" o where ${asText(schema, 'organizations', 'id', 'o')} = d.organization)
     group by d.organization order by 1 ${LIMIT}`,
  )
  return rows.map(({line, organization}) => ({
    line,
    code: 'ORGANIZATION_UNKNOWN',
    message: `There is no organization ${organization}`,
    contradictions: [],
    hints: ['cloudprem org list'],
  }))
}

async function findTakenIds(connection: DatabaseConnection, schema: MembershipSchema): Promise<Conflict[]> {
  const {rows} = await connection.query<{line: number; id: string; owner: string}>(
    `select d.line, d.id, t.organization_id::text as owner from ${DIFFERENCE} d
     join membership."stacks" t on ${asText(schema, 'stacks', 'id', 't')} = d.id
     where not d.is_there order by d.line ${LIMIT}`,
  )
  return rows.map(({line, id, owner}) => ({
    line,
    code: 'DATABASE_CONFLICT',
    message: `Stack id ${id} is taken by organization ${owner}`,
    contradictions: ['In this database a stack id exists once, not once in each organization.'],
    hints: ['cloudprem db seed --stack-id ID   # for a stack of another id'],
  }))
}

/** Deleted stacks stay as rows; their name may be taken again. */
async function findTakenNames(connection: DatabaseConnection, schema: MembershipSchema): Promise<Conflict[]> {
  const {rows} = await connection.query<Entry & {owner: string}>(
    `select d.line, d.organization, d.id, d.name, t.id::text as owner from ${DIFFERENCE} d
     join membership."stacks" t on ${asText(schema, 'stacks', 'organization_id', 't')} = d.organization and t.name::text = d.name
     where not d.is_there and t.state::text is distinct from 'DELETED' order by d.line ${LIMIT}`,
  )
  return rows.map(({line, organization, id, name, owner}) => ({
    line,
    code: 'DATABASE_CONFLICT',
    message: `Organization ${organization} has a stack called ${name} already`,
    contradictions: [`its id is ${owner}, asked was ${id}`],
    hints: [`cloudprem db seed --stack-id ${owner}`, 'cloudprem db seed --stack-name NAME   # for a stack of another name'],
  }))
}

/** New stacks whose region is not there, or is there more than once. */
async function findUnclearRegions(connection: DatabaseConnection, candidates: RegionCandidate[]): Promise<Conflict[]> {
  const {rows} = await connection.query<Entry>(
    `select line, organization, region from (
       select min(line) as line, organization, region from ${DIFFERENCE} where not is_there group by organization, region
     ) d
     where (select count(*) from ${candidateTable(1)}
       where r.name = d.region and coalesce(r.organization, d.organization) = d.organization) <> 1
     order by line ${LIMIT}`,
    candidateParameters(candidates).map(({value}) => value),
  )
  return rows.map((entry) => {
    const found = candidatesOf(entry, candidates)
    return {
      line: entry.line,
      code: 'DATABASE_CONFLICT',
      message:
        found.length === 0
          ? `There is no region called ${entry.region} for organization ${entry.organization}`
          : `There are ${found.length} regions called ${entry.region}`,
      contradictions: found.map(({id}) => id),
      hints: found.map(({id}) => `cloudprem db seed --region-id ${id}`),
    }
  })
}
