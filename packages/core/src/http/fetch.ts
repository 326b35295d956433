import {debug} from '../output/debug.js'

export interface FetchOptions {
  /** `--insecure-tls`: do not verify certificates. */
  insecureTls: boolean
  /** `--ca-file`: authorities that count beside those that Node knows. */
  caFile?: string
  userAgent: string
  /** Told once, before the first request, what is unsafe about all of them. */
  warn?: (text: string) => void
  signal?: AbortSignal
  /** Milliseconds until a request is given up. */
  timeoutMs?: number
}

const DEFAULT_TIMEOUT_MS = 30_000

/**
 * A `fetch` that honours HTTPS_PROXY, HTTP_PROXY and NO_PROXY, verifies TLS unless told otherwise, gives up after a
 * while, and tells `--debug` the method, address and status of every request.
 */
export function createFetch(options: FetchOptions): typeof globalThis.fetch {
  // One for all requests: it keeps connections open.
  let dispatcher: Promise<RequestInit['dispatcher']> | undefined
  return async (input, init) => {
    if (!dispatcher && options.insecureTls) options.warn?.('Warning: TLS certificates are not verified (--insecure-tls).')
    dispatcher ??= dispatcherFor(options)
    const request = input instanceof Request ? input : undefined
    const headers = new Headers(init?.headers ?? request?.headers)
    headers.set('user-agent', options.userAgent)
    const signals = [
      AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS),
      options.signal,
      init?.signal ?? request?.signal,
    ]
    const through = await dispatcher
    const [method, url] = [init?.method ?? request?.method ?? 'GET', input instanceof Request ? input.url : input.toString()]
    const started = performance.now()
    const took = () => `in ${Math.round(performance.now() - started)} ms`
    try {
      const response = await globalThis.fetch(input, {
        ...init,
        headers,
        signal: AbortSignal.any(signals.filter((signal): signal is AbortSignal => signal instanceof AbortSignal)),
        ...(through !== undefined && {dispatcher: through}),
      })
      debug('http', () => `${method} ${url} ${response.status} ${took()}`)
      return response
    } catch (error) {
      debug('http', () => `${method} ${url} failed ${took()}: ${String(error)}`)
      throw error
    }
  }
}

const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']

/** The proxy variable that is set, for an error that may be the proxy's fault. */
export function proxyInUse(): string | undefined {
  return PROXY_VARIABLES.find((name) => process.env[name])
}

/** Only where a proxy or an exception is asked for: undici costs 60 ms to load, and Node's own fetch has neither. */
async function dispatcherFor({insecureTls, caFile}: FetchOptions): Promise<RequestInit['dispatcher']> {
  if (proxyInUse() === undefined && !insecureTls && caFile === undefined) return undefined
  const {dispatcher} = await import('./dispatcher.js')
  // Node's own types come from the undici it carries; the interface is the same.
  return dispatcher({insecureTls, ...(caFile !== undefined && {caFile})}) as unknown as RequestInit['dispatcher']
}
