import {CloudpremError} from '@cloudprem/core'
import {describeTarget, type DatabaseTarget} from '../connection/target.js'
import {KNOWN_COLUMNS, KNOWN_TABLES, SCHEMA, SEEDED_TABLES} from './known-columns.js'
import type {MembershipSchema} from './read-schema.js'

/** What stands between this schema and a seed; all empty when nothing does. */
export interface SchemaFindings {
  /** As `schema membership`, `table membership.stacks`, `column membership.stacks.state`. */
  missing: string[]
  /** Columns that an insert must give and the guide does not name, as `column membership.stacks.tier (text)`. */
  unknownRequired: string[]
  lackingPrivileges: string[]
}

export function checkSchema(schema: MembershipSchema): SchemaFindings {
  return {
    missing: schema.schemaExists ? KNOWN_TABLES.flatMap((table) => missingOf(schema, table)) : [`schema ${SCHEMA}`],
    unknownRequired: SEEDED_TABLES.flatMap((table) => {
      const known: readonly string[] = KNOWN_COLUMNS[table]
      return (schema.tables[table]?.columns ?? [])
        .filter(({name, required}) => required && !known.includes(name))
        .map(({name, type}) => `column ${SCHEMA}.${table}.${name} (${type})`)
    }),
    lackingPrivileges: schema.lackingPrivileges,
  }
}

function missingOf(schema: MembershipSchema, table: (typeof KNOWN_TABLES)[number]): string[] {
  const shape = schema.tables[table]
  if (!shape) return [`table ${SCHEMA}.${table}`]
  const present = shape.columns.map(({name}) => name)
  return KNOWN_COLUMNS[table].filter((column) => !present.includes(column)).map((column) => `column ${SCHEMA}.${table}.${column}`)
}

/**
 * Returns when a seed can be inserted into this schema.
 *
 * @throws CloudpremError `DATABASE_NOT_MIGRATED`, `DATABASE_SCHEMA_UNKNOWN`, `DATABASE_PRIVILEGE_MISSING` (exit 3),
 *   naming everything that is in the way
 */
export function requireSeedable(schema: MembershipSchema, target: DatabaseTarget): void {
  const {missing, unknownRequired, lackingPrivileges} = checkSchema(schema)
  const database = describeTarget(target)
  if (missing.length > 0) {
    throw new CloudpremError({
      code: 'DATABASE_NOT_MIGRATED',
      message: `The database ${database} is not, or not yet, one of Membership`,
      reason: `Missing: ${missing.join(', ')}.\nMembership makes its tables when it starts. Nothing was changed.`,
      hint: [
        'kubectl get pods,jobs --namespace formance-system   # is Membership up?',
        'cloudprem db seed --wait   # once it is',
      ],
      details: {missing},
    })
  }
  if (unknownRequired.length > 0) {
    throw new CloudpremError({
      code: 'DATABASE_SCHEMA_UNKNOWN',
      message: `This version of Membership wants more of a row than cloudprem knows of, in ${database}`,
      reason: `Required and unknown: ${unknownRequired.join(', ')}.\nNothing was changed.`,
      details: {unknownRequired},
    })
  }
  if (lackingPrivileges.length > 0) {
    throw new CloudpremError({
      code: 'DATABASE_PRIVILEGE_MISSING',
      message: `User "${target.user}" may not seed the database ${database}`,
      reason: `Missing: ${lackingPrivileges.join(', ')}. Nothing was changed.`,
      hint: 'a --dsn with the user of Membership itself (formance in the chart)',
      details: {lackingPrivileges},
    })
  }
}
