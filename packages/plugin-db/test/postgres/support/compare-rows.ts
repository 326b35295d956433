import assert from 'node:assert/strict'
import type {TestDatabase} from '../../databases.js'
import {rowsOf} from '../../commands/db/run-seed.js'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The one region and the one stack column by column, ready to be compared with those of another database: what is random or
 * the time is looked at here and then taken out.
 */
export async function compared(database: TestDatabase) {
  const {
    regions: [region],
    stacks: [stack],
  } = await rowsOf(database)
  assert.ok(region && stack, 'there is no region or no stack')
  assert.match(String(region['id']), UUID)
  assert.match(String(stack['client_secret']), UUID)
  assert.equal(stack['region_id'], region['id'])
  const [{now} = {}] = await database.sql('select now() as now')
  for (const time of [region['created_at'], stack['created_at'], stack['updated_at']]) {
    assert.ok(time instanceof Date && now instanceof Date && Math.abs(now.getTime() - time.getTime()) < 60_000)
  }
  return {
    region: without(region, 'id', 'created_at'),
    stack: without(stack, 'region_id', 'client_secret', 'created_at', 'updated_at'),
  }
}

function without(row: Record<string, unknown>, ...columns: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)))
}
