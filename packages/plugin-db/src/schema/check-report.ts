import type {LackingRight} from './check-rights.js'
import type {SchemaFindings} from './check-schema.js'
import type {KnownTable} from './known-columns.js'

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

/** One thing that was found wanting. */
export interface CheckFinding {
  /** The line of the report that it belongs to. */
  about: 'server' | 'TLS' | 'schema' | 'columns' | 'rights' | 'rows'
  /** With an error a seed cannot run; a warning is worth knowing. */
  severity: 'error' | 'warning'
  message: string
  /** The command, or the act, that mends it. */
  next?: string
}
