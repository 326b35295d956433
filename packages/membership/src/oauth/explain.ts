import {isCloudpremError, proxyInUse, type CloudpremError} from '@cloudprem/core'

/** Node's names for what goes wrong below HTTP, in words. */
const NETWORK_REASONS: Record<string, string> = {
  ECONNREFUSED: 'Connection refused: nothing listens there.',
  ENOTFOUND: 'The name does not resolve.',
  EAI_AGAIN: 'The name does not resolve (DNS did not answer).',
  ETIMEDOUT: 'No answer in time.',
  UND_ERR_CONNECT_TIMEOUT: 'No answer in time.',
  OAUTH_TIMEOUT: 'No answer in time.',
  TimeoutError: 'No answer in time.',
  ECONNRESET: 'The connection was cut.',
  UND_ERR_ABORTED: 'The proxy refused the connection.',
  UND_ERR_SOCKET: 'The connection was cut.',
  UND_ERR_BODY_TIMEOUT: 'The answer began and did not end in time.',
  UND_ERR_HEADERS_TIMEOUT: 'No answer in time.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'It does not speak TLS there.',
  EHOSTUNREACH: 'There is no route to it.',
  ENETUNREACH: 'There is no network to it.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is self-signed. --ca-file PEM makes it known.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Its certificate chain ends in an unknown authority. --ca-file PEM makes it known.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Its certificate comes from an unknown authority. --ca-file PEM makes it known.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'Its certificate comes from an unknown authority. --ca-file PEM makes it known.',
  CERT_HAS_EXPIRED: 'Its certificate has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another name.',
}

/** Whether an error came from below HTTP: no connection, no TLS, no answer. */
export function isNetworkFailure(error: unknown): boolean {
  // fetch's own failures are TypeErrors with a cause, also for what it refuses by itself (a forbidden port).
  return networkCode(error) !== undefined || (error instanceof TypeError && error.cause instanceof Error)
}

/** One sentence for a network failure. */
export function networkReason(error: unknown): string {
  const code = networkCode(error)
  const proxy = proxyInUse()
  // Whose fault it is cannot be told: the proxy's name may not resolve, or it refuses.
  const through = proxy === undefined ? '' : `\n${proxy} is set: perhaps it is the proxy, or NO_PROXY lacks this host.`
  return plainReason(error, code) + through
}

function plainReason(error: unknown, code: string | undefined): string {
  const known = code && NETWORK_REASONS[code]
  if (known) return known
  const said = code ?? (error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined)
  return `The connection failed${said ? ` (${said})` : ''}.`
}

/** The deepest known code in the chain of causes (fetch wraps, the OAuth library wraps again). */
function networkCode(error: unknown): string | undefined {
  let found: string | undefined
  for (let each: unknown = error; each instanceof Error; each = deeper(each)) {
    const code = 'code' in each && typeof each.code === 'string' ? each.code : each.name
    if (code in NETWORK_REASONS || /^(E[A-Z]{4,}|HPE_\w+|UND_ERR_\w+|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+)$/.test(code)) found = code
  }
  return found
}

function deeper(error: Error): unknown {
  // Several addresses of one name: fetch reports all failures together.
  return error.cause ?? (error instanceof AggregateError ? (error.errors as unknown[])[0] : undefined)
}

/** The HTTP answer that an error of the OAuth library is about. */
export function responseOf(error: unknown): Response | undefined {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if ('response' in each && each.response instanceof Response) return each.response
    if (each.cause instanceof Response) return each.cause
  }
  return undefined
}

/** The error of ours that the OAuth library wrapped: what `fetch` itself had to say, such as a file of authorities that is none. */
export function ownErrorIn(error: unknown): CloudpremError | undefined {
  for (let each: unknown = error; each instanceof Error; each = each.cause) if (isCloudpremError(each)) return each
  return undefined
}
