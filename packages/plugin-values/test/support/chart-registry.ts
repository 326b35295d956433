import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {createServer, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

export interface ChartRegistry {
  /** `oci://127.0.0.1:PORT/charts/cloudprem` */
  reference: string
  /** Paths that were asked for. */
  requests: string[]
  /** From now on every request is answered with 401. */
  lock: () => void
  close: () => Promise<void>
}

/** An OCI registry on loopback that gives out one packed chart, the way the distribution specification has it. */
export async function startChartRegistry(archive: string, version: string): Promise<ChartRegistry> {
  const blobs = new Map<string, Buffer>()
  const add = (data: Buffer, mediaType: string) => {
    const digest = `sha256:${createHash('sha256').update(data).digest('hex')}`
    blobs.set(digest, data)
    return {mediaType, digest, size: data.length}
  }
  const config = Buffer.from(JSON.stringify({apiVersion: 'v2', name: 'cloudprem', version}))
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: add(config, 'application/vnd.cncf.helm.config.v1+json'),
      layers: [add(readFileSync(archive), 'application/vnd.cncf.helm.chart.content.v1.tar+gzip')],
    }),
  )
  const {digest} = add(manifest, '')
  const requests: string[] = []
  let locked = false
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url ?? '/', 'http://registry')
    requests.push(pathname)
    if (locked) return refuse(response, 401, 'UNAUTHORIZED', 'authentication required')
    const asked = pathname.split('/').at(-1) ?? ''
    const data = asked === version ? manifest : blobs.get(asked)
    if (pathname !== '/v2/' && !data) return refuse(response, 404, 'MANIFEST_UNKNOWN', 'manifest unknown')
    const isManifest = pathname.includes('/manifests/')
    response.writeHead(200, {
      'content-type': isManifest ? 'application/vnd.oci.image.manifest.v1+json' : 'application/octet-stream',
      'content-length': data?.length ?? 0,
      ...(isManifest && {'docker-content-digest': digest}),
    })
    response.end(request.method === 'HEAD' ? undefined : data)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  return {
    reference: `oci://127.0.0.1:${port}/charts/cloudprem`,
    requests,
    lock: () => (locked = true),
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, {'content-type': 'application/json'})
  response.end(JSON.stringify({errors: [{code, message}]}))
}
