import {EnvHttpProxyAgent} from 'undici'
import tls from 'node:tls'
import {CloudpremError} from '../errors/cloudprem-error.js'
import {authoritiesOf} from './ca-file.js'

export interface DispatcherOptions {
  insecureTls: boolean
  /** A PEM file of authorities that count beside those that Node knows. */
  caFile?: string
}

/**
 * Node's fetch takes it as `dispatcher`: proxies from the environment (both spellings, and NO_PROXY), further authorities, and TLS
 * without verification if asked for. A proxy that is spoken to by TLS itself is always verified.
 *
 * @throws CloudpremError `FILE_UNREADABLE`, `USAGE` (exit 2)
 */
export function dispatcher({insecureTls, caFile}: DispatcherOptions): EnvHttpProxyAgent {
  const ca = caFile === undefined ? {} : {ca: [...knownAuthorities(), ...authoritiesOf(caFile)]}
  const connect = {...ca, ...(insecureTls && {rejectUnauthorized: false})}
  return new EnvHttpProxyAgent({
    connect,
    requestTls: connect,
    proxyTls: ca,
    httpProxy: proxyFrom('http_proxy', 'HTTP_PROXY'),
    httpsProxy: proxyFrom('https_proxy', 'HTTPS_PROXY'),
  })
}

/** From Node 22.15; the types here are those of 20. */
const {getCACertificates} = tls as {getCACertificates?: (kind: 'default') => string[]}

/** Those that count by default, NODE_EXTRA_CA_CERTS among them. */
function knownAuthorities(): readonly string[] {
  if (getCACertificates) return getCACertificates('default')
  const extra = process.env['NODE_EXTRA_CA_CERTS']
  return [...tls.rootCertificates, ...(extra ? authoritiesOf(extra) : [])]
}

/** Empty: none. curl and Go take an address without a scheme for http. */
function proxyFrom(...names: string[]): string {
  const [name, value] = names.map((each) => [each, process.env[each]?.trim()] as const).find(([, found]) => found) ?? []
  if (!name || !value) return ''
  const uri = /^[a-z0-9+]+:\/\//i.test(value) ? value : `http://${value}`
  if (URL.canParse(uri) && /^(https?|socks5?):$/.test(new URL(uri).protocol)) return uri
  throw new CloudpremError({
    code: 'USAGE',
    message: `${name} is no address of a proxy`,
    reason: 'Such an address is http://HOST:PORT.',
    hint: `export ${name}=http://HOST:PORT`,
  })
}
