import {CloudpremError, isCloudpremError} from '@cloudprem/core'
import type {DatabaseChoice} from './choose-database.js'
import type {DatabaseConnection} from './connect.js'
import {findWay} from './find-way.js'

export {chooseDatabase, type DatabaseChoice, type DatabaseRequest} from './choose-database.js'

/** What opening needs of the command that runs it. */
export interface OpenOptions {
  insecureTls: boolean
  /** Of `--ca-file`. */
  caFile?: string | undefined
  signal: AbortSignal
  env: NodeJS.ProcessEnv
  warn: (text: string) => void
  /** Told which way was used, once it is open and before anything is sent: `formance on db.example:5432 (TLS off)`. */
  opened: (description: string) => void
  /** What `use` does can be done again from the beginning: it is, once, when a port-forward breaks off. */
  repeatable?: boolean
}

/**
 * The one door to the database: opens it, says which way was used, hands the connection to `use`, and closes it whatever
 * happens. pg is loaded here and not before.
 *
 * @throws CloudpremError `DATABASE_UNREACHABLE` (exit 5), `FILE_UNREADABLE` (exit 2), `INTERRUPTED`; as `findWay`; and what `use`
 *   throws
 */
export async function withDatabase<Result>(
  choice: DatabaseChoice,
  options: OpenOptions,
  use: (connection: DatabaseConnection) => Promise<Result>,
): Promise<Result> {
  const way = await findWay(choice, options)
  const {connect} = await import('./connect.js')
  const once = async (told: boolean): Promise<Result> => {
    const connection = await connect(way.target, {...options, ...way}).catch((error: unknown) => {
      throw withHints(error, way.hints)
    })
    try {
      if (!told) options.opened(`${way.description} (${describeTls(connection, way.route !== undefined)})`)
      return await use(connection)
    } finally {
      await connection.close()
    }
  }
  try {
    return await once(false)
  } catch (error) {
    const brokeOff = isCloudpremError(error) && error.details?.['connectionLost'] === true
    if (!brokeOff || !way.route || !options.repeatable) throw error
    options.warn('The port-forward broke off; once more from the beginning, nothing was written …')
    return once(true)
  }
}

/** A port-forward is inside of the API server's TLS, whatever the database has by itself. */
function describeTls({tls}: DatabaseConnection, forwarded: boolean): string {
  if (tls.on) return `TLS on, ${tls.verified ? 'certificate verified' : 'certificate not verified'}`
  return forwarded ? 'TLS off inside the tunnel' : 'TLS off'
}

/** The hints of the way, in place of those for a database that was named by hand. */
function withHints(error: unknown, hints: string[]): unknown {
  if (!isCloudpremError(error) || error.code !== 'DATABASE_UNREACHABLE' || hints.length === 0) return error
  const {code, message, reason, details} = error
  return new CloudpremError({
    code,
    message,
    hint: hints,
    ...(reason !== undefined && {reason}),
    ...(details && {details}),
    cause: error,
  })
}
