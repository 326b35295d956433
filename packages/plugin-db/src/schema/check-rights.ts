import type {DatabaseConnection} from '../connection/connect.js'
import {KNOWN_COLUMNS, KNOWN_TABLES, SCHEMA, SEEDED_TABLES, type KnownTable} from './known-columns.js'

/** A right on a table that the connected user has not on all of its columns. */
export interface LackingRight {
  right: 'select' | 'insert'
  table: KnownTable
  /** Those of the guide's columns that it is lacking on. */
  columns: string[]
}

/**
 * What the connected user may not do with the columns that a seed reads and fills, column by column.
 *
 * @throws CloudpremError `DATABASE_FAILED` (exit 5)
 */
export async function checkRights(connection: DatabaseConnection): Promise<LackingRight[]> {
  const {rows} = await connection.query<ColumnRight>(COLUMN_RIGHTS, [SCHEMA, KNOWN_TABLES])
  const seeded: readonly KnownTable[] = SEEDED_TABLES
  const lacking = (table: KnownTable, right: 'select' | 'insert'): LackingRight[] => {
    const known: readonly string[] = KNOWN_COLUMNS[table]
    const columns = rows
      .filter((row) => row.table === table && known.includes(row.column) && !row[right])
      .map(({column}) => column)
    return columns.length > 0 ? [{right, table, columns}] : []
  }
  return KNOWN_TABLES.flatMap((table) => [
    ...lacking(table, 'select'),
    ...(seeded.includes(table) ? lacking(table, 'insert') : []),
  ])
}

interface ColumnRight {
  table: KnownTable
  column: string
  select: boolean
  insert: boolean
}

const COLUMN_RIGHTS = `
  select c.relname as "table", a.attname as "column",
    pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT') as "select",
    pg_catalog.has_column_privilege(c.oid, a.attnum, 'INSERT') as "insert"
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_attribute a on a.attrelid = c.oid
  where n.nspname = $1 and c.relname = any($2) and c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped
  order by c.relname, a.attnum`
