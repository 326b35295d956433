import type {DatabaseConnection} from '../connection/connect.js'
import {KNOWN_TABLES, SCHEMA, SEEDED_TABLES, type KnownTable} from './known-columns.js'

/** What there is of Membership's schema. */
export interface MembershipSchema {
  schemaExists: boolean
  /** Only the tables that exist. */
  tables: Partial<Record<KnownTable, TableShape>>
  /** The tables that exist and that the connected user may read. */
  readable: KnownTable[]
  /** What the connected user lacks for a seed, as `insert on regions`. */
  lackingPrivileges: string[]
  /** Whether the connected user may lock the tables of a seed. */
  mayLock: boolean
}

export interface TableShape {
  columns: ColumnShape[]
  /** The columns of each unique constraint or index, the primary key included; partial ones left out. */
  uniqueKeys: string[][]
}

export interface ColumnShape {
  name: string
  /** As PostgreSQL writes it: `uuid`, `character varying(255)`, `membership.stack_state` … */
  type: string
  /** Whether a text is taken without a cast: text, varchar, citext and the like. */
  textual: boolean
  /** Whether an insert must give a value: not null, and nothing that fills it. */
  required: boolean
}

/**
 * Reads the catalogue, which shows tables even to a user who may not read them; information_schema would hide those and
 * make a missing privilege look like a missing table.
 *
 * @throws CloudpremError `DATABASE_FAILED` (exit 5)
 */
export async function readSchema(connection: DatabaseConnection): Promise<MembershipSchema> {
  const {rows: schemas} = await connection.query('select 1 from pg_catalog.pg_namespace where nspname = $1', [SCHEMA])
  const {rows: columns} = await connection.query<ColumnRow>(COLUMNS, [SCHEMA, KNOWN_TABLES])
  const {rows: keys} = await connection.query<KeyRow>(UNIQUE_KEYS, [SCHEMA, KNOWN_TABLES])
  const tables: MembershipSchema['tables'] = {}
  for (const {table, ...column} of columns) {
    tables[table] ??= {columns: [], uniqueKeys: keys.filter((key) => key.table === table).map((key) => key.columns)}
    tables[table].columns.push(column)
  }
  const {rows: privileges} = await connection.query<PrivilegeRow>(PRIVILEGES, [SCHEMA, KNOWN_TABLES])
  return {
    schemaExists: schemas.length > 0,
    tables,
    readable: privileges.filter(({usage, select}) => usage && select).map(({table}) => table),
    lackingPrivileges: lackingOf(privileges),
    mayLock: privileges.filter(({table}) => isSeeded(table)).every(({lock}) => lock),
  }
}

export function hasColumn(schema: MembershipSchema, table: KnownTable, column: string): boolean {
  return schema.tables[table]?.columns.some(({name}) => name === column) ?? false
}

interface ColumnRow extends ColumnShape {
  table: KnownTable
}

interface KeyRow {
  table: KnownTable
  columns: string[]
}

const COLUMNS = `
  select c.relname as table, a.attname as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
    t.typcategory = 'S' as textual,
    ((a.attnotnull or t.typnotnull) and not a.atthasdef and a.attidentity = '' and t.typdefault is null) as required
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_attribute a on a.attrelid = c.oid
  join pg_catalog.pg_type t on t.oid = a.atttypid
  where n.nspname = $1 and c.relname = any($2) and c.relkind in ('r', 'p', 'v')
    and a.attnum > 0 and not a.attisdropped
  order by c.relname, a.attnum`

const UNIQUE_KEYS = `
  select c.relname as table, array_agg(a.attname::text order by a.attname) as columns
  from pg_catalog.pg_index i
  join pg_catalog.pg_class c on c.oid = i.indrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
  where n.nspname = $1 and c.relname = any($2) and i.indisunique and i.indpred is null and i.indexprs is null
  group by c.relname, i.indexrelid
  order by c.relname, i.indexrelid`

/** `lock table … in share row exclusive mode` wants one of update, delete and truncate. */
const PRIVILEGES = `
  select pg_catalog.has_table_privilege(c.oid, 'SELECT') as "select",
    pg_catalog.has_table_privilege(c.oid, 'INSERT') as "insert",
    pg_catalog.has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE') as "lock",
    pg_catalog.has_schema_privilege(n.oid, 'USAGE') as "usage",
    pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY') as "temporary",
    c.relname as table
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relname = any($2) and c.relkind in ('r', 'p', 'v')
  order by c.relname`

interface PrivilegeRow {
  table: KnownTable
  select: boolean
  insert: boolean
  lock: boolean
  usage: boolean
  temporary: boolean
}

function isSeeded(table: KnownTable): boolean {
  const seeded: readonly KnownTable[] = SEEDED_TABLES
  return seeded.includes(table)
}

function lackingOf(privileges: PrivilegeRow[]): string[] {
  if (privileges.some(({usage}) => !usage)) return [`usage on schema ${SCHEMA}`]
  const temporary = privileges.every((row) => row.temporary) ? [] : ['temporary tables in the database']
  return privileges
    .flatMap((row) => [
      ...(row.select ? [] : [`select on ${row.table}`]),
      ...(row.insert || !isSeeded(row.table) ? [] : [`insert on ${row.table}`]),
    ])
    .concat(temporary)
}
