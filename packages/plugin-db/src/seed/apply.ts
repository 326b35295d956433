import {CloudpremError} from '@cloudprem/core'
import type {DatabaseConnection} from '../connection/connect.js'
import type {MembershipSchema} from '../schema/read-schema.js'
import {isNothingToDo, planSeed, type NewIds, type SeedPlan} from './plan.js'
import {readRows} from './read-rows.js'
import type {SeedRequest} from './request.js'
import {BEGIN, insertsOf, type Statement} from './sql.js'

/** What a seed works with: everything but the connection is plain data. */
export interface SeedInput {
  schema: MembershipSchema
  request: SeedRequest
  ids: NewIds
}

/**
 * Plans from one look at the database, without a lock and without a change: all there is to a dry run, and to a seed
 * that has nothing to do.
 *
 * @throws CloudpremError as `readRows` and `planSeed`
 */
export async function previewSeed(connection: DatabaseConnection, {schema, request, ids}: SeedInput): Promise<SeedPlan> {
  return planSeed(await readRows(connection, schema, request), request, ids)
}

/**
 * Brings the rows into the database: in one transaction, in which the rows are read again under locks, so that of two
 * seeds at once the second finds what the first has made. Returns the plan that was carried out.
 *
 * @throws CloudpremError as `readRows` and `planSeed`; `DATABASE_FAILED` (exit 5), `INTERRUPTED`. Nothing is changed then,
 *   but for a connection lost during the commit, which says so
 */
export async function applySeed(connection: DatabaseConnection, input: SeedInput): Promise<SeedPlan> {
  const preview = await previewSeed(connection, input)
  if (isNothingToDo(preview)) return preview
  try {
    for (const statement of BEGIN) await send(connection, statement)
    const plan = await previewSeed(connection, input)
    for (const insert of insertsOf(plan)) await insertOne(connection, insert)
    await connection.commit()
    return plan
  } catch (error) {
    await connection.rollback()
    throw error
  }
}

async function insertOne(connection: DatabaseConnection, insert: Statement): Promise<void> {
  const rowCount = await send(connection, insert)
  // A trigger or a rule can drop a row without an error.
  if (rowCount === 1) return
  throw new CloudpremError({
    code: 'DATABASE_FAILED',
    message: `The database accepted an insert and stored ${rowCount} rows instead of 1`,
    reason: 'A trigger or a rule on the table does that. The transaction was rolled back, nothing was changed.',
    details: {statement: insert.text},
  })
}

async function send(connection: DatabaseConnection, {text, parameters}: Statement): Promise<number> {
  const {rowCount} = await connection.query(
    text,
    parameters.map(({value}) => value),
  )
  return rowCount
}
