import type {DatabaseConnection} from '../connection/connect.js'
import {checkRights, type LackingRight} from './check-rights.js'
import {checkSchema, type SchemaFindings} from './check-schema.js'
import {readServer, SUPPORTED_MAJORS} from './check-server.js'
import {findingsOf, type CheckFinding} from './check-findings.js'
import {KNOWN_COLUMNS, KNOWN_TABLES, SCHEMA, SEEDED_TABLES, type KnownTable} from './known-columns.js'
import {readSchema, type MembershipSchema} from './read-schema.js'

/** What was found about a database; the `--json` document of `db check`. */
export interface DatabaseReport {
  database: {host: string; port: number; name: string; user: string}
  serverVersion: string
  /** Whether this major is among those that are tested. */
  serverSupported: boolean
  tls: {on: boolean; verified: boolean; protocol?: string}
  schema: {name: string} & SchemaFindings & {
      /** Columns of the tables that the guide does not name and that fill themselves, as `membership.stacks.metadata`. */
      unknownOptional: string[]
      /** Rights by column, where they are not there on all that the guide names. */
      lackingRights: LackingRight[]
    }
  /** Rows of each table; null where there is no such table, or no right to read it. */
  counts: Record<KnownTable, number | null>
  /** Bytes of each table with its indexes. */
  sizes: Partial<Record<KnownTable, number>>
  seed: {possible: boolean; problems: string[]}
  /** What stands in the way of a seed, and what is no more than worth knowing, each with what mends it. */
  findings: CheckFinding[]
}

/**
 * Looks at everything that a seed depends on and changes nothing.
 *
 * @throws CloudpremError `DATABASE_FAILED` (exit 5)
 */
export async function checkDatabase(connection: DatabaseConnection): Promise<DatabaseReport> {
  const {host, port, database, user} = connection.target
  const server = await readServer(connection)
  const schema = await readSchema(connection)
  const counts = await countRows(connection, schema)
  const protocol = connection.tls.on ? server.protocol : undefined
  const report = {
    database: {host, port, name: database, user},
    serverVersion: server.version,
    serverSupported: server.major >= SUPPORTED_MAJORS.oldest && server.major <= SUPPORTED_MAJORS.newest,
    tls: {...connection.tls, ...(protocol && {protocol})},
    schema: {
      name: SCHEMA,
      ...checkSchema(schema),
      unknownOptional: unknownOptional(schema),
      lackingRights: await checkRights(connection),
    },
    counts,
    sizes: server.sizes,
  }
  const findings = findingsOf(report, server.isStandby)
  const problems = findings.filter(({severity}) => severity === 'error').map(({message}) => message)
  return {...report, seed: {possible: problems.length === 0, problems}, findings}
}

async function countRows(connection: DatabaseConnection, schema: MembershipSchema): Promise<DatabaseReport['counts']> {
  const counts: DatabaseReport['counts'] = {organizations: null, users: null, regions: null, stacks: null}
  for (const table of KNOWN_TABLES) {
    if (!schema.tables[table] || !schema.readable.includes(table)) continue
    // From a fixed list; a name cannot be a parameter. A count is a bigint, which pg would hand over as text.
    const {rows} = await connection.query<{count: number}>(`select count(*)::float8 as count from ${SCHEMA}."${table}"`)
    counts[table] = rows[0]?.count ?? null
  }
  return counts
}

function unknownOptional(schema: MembershipSchema): string[] {
  return SEEDED_TABLES.flatMap((table) => {
    const known: readonly string[] = KNOWN_COLUMNS[table]
    return (schema.tables[table]?.columns ?? [])
      .filter(({name, required}) => !required && !known.includes(name))
      .map(({name}) => `${SCHEMA}.${table}.${name}`)
  })
}
