import {debug} from '@cloudprem/core'
import net from 'node:net'
import type {Duplex} from 'node:stream'
import type {Client} from 'pg'
import type {DatabaseTarget} from './target.js'
import type {TlsAttempt} from './tls.js'

/** One socket and pg's client on it, logged in. */
export interface Link {
  client: Client
  socket: Duplex
}

/** What every link to one database is made with. */
export interface Dialling {
  target: DatabaseTarget
  /** Asked for each link anew; undefined when there is none. */
  password: () => Promise<string | undefined>
  /** Another way to the server than the net: gives a stream that leads to it. */
  route?: (() => Promise<Duplex>) | undefined
}

/** Connects one way; rejects with the error of pg, of the socket, of the password or of the route. */
export async function openLink({target, password, route}: Dialling, attempt: TlsAttempt, signal: AbortSignal): Promise<Link> {
  signal.throwIfAborted()
  const {default: pg} = await import('pg')
  const known = (await password()) ?? ''
  const socket = route ? connected(await route()) : socketTo(target)
  const client = new pg.Client({
    host: target.host,
    port: target.port,
    user: target.user,
    database: target.database,
    // As a function, so that pg does not go on to look for a password by itself when there is none.
    password: () => known,
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

/** A socket that goes to the target's address, whatever host it is told: the host is what a certificate must be for. */
function socketTo({address}: DatabaseTarget): Duplex {
  const socket = new net.Socket()
  if (address === undefined) return socket
  const connect = socket.connect.bind(socket)
  return Object.assign(socket, {connect: (port: number) => connect(port, address)})
}

/** A stream that leads to the server already, with what pg asks of a socket. */
function connected(stream: Duplex): Duplex {
  return Object.assign(stream, {
    connect: () => process.nextTick(() => stream.emit('connect')),
    setNoDelay: () => stream,
    setKeepAlive: () => stream,
    ref: () => stream,
    unref: () => stream,
  })
}
