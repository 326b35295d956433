import {debug, registerSecret} from '@cloudprem/core'
import net from 'node:net'
import type {Client} from 'pg'
import {commitError, connectError, isWorthPlainAttempt, queryError} from './describe-error.js'
import {findPassword} from './password-file.js'
import {describeTarget, type DatabaseTarget} from './target.js'
import {tlsAttempts, type TlsAttempt} from './tls.js'

/** One open connection. `close` must be called; an abort of the signal ends the running statement. */
export interface DatabaseConnection {
  readonly target: DatabaseTarget
  /** Whether the connection is encrypted, and whether the server had to prove who it is. */
  readonly tls: {on: boolean; verified: boolean}
  /** @throws CloudpremError `DATABASE_FAILED` (exit 5), or `INTERRUPTED` after an abort */
  query<Row extends object = object>(text: string, values?: unknown[]): Promise<{rows: Row[]; rowCount: number}>
  /** Not cut short by an abort. @throws CloudpremError `DATABASE_FAILED` (exit 5), `INTERRUPTED` when aborted before */
  commit(): Promise<void>
  /** Never throws: when the connection is gone, so is the transaction. */
  rollback(): Promise<void>
  close(): Promise<void>
}

export interface ConnectOptions {
  insecureTls: boolean
  signal: AbortSignal
  env: NodeJS.ProcessEnv
}

/** How long a cancelled statement may take to end before the connection is cut. */
const CANCEL_GRACE_MS = 2000

/**
 * Connects as libpq would with the same parameters, each way of TLS in turn.
 *
 * @throws CloudpremError `DATABASE_UNREACHABLE` (exit 5), `FILE_UNREADABLE` (exit 2), `INTERRUPTED`
 */
export async function connect(target: DatabaseTarget, options: ConnectOptions): Promise<DatabaseConnection> {
  const password = target.password ?? (await findPassword(target, options.env))
  registerPassword(password, target)
  const attempts = await tlsAttempts(target, options.insecureTls)
  for (const [index, attempt] of attempts.entries()) {
    try {
      const link = await open(target, password, attempt, options.signal)
      return connectionOn(link, {target, password, attempt, signal: options.signal})
    } catch (error) {
      debug('db', `${describeTarget(target)}, TLS ${attempt.options ? 'on' : 'off'}: ${String(error)}`)
      if (options.signal.aborted || index === attempts.length - 1 || !isWorthPlainAttempt(error)) {
        throw connectError(error, target, options.signal)
      }
    }
  }
  throw new Error('there is always an attempt')
}

/** Masks the password in all output, unless it is a word that must stay readable: the chart's own is "formance". */
function registerPassword(password: string | undefined, {user, database, host}: DatabaseTarget): void {
  if (!password || /^[a-z]+$/.test(password)) return
  if (![user, database, host].some((word) => word.includes(password))) registerSecret(password)
}

interface Link {
  client: Client
  socket: net.Socket
}

/** Connects one way; rejects with the error of pg or of the socket. */
async function open(
  target: DatabaseTarget,
  password: string | undefined,
  attempt: TlsAttempt,
  signal: AbortSignal,
): Promise<Link> {
  signal.throwIfAborted()
  const {default: pg} = await import('pg')
  const socket = new net.Socket()
  const client = new pg.Client({
    host: target.host,
    port: target.port,
    user: target.user,
    database: target.database,
    // As a function, so that pg does not go on to look for a password by itself when there is none.
    password: () => password ?? '',
    ssl: attempt.options,
    options: target.options,
    application_name: 'cloudprem',
    connectionTimeoutMillis: target.connectTimeoutMs,
    keepAlive: true,
    stream: () => socket,
  })
  // An error between two statements is told by the next one; without a listener it would end the process.
  client.on('error', (error) => debug('db', error.message))
  const abort = () => socket.destroy(new Error('aborted'))
  signal.addEventListener('abort', abort, {once: true})
  try {
    await client.connect()
    return {client, socket}
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

interface Circumstances {
  target: DatabaseTarget
  password: string | undefined
  attempt: TlsAttempt
  signal: AbortSignal
}

function connectionOn({client, socket}: Link, circumstances: Circumstances): DatabaseConnection {
  const {target, attempt, signal} = circumstances
  let pid: number | undefined
  let running = 0
  let committing = false

  const cancel = () => {
    if (running === 0 || committing) return
    // The server notices a cut connection only when the statement ends; told to cancel, it stops waiting for a lock.
    if (pid !== undefined) void cancelBackend(pid, circumstances)
    setTimeout(() => running > 0 && socket.destroy(), CANCEL_GRACE_MS).unref()
  }
  signal.addEventListener('abort', cancel, {once: true})

  const send = async <Row extends object>(text: string, values?: unknown[]) => {
    running += 1
    try {
      const result = await client.query<Row>(text, values)
      return {rows: result.rows, rowCount: result.rowCount ?? 0}
    } finally {
      running -= 1
    }
  }

  return {
    target,
    tls: {on: attempt.options !== false, verified: attempt.verified},
    async query<Row extends object>(text: string, values?: unknown[]) {
      try {
        signal.throwIfAborted()
        // Asked for and not taken from the handshake: behind a pooler the two differ.
        pid ??= (await send<{pid: number}>('select pg_backend_pid() as pid')).rows[0]?.pid
        debug('db', text)
        return await send<Row>(text, values)
      } catch (error) {
        throw queryError(error, target, signal)
      }
    },
    async commit() {
      try {
        signal.throwIfAborted()
      } catch (error) {
        throw queryError(error, target, signal)
      }
      committing = true
      try {
        await send('commit')
      } catch (error) {
        throw commitError(error, target)
      } finally {
        committing = false
      }
    },
    async rollback() {
      await send('rollback').catch((error: unknown) => debug('db', `rollback: ${String(error)}`))
    },
    async close() {
      signal.removeEventListener('abort', cancel)
      await client.end().catch((error: unknown) => debug('db', `close: ${String(error)}`))
    },
  }
}

async function cancelBackend(pid: number, {target, password, attempt}: Circumstances): Promise<void> {
  try {
    const {client} = await open(target, password, attempt, AbortSignal.timeout(CANCEL_GRACE_MS))
    await client.query('select pg_cancel_backend($1)', [pid])
    await client.end()
  } catch (error) {
    debug('db', `cancel: ${String(error)}`)
  }
}
