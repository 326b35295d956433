import {debug} from '../output/debug.js'

export interface FetchOptions {
  /** `--insecure-tls`: do not verify certificates. */
  insecureTls: boolean
  userAgent: string
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
  return async (input, init) => {
    const request = input instanceof Request ? input : undefined
    const headers = new Headers(init?.headers ?? request?.headers)
    headers.set('user-agent', options.userAgent)
    const signals = [
      AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS),
      options.signal,
      init?.signal ?? request?.signal,
    ]
    const dispatcher = await dispatcherFor(options.insecureTls)
    const started = performance.now()
    const response = await globalThis.fetch(input, {
      ...init,
      headers,
      signal: AbortSignal.any(signals.filter((signal): signal is AbortSignal => signal instanceof AbortSignal)),
      ...(dispatcher !== undefined && {dispatcher}),
    })
    const [method, url] = [init?.method ?? request?.method ?? 'GET', input instanceof Request ? input.url : input.toString()]
    debug('http', `${method} ${url} ${response.status} in ${Math.round(performance.now() - started)} ms`)
    return response
  }
}

/** Only where a proxy or an exception is asked for: undici costs 60 ms to load, and Node's own fetch has neither. */
async function dispatcherFor(insecureTls: boolean): Promise<RequestInit['dispatcher']> {
  const proxied = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => process.env[name])
  if (!proxied && !insecureTls) return undefined
  const {dispatcher} = await import('./dispatcher.js')
  // Node's own types come from the undici it carries; the interface is the same.
  return dispatcher(insecureTls) as unknown as RequestInit['dispatcher']
}
