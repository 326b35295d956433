import type {IncomingMessage, ServerResponse} from 'node:http'
import {setTimeout as delay} from 'node:timers/promises'
import type {Effect} from './fault.js'

/** These answer as OAuth says (RFC 6749, 5.2), everything else as Membership's REST API. */
const OAUTH_PATHS = [
  '/oauth/token',
  '/device_authorization',
  '/revoke',
  '/userinfo',
  '/keys',
  '/.well-known/openid-configuration',
]

const PAGE = '<!doctype html><html lang="en"><title>Sign in to the network</title><h1>Sign in to the network</h1></html>'

/**
 * Lets faults happen to one request.
 *
 * @param path below the Membership URI
 * @returns whether it is answered by now; otherwise the answer is still to be made
 */
export async function inject(
  effects: Effect[],
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<boolean> {
  for (const effect of effects) {
    if (effect.kind === 'latency') await delay(effect.ms, undefined, {ref: false})
    if (effect.kind === 'truncate') truncate(response)
    if (effect.kind === 'drop') {
      request.socket.destroy()
      return true
    }
    const instead = answerOf(effect, request, path)
    if (instead && !response.destroyed) {
      request.resume()
      response.writeHead(instead.status, instead.headers).end(instead.body)
      return true
    }
  }
  return response.destroyed
}

interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

function answerOf(effect: Effect, request: IncomingMessage, path: string): Answer | undefined {
  if (effect.kind === 'html') return {status: effect.status, headers: {'content-type': 'text/html; charset=utf-8'}, body: PAGE}
  if (effect.kind === 'expired-token' && /^Bearer /i.test(request.headers.authorization ?? ''))
    return refusal(path, 401, path === '/userinfo' ? 'invalid_token' : 'UNAUTHORIZED', 'the access token has expired')
  if (effect.kind !== 'status') return undefined
  const {status, error, retryAfterSeconds} = effect
  const answer = refusal(path, status, error ?? usualCode(path, status), 'a fault that was ordered of the sandbox')
  if (retryAfterSeconds !== undefined) answer.headers['retry-after'] = String(retryAfterSeconds)
  return answer
}

function refusal(path: string, status: number, code: string, text: string): Answer {
  const body = OAUTH_PATHS.includes(path) ? {error: code, error_description: text} : {errorCode: code, errorMessage: text}
  return {status, headers: {'content-type': 'application/json'}, body: JSON.stringify(body)}
}

function usualCode(path: string, status: number): string {
  if (OAUTH_PATHS.includes(path)) return status >= 500 ? 'server_error' : 'invalid_request'
  const codes: Record<number, string> = {
    400: 'VALIDATION',
    401: 'UNAUTHORIZED',
    403: 'FORBIDDEN',
    404: 'NOT_FOUND',
    409: 'CONFLICT',
  }
  return codes[status] ?? (status >= 500 ? 'INTERNAL' : 'REFUSED')
}

/** Sends half of the body that is made for this response, and cuts the connection then. */
function truncate(response: ServerResponse): void {
  const send = response.write.bind(response)
  const chunks: Buffer[] = []
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
  }
  const write = (chunk: unknown): boolean => {
    keep(chunk)
    return true
  }
  const end = (chunk?: unknown): ServerResponse => {
    keep(chunk)
    const body = Buffer.concat(chunks)
    // The whole length is promised where the answer did not do so itself.
    if (!response.headersSent && !response.hasHeader('content-length')) response.setHeader('content-length', body.length)
    const cut = () => response.socket?.destroy()
    if (body.length === 0) cut()
    else send(body.subarray(0, Math.ceil(body.length / 2)), cut)
    return response
  }
  Object.assign(response, {write, end})
}
