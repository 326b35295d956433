import {debug, isCloudpremError} from '@cloudprem/core'
import type {Duplex} from 'node:stream'
import {copyFrom} from './copy.js'
import {commitError, connectError, isConnectionLost, isWorthPlainAttempt, queryError} from './describe-error.js'
import {openLink, type Dialling, type Link} from './link.js'
import {passwordOf, type PasswordOptions} from './password.js'
import {describeTarget, type DatabaseTarget} from './target.js'
import {tlsAttempts, type TlsAttempt, type TlsOptions} from './tls.js'

/** One open connection. `close` must be called; an abort of the signal ends the running statement. */
export interface DatabaseConnection {
  readonly target: DatabaseTarget
  /** Whether the connection is encrypted, and whether the server had to prove who it is. */
  readonly tls: {on: boolean; verified: boolean}
  /** @throws CloudpremError `DATABASE_FAILED` (exit 5), or `INTERRUPTED` after an abort */
  query<Row extends object = object>(text: string, values?: unknown[]): Promise<{rows: Row[]; rowCount: number}>
  /**
   * Sends `chunks` as the data of a `copy … from stdin`, never more ahead than the server takes; returns the number of rows.
   * The chunks are in the format that the statement names, cut anywhere; large ones are faster.
   *
   * @throws CloudpremError as `query`; and what `chunks` throws, after which the copy has failed and nothing of it is there
   */
  copy(text: string, chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>): Promise<number>
  /** Not cut short by an abort. @throws CloudpremError `DATABASE_FAILED` (exit 5), `INTERRUPTED` when aborted before */
  commit(): Promise<void>
  /** Never throws: when the connection is gone, so is the transaction. */
  rollback(): Promise<void>
  close(): Promise<void>
}

export interface ConnectOptions extends TlsOptions, PasswordOptions {
  /** Another way to the server than the net: gives a stream that leads to it, a new one each time. */
  route?: (() => Promise<Duplex>) | undefined
}

/** How long a cancelled statement may take to end before the connection is cut. */
const CANCEL_GRACE_MS = 2000

/**
 * Connects as libpq would with the same parameters, each way of TLS in turn.
 *
 * @throws CloudpremError `DATABASE_UNREACHABLE`, `EXECUTABLE_FAILED` (exit 5), `USAGE`, `FILE_UNREADABLE` (exit 2),
 *   `INTERRUPTED`; and what the route throws
 */
export async function connect(target: DatabaseTarget, options: ConnectOptions): Promise<DatabaseConnection> {
  const dialling: Dialling = {target, password: passwordOf(target, options), route: options.route}
  const attempts = await tlsAttempts(target, options)
  for (const [index, attempt] of attempts.entries()) {
    try {
      const link = await openRobustly(dialling, attempt, options.signal)
      return connectionOn(link, {...dialling, attempt, signal: options.signal})
    } catch (error) {
      debug('db', `${describeTarget(target)}, TLS ${attempt.options ? 'on' : 'off'}: ${String(error)}`)
      if (isCloudpremError(error)) throw error
      if (options.signal.aborted || index === attempts.length - 1 || !isWorthPlainAttempt(error)) {
        throw connectError(error, target, options.signal)
      }
    }
  }
  throw new Error('there is always an attempt')
}

/** A route may break off while the login is still under way: nothing was asked of the database then, so another is taken. */
async function openRobustly(dialling: Dialling, attempt: TlsAttempt, signal: AbortSignal): Promise<Link> {
  try {
    return await openLink(dialling, attempt, signal)
  } catch (error) {
    if (!dialling.route || signal.aborted || !isConnectionLost(error)) throw error
    debug('db', `once more: ${String(error)}`)
    return openLink(dialling, attempt, signal)
  }
}

interface Circumstances extends Dialling {
  attempt: TlsAttempt
  signal: AbortSignal
}

function connectionOn({client, socket}: Link, circumstances: Circumstances): DatabaseConnection {
  const {target, attempt, signal} = circumstances
  let inTransaction = false
  let pid: number | undefined
  let running = 0
  let committing = false

  const cancel = () => {
    if (running === 0 || committing) return
    // The server notices a cut connection only when the statement ends; told to cancel, it stops waiting for a lock.
    if (pid !== undefined) void cancelBackend(pid, circumstances)
    setTimeout(() => running > 0 && socket.destroy(), pid === undefined ? 0 : CANCEL_GRACE_MS).unref()
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

  /**
   * Asked for and not taken from the handshake: behind a pooler the two differ. Within a transaction only: outside of one a
   * pooler may give the next statement to another backend, and this one to somebody else, whose work would be cancelled.
   */
  const learnPid = async () => {
    if (inTransaction) pid ??= (await send<{pid: number}>('select pg_backend_pid() as pid')).rows[0]?.pid
  }

  const endTransaction = () => {
    inTransaction = false
    pid = undefined
  }

  return {
    target,
    tls: {on: attempt.options !== false, verified: attempt.verified},
    async query<Row extends object>(text: string, values?: unknown[]) {
      try {
        signal.throwIfAborted()
        await learnPid()
        debug('db', text)
        const result = await send<Row>(text, values)
        inTransaction ||= /^begin\b/i.test(text)
        return result
      } catch (error) {
        throw queryError(error, target, signal)
      }
    },
    async copy(text, chunks) {
      let unreadable: {error: unknown} | undefined
      const read = async function* () {
        try {
          yield* chunks
        } catch (error) {
          unreadable = {error}
          throw error
        }
      }
      try {
        signal.throwIfAborted()
        await learnPid()
        debug('db', text)
        running += 1
        return await copyFrom(client, text, read())
      } catch (error) {
        if (unreadable) throw unreadable.error
        throw queryError(error, target, signal)
      } finally {
        running -= 1
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
        endTransaction()
      }
    },
    async rollback() {
      endTransaction()
      await send('rollback').catch((error: unknown) => debug('db', `rollback: ${String(error)}`))
    },
    async close() {
      signal.removeEventListener('abort', cancel)
      await client.end().catch((error: unknown) => debug('db', `close: ${String(error)}`))
    },
  }
}

async function cancelBackend(pid: number, {attempt, ...dialling}: Circumstances): Promise<void> {
  try {
    const {client} = await openLink(dialling, attempt, AbortSignal.timeout(CANCEL_GRACE_MS))
    await client.query('select pg_cancel_backend($1)', [pid])
    await client.end()
  } catch (error) {
    debug('db', `cancel: ${String(error)}`)
  }
}
