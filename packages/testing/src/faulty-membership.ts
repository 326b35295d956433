import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {text} from 'node:stream/consumers'

/** What a call is answered with instead of what it should be. */
export type Fault = {status: number; body?: string; contentType?: string} | 'html' | 'no-json' | 'truncated' | 'cut' | 'silent'

/** `METHOD PATH` below the Membership URI. */
export type Call =
  | 'GET /.well-known/openid-configuration'
  | 'GET /_info'
  | 'POST /device_authorization'
  | 'POST /oauth/token'
  | 'POST /revoke'
  | 'GET /organizations'
  | 'GET /organizations/abcdefghijkl'

export interface FaultyMembership {
  membershipUri: string
  /** From now on this call fails in this way, so often (default: always). */
  fail: (call: Call, fault: Fault, times?: number) => void
  /** No call fails any more, and none has been made. */
  mend: () => void
  /** Calls so far, with the form of each. */
  calls: {call: string; form: URLSearchParams; authorization: string | undefined}[]
  stop: () => Promise<void>
}

/**
 * The least that a client takes for a Membership, for failures that the sandbox does not make. It approves every login at once,
 * takes every token, and signs nothing.
 */
export async function startFaultyMembership(api: 2 | 3 = 3): Promise<FaultyMembership> {
  let faults = new Map<string, {fault: Fault; times: number}>()
  const calls: FaultyMembership['calls'] = []
  let issuer = ''

  const server = createServer((request, response) => void handle(request, response))

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0]?.replace(/^\/api/, '') ?? ''
    const call = `${request.method} ${path}`
    const form = new URLSearchParams(await text(request))
    calls.push({call, form, authorization: request.headers.authorization})
    const failing = faults.get(call)
    const body = JSON.stringify(answerTo(call, form))
    if (!failing || failing.times-- <= 0) return answer(response, body === undefined ? 404 : 200, body ?? '{}')
    misbehave(response, failing.fault, body)
  }

  function answerTo(call: string, form: URLSearchParams): unknown {
    const now = Math.floor(Date.now() / 1000)
    switch (call) {
      case 'GET /.well-known/openid-configuration':
        return {
          issuer,
          token_endpoint: `${issuer}/oauth/token`,
          jwks_uri: `${issuer}/keys`,
          device_authorization_endpoint: `${issuer}/device_authorization`,
          revocation_endpoint: `${issuer}/revoke`,
        }
      case 'GET /_info':
        return {version: api === 2 ? 'v1.11.1' : 'v2.5.0'}
      case 'POST /device_authorization':
        return {
          device_code: 'the-device-code',
          user_code: 'BCDF-GHJK',
          verification_uri: `${issuer}/device`,
          expires_in: 600,
          interval: 0,
        }
      case 'POST /oauth/token':
        return {
          access_token: `access-of-${form.get('grant_type')?.split(':').at(-1)}-${calls.length}`,
          refresh_token: `refresh-token-${calls.length}`,
          token_type: 'Bearer',
          expires_in: 300,
          ...(form.get('grant_type') !== 'client_credentials' && {
            id_token: jwt({iss: issuer, sub: 'u1', aud: 'fctl', exp: now + 300, iat: now, email: 'ops@acme.example'}),
          }),
        }
      case 'POST /revoke':
        return {}
      case 'GET /organizations':
        return {data: [organization(api)]}
      case 'GET /organizations/abcdefghijkl':
        return {data: organization(api)}
      case 'GET /organizations/abcdefghijkl/policies':
        return {data: []}
      default:
        return undefined
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
  return {
    membershipUri: issuer,
    calls,
    fail: (call, fault, times = Infinity) => void faults.set(call, {fault, times}),
    mend: () => {
      faults = new Map()
      calls.length = 0
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function misbehave(response: ServerResponse, fault: Fault, body: string): void {
  if (fault === 'silent') return
  if (fault === 'cut') return void response.destroy()
  if (fault === 'html') return answer(response, 200, '<!doctype html><title>Hello</title>', 'text/html')
  if (fault === 'no-json') return answer(response, 200, 'no JSON at all')
  if (fault === 'truncated') {
    response.writeHead(200, {'content-type': 'application/json', 'content-length': body.length})
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy())
    return
  }
  answer(response, fault.status, fault.body ?? '', fault.contentType)
}

function answer(response: ServerResponse, status: number, body: string, contentType = 'application/json'): void {
  response.writeHead(status, {'content-type': contentType}).end(body)
}

function organization(api: 2 | 3): object {
  return {
    id: 'abcdefghijkl',
    name: 'Acme',
    ownerId: 'u1',
    owner: {id: 'u1', email: 'ops@acme.example'},
    ...(api === 3 && {defaultPolicyID: null}),
  }
}

/** Not signed: a client that got it over TLS from the issuer does not look. */
function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({alg: 'RS256'})}.${part(claims)}.c2lnbmF0dXJl`
}
