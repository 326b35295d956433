import {CloudpremError} from '@cloudprem/core'
import type {DatabaseConnection} from '../connection/connect.js'
import type {MembershipSchema} from '../schema/read-schema.js'
import type {NamedOrganization, SeedSource} from './asked.js'
import {compare, findNothingToDo, type ComparedSeed, type Comparison, type NewIds} from './compare.js'
import {conflictError} from './conflict.js'
import {chooseOrganization, findOrganizations, requireAny} from './organization.js'
import {NO_REMOVALS, type Removals, type SeedPlan} from './plan.js'
import {findRemovals, removalStatements, requireSame} from './prune.js'
import {findStack, type StoredStack} from './read-stack.js'
import {requireUnreferenced} from './references.js'
import {
  BEGIN,
  bulkStackInsert,
  CHECK_DEFERRED,
  locksOf,
  PATIENCE,
  regionInsert,
  stackInsert,
  statement,
  type Statement,
} from './sql.js'
import {stageStacks} from './stage.js'
import {CREATE_TEMPORARY_TABLES, WORK_MEMORY} from './temporary-tables.js'

/** What a seed works with beside the connection. */
export interface SeedInput {
  schema: MembershipSchema
  source: SeedSource
  /** For entries that name none. */
  organization?: NamedOrganization | undefined
  /** Remove what is there and not asked for: see `findRemovals` for how far that goes. */
  prune?: boolean
  newIds: NewIds
  /** Told what would be removed before a lock is taken; throws to leave it. */
  confirmRemovals?: (removals: Removals) => Promise<void>
  /** The last look at what was done before it lasts; throws to undo it. */
  beforeCommit?: (outcome: SeedOutcome) => Promise<void>
}

/** What was done. */
export interface SeedOutcome {
  plan: SeedPlan
  /** The stack as it is stored then, when only one was asked for. */
  stack?: StoredStack | undefined
  /** What changes rows, in order, with the locks before and the commit after it; empty when there was nothing to do. */
  statements: Statement[]
}

/**
 * Brings what is asked into the database, in one transaction: it is staged, compared without a lock, and only where
 * something is to do compared again under the locks, so that of two seeds at once the second finds what the first has made.
 *
 * @throws CloudpremError as `rehearseSeed`. Nothing is changed then, but for a connection lost during the commit, which
 *   says so
 */
export function applySeed(connection: DatabaseConnection, input: SeedInput): Promise<SeedOutcome> {
  return transact(connection, input, async () => {
    await connection.commit()
  })
}

/**
 * Does all of it, deferred constraints included, and takes it back: the proof of a dry run.
 *
 * @throws CloudpremError `DATABASE_CONFLICT`, `SEED_FILE_INVALID` (exit 4), `ORGANIZATION_MISSING` (exit 3),
 *   `ORGANIZATION_AMBIGUOUS`, `ORGANIZATION_UNKNOWN` (exit 2), `DATABASE_FAILED` (exit 5), `INTERRUPTED`
 */
export function rehearseSeed(connection: DatabaseConnection, input: SeedInput): Promise<SeedOutcome> {
  return transact(connection, input, async () => {
    await send(connection, CHECK_DEFERRED)
    await connection.rollback()
  })
}

/**
 * Compares only, without a lock and without a change: what differs is told, and not thrown. With `prune`, what is not asked for is
 * among it.
 *
 * @throws CloudpremError as `rehearseSeed`, but for conflicts
 */
export async function inspectSeed(connection: DatabaseConnection, input: SeedInput): Promise<ComparedSeed> {
  await send(connection, BEGIN)
  try {
    await send(connection, PATIENCE)
    const comparison = await stage(connection, input)
    const compared = await compare(connection, comparison)
    if (!input.prune) return compared
    return {...compared, plan: {...compared.plan, removals: await findRemovals(connection, comparison)}}
  } finally {
    await connection.rollback()
  }
}

