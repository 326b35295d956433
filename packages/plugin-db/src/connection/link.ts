import {debug} from '@cloudprem/core'
import net from 'node:net'
import type {Client} from 'pg'
import type {DatabaseTarget} from './target.js'
import type {TlsAttempt} from './tls.js'

/** One socket and pg's client on it, logged in. */
export interface Link {
  client: Client
  socket: net.Socket
}

/** Connects one way; rejects with the error of pg or of the socket. */
export async function openLink(
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
