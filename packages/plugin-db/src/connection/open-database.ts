import {registerSecret} from '@cloudprem/core'
import type {DatabaseConnection} from './connect.js'
import {parseDsn} from './parse-dsn.js'
import {describeTarget, namesDatabase, resolveTarget, type DatabaseTarget} from './target.js'

/** What a person has said of the database; every part may be missing. */
export interface DatabaseRequest {
  /** The connection string itself, read from wherever the flag pointed. */
  dsn?: string | undefined
}

/** The way to the database that was chosen; nothing has been opened yet. */
export interface DatabaseChoice {
  target: DatabaseTarget
}

/** What opening needs of the command that runs it. */
export interface OpenOptions {
  insecureTls: boolean
  signal: AbortSignal
  env: NodeJS.ProcessEnv
  /** Told which way was used, once it is open and before anything is sent: `formance on db.example:5432 (TLS off)`. */
  opened: (description: string) => void
}

/**
 * Which way to go: the connection string, completed from psql's variables, else those alone. Undefined when nothing says
 * which database is meant.
 *
 * @throws CloudpremError `USAGE` (exit 2)
 */
export function chooseDatabase({dsn}: DatabaseRequest, env: NodeJS.ProcessEnv): DatabaseChoice | undefined {
  if (dsn === undefined) return namesDatabase(env) ? {target: resolveTarget({}, env)} : undefined
  registerSecret(dsn)
  return {target: resolveTarget(parseDsn(dsn), env)}
}

/**
 * The one door to the database: opens it, says which way was used, hands the connection to `use`, and closes it whatever
 * happens. pg is loaded here and not before.
 *
 * @throws CloudpremError `DATABASE_UNREACHABLE` (exit 5), `FILE_UNREADABLE` (exit 2), `INTERRUPTED`; and what `use` throws
 */
export async function withDatabase<Result>(
  {target}: DatabaseChoice,
  options: OpenOptions,
  use: (connection: DatabaseConnection) => Promise<Result>,
): Promise<Result> {
  const {connect} = await import('./connect.js')
  const connection = await connect(target, options)
  try {
    options.opened(describeConnection(connection))
    return await use(connection)
  } finally {
    await connection.close()
  }
}

/** As `formance on db.example:5432 (TLS on, certificate verified)`. */
function describeConnection({target, tls}: DatabaseConnection): string {
  const verified = tls.verified ? 'certificate verified' : 'certificate not verified'
  return `${describeTarget(target)} (${tls.on ? `TLS on, ${verified}` : 'TLS off'})`
}
