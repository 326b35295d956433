import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'

export interface Registry {
  /** `oci://127.0.0.1:PORT/charts/cloudprem` */
  reference: string
  /** Paths that were asked for. */
  requests: string[]
  close: () => Promise<void>
}

/** An OCI registry on loopback that answers every request in one way, for what a real one will not do on demand. */
export async function startRegistry(status: 401 | 404): Promise<Registry> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    const code = status === 401 ? 'UNAUTHORIZED' : 'MANIFEST_UNKNOWN'
    response.writeHead(status, {'content-type': 'application/json'})
    response.end(JSON.stringify({errors: [{code, message: code === 'UNAUTHORIZED' ? 'authentication required' : 'unknown'}]}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  return {reference: `oci://127.0.0.1:${port}/charts/cloudprem`, requests, close: () => close(server)}
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
