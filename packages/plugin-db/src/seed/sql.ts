import type {MembershipSchema} from '../schema/read-schema.js'
import {arrayLiteral} from './array-literal.js'
import {castTo, columnsToFill, tableName, type SeededTable} from './columns.js'
import type {PlannedRegion, PlannedStack} from './plan.js'
import type {RegionCandidate} from './plan-regions.js'
import {DIFFERENCE} from './temporary-tables.js'

/** One statement as it is sent: the values travel beside the text, and without a type. */
export interface Statement {
  text: string
  parameters: {value: string | null; secret?: boolean}[]
}

/** How long to wait for a table that somebody else has locked: Membership's writers wait behind us meanwhile. */
const LOCK_TIMEOUT_SECONDS = 30

/** How long to wait for another seed; a file of a million stacks takes its time. */
const SEED_TIMEOUT_SECONDS = 900

/** Any number, the same in every cloudprem: "cpse" in ASCII. */
const ADVISORY_LOCK = 0x63_70_73_65

/**
 * The isolation level is said, since under `repeatable read` (a database may have it as its default) the second of two
 * seeds would not see the rows for which it has just waited.
 */
export const BEGIN: Statement = statement('begin isolation level read committed read write')

/** From then on. Reading waits for a lock too: that of a migration, or of a vacuum that rewrites the table. */
export const PATIENCE: Statement = statement(`set local lock_timeout = '${LOCK_TIMEOUT_SECONDS}s'`)

/** Before rows are compared for good. The advisory lock keeps seeds apart, in an order: whoever waits for it holds no table. */
export const LOCKS: Statement[] = [
  statement(`set local lock_timeout = '${SEED_TIMEOUT_SECONDS}s'`),
  statement(`select pg_advisory_xact_lock(${ADVISORY_LOCK})`),
  PATIENCE,
  statement(`set local idle_in_transaction_session_timeout = '${LOCK_TIMEOUT_SECONDS}s'`),
]

/** Keeps everybody else from writing, psql with the guide's statements and Membership itself, while reading goes on. */
export const TABLE_LOCK: Statement = statement('lock table membership."regions", membership."stacks" in share row exclusive mode')

/**
 * All locks of a seed. They end with the transaction, as a pooler in transaction mode needs it; the idle timeout frees them when
 * this process is cut off. A user who may insert and nothing more cannot lock a table, and is kept apart from other seeds only.
 */
export function locksOf({mayLock}: MembershipSchema): Statement[] {
  return mayLock ? [...LOCKS, TABLE_LOCK] : LOCKS
}

/** What a commit would do beside making rows last: constraints that were put off are checked. */
export const CHECK_DEFERRED: Statement = statement('set constraints all immediate')

/** The insert of the guide, column by column, as far as this database has them. */
export function regionInsert(schema: MembershipSchema, region: PlannedRegion): Statement {
  return insert(schema, 'regions', {id: region.id, baseUrl: region.baseUrl, name: region.name, creatorId: region.creatorId})
}

/** The same for a stack. */
export function stackInsert(schema: MembershipSchema, stack: PlannedStack): Statement {
  const {name, organizationId, id, regionId, clientSecret} = stack
  return insert(schema, 'stacks', {name, organizationId, id, regionId, clientSecret: clientSecret ?? null})
}

/** No value has a cast here: the column decides, be it text, uuid or an enum, as in the guide. */
function insert(schema: MembershipSchema, table: SeededTable, asked: Record<string, string | null>): Statement {
  const parameters: Statement['parameters'] = []
  const columns = columnsToFill(schema, table)
  const values = columns.map(({value}) => {
    if ('sql' in value) return value.sql
    if ('text' in value) return `'${value.text}'`
    parameters.push({value: asked[value.asked] ?? null, ...(value.asked === 'clientSecret' && {secret: true})})
    return `$${parameters.length}`
  })
  const text = `insert into ${tableName(table)}\n  (${columns.map(({column}) => column.name).join(', ')})\nvalues\n  (${values.join(', ')})`
  return {text, parameters}
}

/** The same insert for all new stacks at once; secrets that were not chosen are made by the database. */
export function bulkStackInsert(schema: MembershipSchema, candidates: RegionCandidate[]): Statement {
  const asked: Record<string, string> = {
    name: 'd.name',
    organizationId: 'd.organization',
    id: 'd.id',
    regionId: 'r.id',
    clientSecret: 'coalesce(d.client_secret, gen_random_uuid()::text)',
  }
  const columns = columnsToFill(schema, 'stacks')
  const values = columns.map(({column, value}) => {
    if ('sql' in value) return value.sql
    return castTo(schema, 'stacks', column.name, 'text' in value ? `'${value.text}'` : (asked[value.asked] ?? 'null'))
  })
  return {
    text: `insert into ${tableName('stacks')}\n  (${columns.map(({column}) => column.name).join(', ')})
select
  ${values.join(', ')}
from ${DIFFERENCE} d
join ${candidateTable(1)}
  on r.name = d.region and coalesce(r.organization, d.organization) = d.organization
where not d.is_there`,
    parameters: candidateParameters(candidates),
  }
}

/** The regions that may be named, as a table `r`; its parameters begin at `first`. */
export function candidateTable(first: number): string {
  return `unnest($${first}::text[], $${first + 1}::text[], $${first + 2}::text[]) as r (name, id, organization)`
}

export function candidateParameters(candidates: RegionCandidate[]): Statement['parameters'] {
  return [
    arrayLiteral(candidates.map(({name}) => name)),
    arrayLiteral(candidates.map(({id}) => id)),
    arrayLiteral(candidates.map(({organization}) => organization)),
  ].map((value) => ({value}))
}

export function statement(text: string, ...values: (string | null)[]): Statement {
  return {text, parameters: values.map((value) => ({value}))}
}
