import type {Values} from '@cloudprem/chart'
import {cidrProblem} from '../go/cidr.js'
import {listenAddressProblem} from '../go/listen-address.js'
import {goUrlProblem} from '../go/url.js'
import {isUnknown, readVariable, type DexEnvironment} from './environment.js'
import {listAt, spelledPath, textAt, textsAt} from './fields.js'
import type {Refusal, Unknown} from './refusal.js'
import {isAtLeast, type DexVersion} from './version.js'

/** The response types of Dex, in the only word order it knows. */
const RESPONSE_TYPES = ['code', 'token', 'id_token', 'code id_token', 'code token', 'id_token token', 'code id_token token']

/** What the web server part refuses: proxies, issuer, response types, the lack of any connector, addresses. */
export function serverRefusals(document: Values, version: DexVersion): Refusal[] {
  const failed = 'failed to initialize server: '
  const refusals: Refusal[] = []
  const add = (stage: Refusal['stage'], rule: string, path: string, says: string, index?: number) =>
    refusals.push({stage, rule, path: [...spelledPath(document, path), ...(index === undefined ? [] : [index])], says})

  if (isAtLeast(version, '2.41')) {
    for (const [index, proxy] of textsAt(document, 'web.clientRemoteIP.trustedProxies').entries()) {
      const problem = cidrProblem(proxy)
      const says = `failed to parse client remote IP settings: failed to parse CIDR ${JSON.stringify(proxy)}: ${problem}`
      if (problem !== undefined) add('remote-ip', 'proxy-not-a-range', 'web.clientRemoteIP.trustedProxies', says, index)
    }
  }
  if (goUrlProblem(textAt(document, 'issuer')) !== undefined) {
    add('issuer', 'issuer-unparsable', 'issuer', `${failed}server: can't parse issuer URL`)
  }
  for (const [index, type] of textsAt(document, 'oauth2.responseTypes').entries()) {
    if (RESPONSE_TYPES.includes(type)) continue
    const says = `${failed}unsupported response_type ${JSON.stringify(type)}`
    add('response-types', 'response-type-unknown', 'oauth2.responseTypes', says, index)
  }
  if (textAt(document, 'enablePasswordDB') !== 'true' && listAt(document, 'connectors').length === 0) {
    add('no-connectors', 'no-connectors', 'connectors', `${failed}server: no connectors specified`)
  }
  const listeners = [
    ['telemetry', 'telemetry.http'],
    ['http', 'web.http'],
    ['https', 'web.https'],
    ['grcp', 'grpc.addr'], // spelled so by Dex
  ] as const
  const taken = new Set<string>()
  for (const [name, path] of listeners) {
    const address = textAt(document, path)
    if (address === '') continue
    const problem = listenAddressProblem(address) ?? (taken.has(address) ? inUse(address) : undefined)
    if (!/:0?$/.test(address)) taken.add(address)
    if (problem !== undefined) add('listen', 'listen-address', path, `listening (${name}) on ${address}: ${problem}`)
  }
  return refusals
}

/** Files that the server reads from its own container. */
export function serverUnknowns(document: Values, environment: DexEnvironment): Unknown[] {
  const unknowns: Unknown[] = []
  const add = (stage: Unknown['stage'], path: string, condition: string) =>
    unknowns.push({stage, path: spelledPath(document, path), condition})
  if (textAt(document, 'grpc.tlsCert') !== '') add('grpc-tls-files', 'grpc.tlsCert', "gRPC's certificate and key are in the pod")
  const frontend = textAt(document, 'frontend.dir') || readVariable(environment, 'DEX_FRONTEND_DIR')
  // A pod of which not every variable is known hardly has this one.
  if (frontend !== '' && !isUnknown(frontend))
    add('web-files', 'frontend.dir', `${frontend} holds static, templates, themes and robots.txt`)
  if (textAt(document, 'web.https') !== '')
    add('https-files', 'web.tlsCert', "the web server's certificate and key are in the pod")
  return unknowns
}

function inUse(address: string): string {
  return `listen tcp ${address}: bind: address already in use`
}
