import {CloudpremError} from '@cloudprem/core'
import {describeTarget, type DatabaseTarget} from '../connection/target.js'
import {checkSchema} from './check-schema.js'
import {KNOWN_TABLES} from './known-columns.js'
import type {MembershipSchema} from './read-schema.js'

/**
 * Returns when organizations, regions and stacks can be read; what a seed needs beyond that is not asked.
 *
 * @throws CloudpremError `DATABASE_NOT_MIGRATED`, `DATABASE_PRIVILEGE_MISSING` (exit 3)
 */
export function requireReadable(schema: MembershipSchema, target: DatabaseTarget): void {
  const {missing} = checkSchema(schema)
  if (missing.length > 0) {
    throw new CloudpremError({
      code: 'DATABASE_NOT_MIGRATED',
      message: `The database ${describeTarget(target)} is not, or not yet, one of Membership`,
      reason: `Missing: ${missing.join(', ')}.`,
      hint: 'cloudprem db check',
      details: {missing},
    })
  }
  const unreadable = KNOWN_TABLES.filter((table) => !schema.readable.includes(table))
  if (unreadable.length === 0) return
  throw new CloudpremError({
    code: 'DATABASE_PRIVILEGE_MISSING',
    message: `User "${target.user}" may not read the database ${describeTarget(target)}`,
    reason: `Missing: ${unreadable.map((table) => `select on ${table}`).join(', ')}.`,
    hint: 'a --dsn with the user of Membership itself (formance in the chart)',
    details: {unreadable},
  })
}
