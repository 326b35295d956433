import {createServer, type AddressInfo} from 'node:net'

/** A port of 127.0.0.1 that nobody listens on: `wanted` if it is free, else any. */
export async function freePort(wanted?: number): Promise<number> {
  const port = await tryPort(wanted ?? 0)
  return port ?? freePort()
}

/** The port that was bound for a moment, or undefined when it is taken. */
async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(undefined) : reject(error),
    )
    server.listen({port, host: '127.0.0.1', exclusive: true}, () => {
      const bound = (server.address() as AddressInfo).port
      server.close(() => resolve(bound))
    })
  })
}
