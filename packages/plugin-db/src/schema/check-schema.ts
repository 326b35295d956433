import {CloudpremError} from '@cloudprem/core'
import {describeTarget, type DatabaseTarget} from '../connection/target.js'
import {COMPARED_COLUMNS, KNOWN_COLUMNS, KNOWN_TABLES, SCHEMA, SEEDED_TABLES, type KnownTable} from './known-columns.js'
import {hasColumn, type MembershipSchema} from './read-schema.js'

/** What stands between this schema and a seed. */
export interface SchemaFindings {
  /** As `schema membership`, `table membership.stacks`, `column membership.stacks.state`. */
  missing: string[]
  /** Columns that an insert must give and the guide does not name, as `column membership.stacks.tier (text)`. */
  unknownRequired: string[]
  lackingPrivileges: string[]
  /** Columns of the guide that this Membership does not have and a seed can do without; no obstacle. */
  leftOut: string[]
}

export function checkSchema(schema: MembershipSchema): SchemaFindings {
  return {
    missing: schema.schemaExists ? KNOWN_TABLES.flatMap((table) => missingOf(schema, table)) : [`schema ${SCHEMA}`],
    leftOut: SEEDED_TABLES.flatMap((table) =>
      absentOf(
        schema,
        table,
        KNOWN_COLUMNS[table].filter((column) => !COMPARED_COLUMNS[table].includes(column)),
      ),
    ),
    unknownRequired: SEEDED_TABLES.flatMap((table) => {
      const known: readonly string[] = KNOWN_COLUMNS[table]
      return (schema.tables[table]?.columns ?? [])
        .filter(({name, required}) => required && !known.includes(name))
        .map(({name, type}) => `column ${SCHEMA}.${table}.${name} (${type})`)
    }),
    lackingPrivileges: schema.lackingPrivileges,
  }
}

function missingOf(schema: MembershipSchema, table: KnownTable): string[] {
  return schema.tables[table] ? absentOf(schema, table, COMPARED_COLUMNS[table]) : [`table ${SCHEMA}.${table}`]
}

function absentOf(schema: MembershipSchema, table: KnownTable, columns: readonly string[]): string[] {
  if (!schema.tables[table]) return []
  return columns.filter((column) => !hasColumn(schema, table, column)).map((column) => `column ${SCHEMA}.${table}.${column}`)
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
