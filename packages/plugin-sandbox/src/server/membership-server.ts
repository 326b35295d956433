import {getRequestListener} from '@hono/node-server'
import {Hono} from 'hono'
import {createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {FaultSource} from '../faults/fault-source.js'
import {inject} from '../faults/inject.js'
import type {Database} from '../membership/database.js'
import {tokenVerifier} from '../oidc/access-token.js'
import {devicePage} from '../oidc/device-page.js'
import {adaptRequest, BodyTooLarge} from '../oidc/front.js'
import {loadKeys} from '../oidc/keys.js'
import {createProvider} from '../oidc/provider.js'
import {createOidcTables, removeExpired} from '../oidc/storage.js'
import {registerTokenExchange} from '../oidc/token-exchange.js'
import {restApp} from '../rest/app.js'
import {answerError, errorBody, type RestStatus} from '../rest/rest-error.js'
import {stackAddress} from '../rest/stack-address.js'

export interface MembershipOptions {
  database: Database
  api: 2 | 3
  /** Port of 127.0.0.1; 0 takes any free one. */
  port: number
  intervalSeconds: number
  codeSeconds: number
  tokenSeconds: number
  autoApprove?: string
  /** What goes wrong on purpose; by default nothing. */
  faultsFile?: string
  log: (text: string) => void
}

export interface RunningMembership {
  port: number
  /** The issuer, and what a client is given as Membership URI. */
  uri: string
  stop: () => Promise<void>
}

/** Where Membership's API lies on its host (formancehq/helm charts/membership: SERVICE_URL). */
const BASE = '/api'
const LIBRARY_PATHS = ['/.well-known/openid-configuration', '/keys']
const ADAPTED_PATHS = ['/device_authorization', '/oauth/token', '/revoke']
/** The one path of a stack that is not below BASE; rest/stack-address.ts. */
const STACK_VERSIONS = '/versions'
/** fctl polls every five seconds, which is also when Node closes an idle connection: one of both is late. */
const KEEP_ALIVE_MS = 65_000
const CLEAN_EVERY_MS = 3600_000

/** Serves the stand-in for Membership on 127.0.0.1. @throws the listen error, EADDRINUSE among them */
export async function startMembership(options: MembershipOptions): Promise<RunningMembership> {
  const server = createServer({keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: KEEP_ALIVE_MS + 5000})
  await listen(server, options.port)
  const {port} = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const answer = await createListener(options, origin)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const startedAt = Date.now()
    const path = request.url?.split('?')[0] ?? ''
    response.on('finish', () => options.log(`${request.method} ${path} ${response.statusCode} ${Date.now() - startedAt} ms`))
    answer(request, response)
  })
  const cleaning = setInterval(
    () => void removeExpired(options.database).catch((error) => options.log(String(error))),
    CLEAN_EVERY_MS,
  )
  return {
    port,
    uri: origin + BASE,
    stop: () => {
      clearInterval(cleaning)
      return close(server)
    },
  }
}

async function createListener(options: MembershipOptions, origin: string): Promise<RequestListener> {
  const {database, api, log} = options
  const issuer = origin + BASE
  await createOidcTables(database)
  const keys = await loadKeys(database)
  const faults = options.faultsFile === undefined ? undefined : new FaultSource(options.faultsFile, log)
  const clockSkewMs = () => faults?.clockSkewMs ?? 0
  const provider = await createProvider({...options, issuer, keys, clockSkewMs})
  const verify = await tokenVerifier(issuer, keys.signing, () => Date.now() + clockSkewMs())

  registerTokenExchange(provider, {...options, issuer, signing: keys.signing, verify})

  const own = new Hono()
  own.onError((error, context) => answerError(error, context, log))
  own.notFound((context) => context.json(errorBody(404, `there is no ${context.req.method} ${context.req.path}`), 404))
  own.route('/', stackAddress({...options, origin, issuer, signing: keys.signing}))
  own.route(BASE, devicePage({provider, database, api, issuer}))
  own.route(BASE, restApp({database, api, origin, issuer, verify}))
  const answerOwn = getRequestListener(own.fetch)
  const answerLibrary = provider.callback()

  const dispatch = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.headers.host !== new URL(origin).host)
      return refuse(response, 421, `this Membership is at ${issuer} and nowhere else`)
    const path = (request.url ?? '').split('?')[0] ?? ''
    if (path === STACK_VERSIONS) return void (await answerOwn(request, response))
    if (path !== BASE && !path.startsWith(`${BASE}/`)) return refuse(response, 404, `the Membership URI is ${issuer}`)
    const below = path.slice(BASE.length)
    const effects = (await faults?.take(request.method ?? '', below)) ?? []
    if (clockSkewMs() !== 0) response.setHeader('date', new Date(Date.now() + clockSkewMs()).toUTCString())
    if (await inject(effects, request, response, below)) return
    const adapted = request.method === 'POST' && ADAPTED_PATHS.includes(below)
    if (!adapted && !LIBRARY_PATHS.includes(below)) return void (await answerOwn(request, response))
    if (adapted) await adaptRequest(request, below, {issuer, api, signing: keys.signing})
    // Mounted below BASE: the library works its own address out of the two.
    Object.assign(request, {originalUrl: request.url, url: request.url?.slice(BASE.length)})
    await answerLibrary(request, response)
  }
  return (request, response) => {
    dispatch(request, response).catch((error: unknown) => {
      log(`${request.method} ${request.url?.split('?')[0]}: ${error instanceof Error ? error.stack : String(error)}`)
      if (error instanceof BodyTooLarge) refuse(response, 413, 'the body is too large')
      else refuse(response, 500, 'the sandbox failed; see its log')
    })
  }
}

function refuse(response: ServerResponse, status: RestStatus, message: string): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(errorBody(status, message)))
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({port, host: '127.0.0.1', exclusive: true}, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}
