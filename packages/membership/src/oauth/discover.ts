import {CloudpremError} from '@cloudprem/core'
import * as oidc from 'openid-client'
import {isNetworkFailure, networkReason, ownErrorIn, responseOf} from './explain.js'
import {mendInterval} from './mend-interval.js'
import {parseMembershipUri} from './membership-uri.js'

/** Membership's public OAuth client: the chart makes it unless `membership.config.fctl` is false. */
export const PUBLIC_CLIENT = 'fctl'

/** A client that proves itself by a secret: a client of an organization, for machines. */
export interface ConfidentialClient {
  id: string
  secret: string
}

/**
 * The clock of this machine may be wrong by so much. ID tokens come straight from the token endpoint, over TLS: that they are
 * new is known without a look at the clock.
 */
const CLOCK_TOLERANCE_SECONDS = 24 * 3600

/**
 * Reads the discovery document of a Membership and checks that its issuer is `membershipUri`, character by character:
 * every later token is bound to that string.
 *
 * @param membershipUri `https://membership.BASE_URL/api`; plain http is taken on loopback only
 * @throws CloudpremError `USAGE`; `MEMBERSHIP_UNREACHABLE`, `MEMBERSHIP_NO_DISCOVERY`, `MEMBERSHIP_ISSUER_MISMATCH`,
 *   `MEMBERSHIP_REFUSED` (exit 5)
 */
export async function discover(
  membershipUri: string,
  fetch: typeof globalThis.fetch,
  client?: ConfidentialClient,
): Promise<oidc.Configuration> {
  const url = parseMembershipUri(membershipUri)
  let found: oidc.Configuration
  try {
    found = await oidc.discovery(url, PUBLIC_CLIENT, undefined, oidc.None(), {
      [oidc.customFetch]: fetch,
      execute: url.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
    })
  } catch (error) {
    const own = ownErrorIn(error)
    if (own) throw own
    const issuer = mismatchedIssuer(error)
    if (issuer !== undefined) throw issuerMismatch(membershipUri, issuer, error)
    if (isNetworkFailure(error)) throw unreachable(membershipUri, error)
    throw noDiscovery(membershipUri, error)
  }
  const server = found.serverMetadata()
  // The library compares parsed addresses; tokens carry strings.
  if (server.issuer !== membershipUri) throw issuerMismatch(membershipUri, server.issuer)
  const configuration = new oidc.Configuration(
    server,
    client?.id ?? PUBLIC_CLIENT,
    {[oidc.clockTolerance]: CLOCK_TOLERANCE_SECONDS},
    client ? authenticationOf(client.secret, server) : oidc.None(),
  )
  configuration[oidc.customFetch] = mendInterval(fetch, server.device_authorization_endpoint)
  if (url.protocol === 'http:') oidc.allowInsecureRequests(configuration)
  return configuration
}

/** OpenID Connect Discovery 1.0, section 3: a server that names no method takes HTTP Basic. */
function authenticationOf(secret: string, server: oidc.ServerMetadata): oidc.ClientAuth {
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return methods.includes('client_secret_basic') ? oidc.ClientSecretBasic(secret) : oidc.ClientSecretPost(secret)
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

function noDiscovery(membershipUri: string, cause: unknown): CloudpremError {
  const status = responseOf(cause)?.status
  if (status !== undefined && (status === 429 || status >= 500)) {
    return new CloudpremError({
      code: 'MEMBERSHIP_REFUSED',
      message: `${membershipUri} answers HTTP ${status}`,
      reason:
        status === 429
          ? 'It gets too many requests at the moment.'
          : 'Membership, or what stands in front of it, is not ready or has failed.',
      hint: 'the same command again, in a while',
      details: {membershipUri, status},
      cause,
    })
  }
  const document = `${membershipUri.replace(/\/$/, '')}/.well-known/openid-configuration`
  return new CloudpremError({
    code: 'MEMBERSHIP_NO_DISCOVERY',
    message: `There is no Membership at ${membershipUri}`,
    reason: `${document} is not an OpenID discovery document${status === undefined ? '' : ` (HTTP ${status})`}.`,
    details: {membershipUri, ...(status !== undefined && {status})},
    cause,
  })
}

function issuerMismatch(membershipUri: string, issuer: string, cause?: unknown): CloudpremError {
  return new CloudpremError({
    code: 'MEMBERSHIP_ISSUER_MISMATCH',
    message: `Membership calls itself ${issuer}, not ${membershipUri}`,
    reason: 'The two must be equal character by character, a slash at the end included: tokens are bound to that name.',
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
