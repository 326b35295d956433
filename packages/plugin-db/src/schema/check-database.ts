import type {DatabaseConnection} from '../connection/connect.js'
import {checkSchema, type SchemaFindings} from './check-schema.js'
import {KNOWN_TABLES, SCHEMA, type KnownTable} from './known-columns.js'
import {readSchema, type MembershipSchema} from './read-schema.js'

/** What was found about a database; the `--json` document of `db check`. */
export interface DatabaseReport {
  database: {host: string; port: number; name: string; user: string}
  serverVersion: string
  tls: {on: boolean; verified: boolean; protocol?: string}
  schema: {name: string} & SchemaFindings
  /** Rows of each table; null where there is no such table, or no right to read it. */
  counts: Record<KnownTable, number | null>
  seed: {possible: boolean; problems: string[]}
}

/**
 * Looks at everything that a seed depends on and changes nothing.
 *
 * @throws CloudpremError `DATABASE_FAILED` (exit 5)
 */
export async function checkDatabase(connection: DatabaseConnection): Promise<DatabaseReport> {
  const {host, port, database, user} = connection.target
  const {rows} = await connection.query<{version: string; protocol: string | null; standby: boolean}>(
    `select pg_catalog.current_setting('server_version') as version, pg_catalog.pg_is_in_recovery() as standby,
       (select version from pg_catalog.pg_stat_ssl where pid = pg_catalog.pg_backend_pid()) as protocol`,
  )
  const schema = await readSchema(connection)
  const findings = checkSchema(schema)
  const counts = await countRows(connection, schema)
  const problems = [
    ...findings.missing.map((each) => `missing: ${each}`),
    ...findings.unknownRequired.map((each) => `required and unknown: ${each}`),
    ...findings.lackingPrivileges.map((each) => `user ${user} lacks: ${each}`),
    ...(rows[0]?.standby ? ['the server is a standby and takes no rows'] : []),
    ...(counts.organizations === 0 ? ['no organization yet: the first login makes one'] : []),
  ]
  const protocol = connection.tls.on ? rows[0]?.protocol : undefined
  return {
    database: {host, port, name: database, user},
    serverVersion: rows[0]?.version ?? 'unknown',
    tls: {...connection.tls, ...(protocol && {protocol})},
    schema: {name: SCHEMA, ...findings},
    counts,
    seed: {possible: problems.length === 0, problems},
  }
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
