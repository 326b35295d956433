import type {DatabaseConnection} from '../connection/connect.js'
import {findingsOf} from './check-findings.js'
import type {DatabaseReport} from './check-report.js'
import {checkRights} from './check-rights.js'
import {checkSchema} from './check-schema.js'
import {readServer, SUPPORTED_MAJORS} from './check-server.js'
import {KNOWN_COLUMNS, KNOWN_TABLES, SCHEMA, SEEDED_TABLES} from './known-columns.js'
import {readSchema, type MembershipSchema} from './read-schema.js'

export type {DatabaseReport} from './check-report.js'

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
