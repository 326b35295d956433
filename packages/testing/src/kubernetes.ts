import {writeFileSync} from 'node:fs'
import {createServer, type Server} from 'node:https'
import {connect, type AddressInfo, type Socket} from 'node:net'
import path from 'node:path'
import {WebSocketServer, type WebSocket} from 'ws'
import {temporaryFolder} from './temporary-folder.js'

/** An object as the API gives it; kind and metadata are looked at, the rest is handed out as it is. */
export interface KubernetesObject {
  kind: 'Secret' | 'ConfigMap' | 'Service' | 'Pod'
  metadata: {name: string; namespace: string; labels?: Record<string, string>; [key: string]: unknown}
  [key: string]: unknown
}

export interface KubernetesOptions {
  /** Certificate of `localhost` with its key, and the authority of it, as PEM. */
  tls: {key: string; cert: string; ca: string}
  objects: KubernetesObject[]
  /** Where a pod's port leads, `NAMESPACE/POD:PORT` → port of 127.0.0.1. */
  ports?: Record<string, number>
  /** What is refused with 403, by method, path and query. */
  forbid?: (request: string) => boolean
}

export interface TestKubernetes {
  /** A file that leads here, with the contexts `test` and, with a wrong token, `stranger`. */
  kubeconfig: string
  /** The objects that there are from now on. */
  objects: KubernetesObject[]
  forbid: (request: string) => boolean
  /** `GET /api/v1/…` of all that was asked, port-forwards included. */
  requests: string[]
  /** How many bytes went to the pods so far. */
  forwardedBytes: () => number
  openForwards: () => number
  /** Cuts every port-forward that is open, as a restart of the API server does. */
  cutForwards: () => void
  stop: () => Promise<void>
}

const TOKEN = 'kubernetes-token-of-the-tests'
const PLURALS = {Secret: 'secrets', ConfigMap: 'configmaps', Service: 'services', Pod: 'pods'} as const

/**
 * An API server over TLS that has these objects, checks a bearer token, and forwards ports: it speaks the WebSocket protocol
 * `v4.channel.k8s.io` of pods/portforward (kubernetes/kubernetes, pkg/kubelet/cri/streaming/portforward/websocket.go), each port a
 * real one on 127.0.0.1.
 */
export async function startKubernetes(options: KubernetesOptions): Promise<TestKubernetes> {
  const forwards = new Map<WebSocket, Socket>()
  let forwardedBytes = 0
  const state: TestKubernetes = {
    kubeconfig: '',
    objects: options.objects,
    forbid: options.forbid ?? (() => false),
    requests: [],
    forwardedBytes: () => forwardedBytes,
    openForwards: () => forwards.size,
    cutForwards: () => forwards.forEach((_, client) => client.terminate()),
    stop: async () => {
      state.cutForwards()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  const judge = (request: string, authorization: string | undefined): 200 | 401 | 403 => {
    state.requests.push(request)
    if (authorization !== `Bearer ${TOKEN}`) return 401
    return state.forbid(request) ? 403 : 200
  }

  const server: Server = createServer(options.tls, (request, response) => {
    const asked = `${request.method} ${request.url}`
    const status = judge(asked, request.headers.authorization)
    const found = status === 200 ? find(state.objects, request.url ?? '') : undefined
    const answer = found ?? statusOf(status === 200 ? 404 : status, asked)
    response.writeHead(found ? 200 : status === 200 ? 404 : status, {'content-type': 'application/json'})
    response.end(JSON.stringify(answer))
  })

  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => offered.has('v4.channel.k8s.io') && 'v4.channel.k8s.io',
  })
  server.on('upgrade', (request, socket, head) => {
    const asked = `${request.method} ${request.url}`
    const status = judge(asked, request.headers.authorization)
    const [, namespace, pod, port] =
      /\/namespaces\/([^/]+)\/pods\/([^/]+)\/portforward\?ports=(\d+)/.exec(request.url ?? '') ?? []
    if (status !== 200 || pod === undefined) {
      const body = JSON.stringify(statusOf(status === 200 ? 404 : status, asked))
      socket.end(`HTTP/1.1 ${status} Refused\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      const target = connect(options.ports?.[`${namespace}/${pod}:${port}`] ?? 1, '127.0.0.1')
      forwards.set(client, target)
      client.on('close', () => {
        forwards.delete(client)
        target.destroy()
      })
      pipe(client, target, Number(port), (bytes) => (forwardedBytes += bytes))
    })
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  state.kubeconfig = writeKubeconfig((server.address() as AddressInfo).port, options.tls.ca)
  return state
}

/** Two channels: data and errors. Each begins with the port, and the first byte of a message names the channel. */
function pipe(client: WebSocket, target: Socket, port: number, forwarded: (bytes: number) => void): void {
  for (const channel of [0, 1]) client.send(Buffer.of(channel, port & 0xff, port >> 8))
  client.on('message', (message: Buffer) => {
    if (message[0] !== 0) return
    forwarded(message.length - 1)
    if (!target.write(message.subarray(1))) {
      client.pause()
      target.once('drain', () => client.resume())
    }
  })
  target.on('data', (chunk: Buffer) => {
    target.pause()
    client.send(Buffer.concat([Buffer.of(0), chunk]), () => target.resume())
  })
  target.on('end', () => client.close(1000))
  target.on('error', (error) => {
    client.send(Buffer.concat([Buffer.of(1), Buffer.from(`an error occurred forwarding ${port}: ${error.message}`)]), () =>
      client.close(1000),
    )
  })
}

function find(objects: KubernetesObject[], url: string): unknown {
  const {pathname, searchParams} = new URL(url, 'https://localhost')
  const [, namespace, plural, name] = /^\/api\/v1\/namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(pathname) ?? []
  const here = objects.filter(({kind, metadata}) => metadata.namespace === namespace && PLURALS[kind] === plural)
  if (name !== undefined) return here.find(({metadata}) => metadata.name === name)
  const wanted = (searchParams.get('labelSelector') ?? '')
    .split(',')
    .filter(Boolean)
    .map((pair) => pair.split('='))
  const items = here.filter(({metadata}) => wanted.every(([key = '', value]) => metadata.labels?.[key] === value))
  return {kind: 'List', apiVersion: 'v1', items}
}

function statusOf(code: number, asked: string): object {
  const message = {401: 'Unauthorized', 403: `forbidden: User "test" cannot ${asked}`, 404: `not found: ${asked}`}[code]
  return {kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message}
}

function writeKubeconfig(port: number, ca: string): string {
  const file = path.join(temporaryFolder(), 'kubeconfig')
  const data = Buffer.from(ca).toString('base64')
  const cluster = {server: `https://localhost:${port}`, 'certificate-authority-data': data}
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{name: 'test', cluster}],
    users: [
      {name: 'test', user: {token: TOKEN}},
      {name: 'stranger', user: {token: 'another'}},
    ],
    contexts: ['test', 'stranger'].map((name) => ({name, context: {cluster: 'test', user: name}})),
  }
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(config))
  return file
}
