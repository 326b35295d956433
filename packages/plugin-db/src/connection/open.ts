import {registerSecret} from '@cloudprem/core'
import type {DatabaseConnection, ConnectOptions} from './connect.js'
import {parseDsn} from './parse-dsn.js'
import {describeTarget, resolveTarget, type DatabaseTarget} from './target.js'

/** Where a command connects to: the connection string, completed from psql's variables. */
export function targetOf(dsn: string | undefined, env: NodeJS.ProcessEnv): DatabaseTarget {
  if (dsn !== undefined) registerSecret(dsn)
  return resolveTarget(dsn === undefined ? {} : parseDsn(dsn), env)
}

/** Connects, hands the connection to `use`, and closes it whatever happens. pg is loaded here and not before. */
export async function withConnection<Result>(
  target: DatabaseTarget,
  options: ConnectOptions,
  use: (connection: DatabaseConnection) => Promise<Result>,
): Promise<Result> {
  const {connect} = await import('./connect.js')
  const connection = await connect(target, options)
  try {
    return await use(connection)
  } finally {
    await connection.close()
  }
}

/** As `formance on db.example:5432 (TLS on, certificate verified)`. */
export function describeConnection({target, tls}: DatabaseConnection): string {
  const verified = tls.verified ? 'certificate verified' : 'certificate not verified'
  return `${describeTarget(target)} (${tls.on ? `TLS on, ${verified}` : 'TLS off'})`
}
