import type {DatabaseConnection} from '../connection/connect.js'
import {KNOWN_TABLES, SCHEMA, type KnownTable} from './known-columns.js'

/** Majors of PostgreSQL that are tested; Formance's operator asks for 14 or newer (formancehq/operator, docs). */
export const SUPPORTED_MAJORS = {oldest: 14, newest: 18} as const

export interface ServerFacts {
  version: string
  major: number
  /** A copy that follows another server, and takes no rows. */
  isStandby: boolean
  /** `TLSv1.3`, as the server itself sees this connection; null: none. */
  protocol: string | null
  /** Bytes of each table with its indexes. */
  sizes: Partial<Record<KnownTable, number>>
}

/** @throws CloudpremError `DATABASE_FAILED` (exit 5) */
export async function readServer(connection: DatabaseConnection): Promise<ServerFacts> {
  const {rows} = await connection.query<Omit<ServerFacts, 'sizes'>>(
    `select pg_catalog.current_setting('server_version') as version,
       pg_catalog.current_setting('server_version_num')::int / 10000 as major,
       pg_catalog.pg_is_in_recovery() as "isStandby",
       (select version from pg_catalog.pg_stat_ssl where pid = pg_catalog.pg_backend_pid()) as protocol`,
  )
  const {rows: sizes} = await connection.query<{table: KnownTable; bytes: number}>(
    `select c.relname as "table", pg_catalog.pg_total_relation_size(c.oid)::float8 as bytes
       from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relname = any($2) and c.relkind in ('r', 'p')`,
    [SCHEMA, KNOWN_TABLES],
  )
  const facts = rows[0] ?? {version: 'unknown', major: 0, isStandby: false, protocol: null}
  return {...facts, sizes: Object.fromEntries(sizes.map(({table, bytes}) => [table, bytes]))}
}
