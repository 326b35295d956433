import {CloudpremError} from '@cloudprem/core'
import * as oidc from 'openid-client'
import {isNetworkFailure, networkReason} from './explain.js'

/** Membership's public OAuth client: the chart makes it unless `membership.config.fctl` is false. */
const CLIENT_ID = 'fctl'

/**
 * Reads the discovery document of a Membership and checks that its issuer is `membershipUri`, character by character:
 * every later token is bound to that string.
 *
 * @param membershipUri `https://membership.BASE_URL/api`; plain http is taken on loopback only
 * @throws CloudpremError `USAGE`; `MEMBERSHIP_UNREACHABLE`, `MEMBERSHIP_NO_DISCOVERY`, `MEMBERSHIP_ISSUER_MISMATCH` (exit 5)
 */
export async function discover(membershipUri: string, fetch: typeof globalThis.fetch): Promise<oidc.Configuration> {
  const url = parseMembershipUri(membershipUri)
  let configuration: oidc.Configuration
  try {
    configuration = await oidc.discovery(url, CLIENT_ID, undefined, oidc.None(), {
      [oidc.customFetch]: fetch,
      execute: url.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
    })
  } catch (error) {
    const issuer = mismatchedIssuer(error)
    if (issuer !== undefined) throw issuerMismatch(membershipUri, issuer, error)
    if (isNetworkFailure(error)) throw unreachable(membershipUri, error)
    throw new CloudpremError({
      code: 'MEMBERSHIP_NO_DISCOVERY',
      message: `There is no Membership at ${membershipUri}`,
      reason: `${membershipUri.replace(/\/$/, '')}/.well-known/openid-configuration is not an OpenID discovery document${statusOf(error)}.`,
      hint: /\/api\/?$/.test(url.pathname) ? undefined : `cloudprem login --membership-uri ${url.origin}/api`,
      cause: error,
    })
  }
  const {issuer} = configuration.serverMetadata()
  // The library compares parsed addresses; tokens carry strings.
  if (issuer !== membershipUri) throw issuerMismatch(membershipUri, issuer)
  return configuration
}

/** @throws CloudpremError `USAGE` (exit 2) */
export function parseMembershipUri(membershipUri: string): URL {
  const url = URL.canParse(membershipUri) ? new URL(membershipUri) : undefined
  const loopback = url && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) return url
  throw new CloudpremError({
    code: 'USAGE',
    message: `"${membershipUri}" is no Membership URI`,
    reason:
      'It is an https address such as https://membership.formance.example/api; plain http is accepted on this machine only.',
    hint: 'cloudprem login --membership-uri https://membership.BASE_URL/api',
  })
}

function unreachable(membershipUri: string, cause: unknown): CloudpremError {
  return new CloudpremError({
    code: 'MEMBERSHIP_UNREACHABLE',
    message: `Nobody answers at ${membershipUri}`,
    reason: networkReason(cause),
    hint: 'check the address, DNS and the Ingress of Membership; then the same command again',
    details: {membershipUri},
    cause,
  })
}

function issuerMismatch(membershipUri: string, issuer: string, cause?: unknown): CloudpremError {
  return new CloudpremError({
    code: 'MEMBERSHIP_ISSUER_MISMATCH',
    message: `Membership calls itself ${issuer}, not ${membershipUri}`,
    reason: 'The two must be equal character by character, a slash at the end included: tokens are bound to that name.',
    hint: `cloudprem login --membership-uri ${issuer}`,
    details: {membershipUri, issuer},
    cause,
  })
}

/** The issuer that a discovery document named, when that was what the library refused. */
function mismatchedIssuer(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  if (typeof cause !== 'object' || cause === null || !('attribute' in cause) || cause.attribute !== 'issuer') return undefined
  const body = 'body' in cause ? cause.body : undefined
  return typeof body === 'object' && body !== null && 'issuer' in body && typeof body.issuer === 'string'
    ? body.issuer
    : undefined
}

function statusOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Response ? ` (HTTP ${cause.status})` : ''
}
