import {createServer, type IncomingMessage} from 'node:http'
import {connect, type AddressInfo, type Socket} from 'node:net'
import type {Duplex} from 'node:stream'

export interface ConnectProxy {
  uri: string
  /** What it was asked to connect to, `HOST:PORT`, in order. */
  asked: string[]
  stop: () => Promise<void>
}

/**
 * An HTTP proxy on loopback that does CONNECT and nothing else (RFC 9110, section 9.3.6).
 *
 * @param options.names where a name leads, `HOST:PORT` → port of 127.0.0.1; other names go where they say
 * @param options.credentials `user:password` without which it answers 407
 */
export async function startConnectProxy(
  options: {names?: Record<string, number>; credentials?: string} = {},
): Promise<ConnectProxy> {
  const asked: string[] = []
  const sockets = new Set<Duplex>()
  const server = createServer((_request, response) => response.writeHead(405).end('CONNECT only'))
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const target = request.url ?? ''
    asked.push(target)
    const wanted = options.credentials && `Basic ${Buffer.from(options.credentials).toString('base64')}`
    if (wanted && request.headers['proxy-authorization'] !== wanted) {
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n')
    }
    const [host = '', port = '443'] = target.split(':')
    const known = options.names?.[target]
    const upstream: Socket = known === undefined ? connect(Number(port), host) : connect(known, '127.0.0.1')
    for (const each of [socket, upstream]) {
      sockets.add(each)
      each.on('close', () => sockets.delete(each))
    }
    upstream.on('connect', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      if (head.length > 0) upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'))
    socket.on('error', () => upstream.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: async () => {
      for (const each of sockets) each.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
