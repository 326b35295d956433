import {CloudpremError} from '@cloudprem/core'
import {createServer, type AddressInfo, type Server, type Socket} from 'node:net'
import type {Duplex} from 'node:stream'
import {pipeline} from 'node:stream/promises'

export interface LocalPort {
  port: number
  /** Ends what goes through it, and nobody gets in any more. */
  close: () => Promise<void>
}

/**
 * A port of 127.0.0.1 that leads into the cluster: each connection gets a stream of its own. The first one is opened at once, so
 * that whoever may not hears it before anything else is started.
 *
 * @param wanted the port; 0: any that is free
 * @param failed told why a connection was ended
 * @throws CloudpremError `USAGE` (exit 2) when the port is taken; and what `route` throws
 */
export async function openLocalPort(
  route: () => Promise<Duplex>,
  wanted: number,
  failed: (error: unknown) => void,
): Promise<LocalPort> {
  let ready: Duplex | undefined = await route()
  // What is kept for later may break off meanwhile: the next connection takes a new one then.
  ready.on('error', () => (ready = undefined))
  const sockets = new Set<Socket>()
  const serve = async (socket: Socket): Promise<void> => {
    const first = ready
    ready = undefined
    const stream = first && !first.destroyed ? first : await route()
    await Promise.all([pipeline(socket, stream), pipeline(stream, socket)])
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serve(socket).catch((error: unknown) => {
      socket.destroy()
      // A client that leaves in a hurry is no news.
      if (!(error instanceof Error) || !('code' in error) || !/PREMATURE_CLOSE|ECONNRESET|EPIPE/.test(String(error.code)))
        failed(error)
    })
  })
  const port = await listen(server, wanted).catch((error: unknown) => {
    ready?.destroy()
    throw error
  })
  return {
    port,
    async close() {
      ready?.destroy()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new CloudpremError({
          code: 'USAGE',
          message: `The port ${port} of this machine cannot be listened on`,
          reason: cause.message,
          hint: 'the same command without --port: it takes one that is free',
          cause,
        }),
      ),
    )
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}