async function transact(connection: DatabaseConnection, input: SeedInput, end: () => Promise<void>): Promise<SeedOutcome> {
  await send(connection, BEGIN)
  try {
    await send(connection, PATIENCE)
    const comparison = await stage(connection, input)
    if (comparison.staged.conflicts.length > 0) throw conflictError(comparison.staged.conflicts, input.source.file)
    const removals = input.prune ? await findRemovals(connection, comparison) : NO_REMOVALS
    const hasRemovals = removals.stacks.length + removals.regions.length > 0
    const nothing = hasRemovals ? undefined : await findNothingToDo(connection, comparison)
    if (!nothing && hasRemovals) await input.confirmRemovals?.(removals)
    const done = nothing ? {plan: nothing, statements: []} : await writeUnderLocks(connection, comparison, removals)
    const {only} = comparison.staged
    // Read back, since the database has the last word on it.
    const outcome = {...done, ...(only && {stack: await findStack(connection, only)})}
    await input.beforeCommit?.(outcome)
    await (nothing ? connection.rollback() : end())
    return outcome
  } catch (error) {
    await connection.rollback()
    throw error
  }
}

async function stage(connection: DatabaseConnection, input: SeedInput): Promise<Comparison> {
  const {schema, source, organization, newIds} = input
  for (const text of [WORK_MEMORY, ...CREATE_TEMPORARY_TABLES]) await connection.query(text)
  const organizations = await findOrganizations(connection, schema, organization)
  requireAny(organizations, connection.target)
  const choose = (who?: string) => chooseOrganization(organizations, organization, connection.target, who).id
  // Flags always need one; of a file only the entries that name none do.
  const ofAll = source.file === undefined || (organizations.count === 1 && organization === undefined) ? choose() : undefined
  const staged = await stageStacks(connection, source, (line) => ofAll ?? choose(`${source.file}:${line}`))
  const needed = source.regions.find((region) => region.organization === undefined)
  return {schema, source, staged, newIds, defaultOrganization: ofAll ?? (needed && organization ? choose() : undefined)}
}

async function writeUnderLocks(
  connection: DatabaseConnection,
  comparison: Comparison,
  confirmed: Removals,
): Promise<SeedOutcome> {
  const {schema, source} = comparison
  for (const lock of locksOf(schema)) await send(connection, lock)
  if (confirmed !== NO_REMOVALS) {
    requireSame(confirmed, await findRemovals(connection, comparison))
    await requireUnreferenced(connection, confirmed)
  }
  // Before the comparison: what goes is in nobody's way.
  const removals = removalStatements(schema, confirmed)
  for (const removal of removals) await store(connection, removal.statement, removal.count)
  const {plan: compared, candidates, conflicts} = await compare(connection, comparison)
  if (conflicts.length > 0) throw conflictError(conflicts, source.file)
  const plan = {...compared, removals: confirmed, remarks: [...compared.remarks, ...(schema.mayLock ? [] : [UNLOCKED])]}

  const regions = plan.regions.filter(({change}) => change === 'created').map((region) => regionInsert(schema, region))
  const isSingle = plan.stacks.rows.length === plan.stacks.created
  const stacks = isSingle ? plan.stacks.rows.map((stack) => stackInsert(schema, stack)) : [bulkStackInsert(schema, candidates)]
  for (const region of regions) await store(connection, region, 1)
  for (const stack of stacks) await store(connection, stack, isSingle ? 1 : plan.stacks.created)
  const temporary = isSingle ? [] : CREATE_TEMPORARY_TABLES.map((text) => statement(text))
  const changes = [...removals.map((removal) => removal.statement), ...regions, ...stacks]
  return {plan, statements: [BEGIN, PATIENCE, ...temporary, ...locksOf(schema), ...changes, statement('commit')]}
}

/** Whoever may change or delete rows may lock; the insert alone is not enough. */
const UNLOCKED =
  'This user may not lock the tables (that takes update on them): other seeds were kept out, whoever inserts otherwise was not.'

async function store(connection: DatabaseConnection, sent: Statement, expected: number): Promise<void> {
  const rowCount = await send(connection, sent)
  // A trigger or a rule can drop a row without an error.
  if (rowCount === expected) return
  throw new CloudpremError({
    code: 'DATABASE_FAILED',
    message: `The database accepted a statement and changed ${rowCount} rows instead of ${expected}`,
    reason: 'A trigger or a rule on the table does that. The transaction was rolled back, nothing was changed.',
    details: {statement: sent.text},
  })
}

async function send(connection: DatabaseConnection, {text, parameters}: Statement): Promise<number> {
  const {rowCount} = await connection.query(
    text,
    parameters.map(({value}) => value),
  )
  return rowCount
}
