import {CloudpremError, type Credentials, type TokenSet} from '@cloudprem/core'
import * as oidc from 'openid-client'
import {isNetworkFailure, networkReason} from './explain.js'

/** What a person needs to approve a login. */
export interface Approval {
  /** The page to open; the code is in it where the server can do that. */
  uri: string
  userCode: string
  expiresInSeconds: number
}

type TokenAnswer = oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers

export interface DeviceLoginOptions {
  scope: string
  /** Further parameters of the device authorization request. */
  parameters?: Record<string, string>
  /** The server may approve by itself (an `id_token_hint` came along): ask for the tokens at once, a person only if not. */
  mayApproveItself?: boolean
  /** Called once, before the wait for a person. */
  onApproval: (approval: Approval) => void | Promise<void>
  signal?: AbortSignal
  now?: () => number
}

/**
 * The device flow (RFC 8628): asks for a code, tells the person where to approve it, waits for the tokens.
 *
 * @throws CloudpremError `MEMBERSHIP_LOGIN_EXPIRED`, `MEMBERSHIP_LOGIN_DENIED`, `MEMBERSHIP_LOGIN_FAILED`,
 *   `MEMBERSHIP_UNREACHABLE` (exit 5); `INTERRUPTED`
 */
export async function deviceLogin(
  configuration: oidc.Configuration,
  options: DeviceLoginOptions,
): Promise<Omit<Credentials, 'organizations'>> {
  const membershipUri = configuration.serverMetadata().issuer
  try {
    const authorization = await oidc.initiateDeviceAuthorization(configuration, {scope: options.scope, ...options.parameters})
    const atOnce = options.mayApproveItself ? await tryOnce(configuration, authorization.device_code) : undefined
    const tokens = atOnce ?? (await waitForApproval(configuration, authorization, options))
    const claims = tokens.claims()
    if (!tokens.id_token || !claims) throw new Error('the token answer has no ID token')
    return {
      membershipUri,
      ...toTokenSet(tokens, options.now ?? Date.now),
      idToken: tokens.id_token,
      subject: claims.sub,
      ...(typeof claims['email'] === 'string' && {email: claims['email']}),
    }
  } catch (error) {
    if (options.signal?.aborted) throw new CloudpremError({code: 'INTERRUPTED', message: 'Login interrupted, nothing was stored'})
    throw explainLoginFailure(error, membershipUri)
  }
}

async function waitForApproval(
  configuration: oidc.Configuration,
  authorization: oidc.DeviceAuthorizationResponse,
  options: DeviceLoginOptions,
): Promise<TokenAnswer> {
  await options.onApproval({
    uri: approvalUri(authorization),
    userCode: authorization.user_code,
    expiresInSeconds: authorization.expires_in,
  })
  const deadline = AbortSignal.timeout(authorization.expires_in * 1000)
  return oidc.pollDeviceAuthorizationGrant(configuration, authorization, undefined, {
    signal: options.signal ? AbortSignal.any([deadline, options.signal]) : deadline,
  })
}

async function tryOnce(configuration: oidc.Configuration, deviceCode: string): Promise<TokenAnswer | undefined> {
  try {
    return await oidc.genericGrantRequest(configuration, 'urn:ietf:params:oauth:grant-type:device_code', {
      device_code: deviceCode,
    })
  } catch (error) {
    if (error instanceof oidc.ResponseBodyError && error.error === 'authorization_pending') return undefined
    throw error
  }
}

/** Access token, refresh token and the instant the first one ends, as they are stored. */
export function toTokenSet(tokens: TokenAnswer, now: () => number): TokenSet {
  return {
    accessToken: tokens.access_token,
    ...(tokens.refresh_token && {refreshToken: tokens.refresh_token}),
    // A server that says nothing gives Membership's default of five minutes.
    expiresAtMs: now() + (tokens.expiresIn() ?? 300) * 1000,
  }
}

function approvalUri(authorization: oidc.DeviceAuthorizationResponse): string {
  if (authorization.verification_uri_complete) return authorization.verification_uri_complete
  const uri = new URL(authorization.verification_uri)
  uri.searchParams.set('user_code', authorization.user_code)
  return uri.href
}

function explainLoginFailure(error: unknown, membershipUri: string): CloudpremError {
  const again = `cloudprem login --membership-uri ${membershipUri}`
  if (error instanceof oidc.ResponseBodyError) {
    const description = error.error_description ?? ''
    if (error.error === 'access_denied') {
      return new CloudpremError({
        code: 'MEMBERSHIP_LOGIN_DENIED',
        message: 'The login was refused on the approval page',
        reason: description,
        hint: again,
        cause: error,
      })
    }
    if (error.error === 'expired_token') return expired(again, error)
    return new CloudpremError({
      code: 'MEMBERSHIP_LOGIN_FAILED',
      message: `Membership ended the login: ${error.error}`,
      reason: description,
      hint: again,
      details: {error: error.error, status: error.status},
      cause: error,
    })
  }
  // Our own deadline: the code's life, counted here in case the server never says so.
  if (error instanceof oidc.ClientError && error.code === 'OAUTH_TIMEOUT') return expired(again, error)
  if (isNetworkFailure(error)) {
    return new CloudpremError({
      code: 'MEMBERSHIP_UNREACHABLE',
      message: `The connection to ${membershipUri} failed during the login`,
      reason: networkReason(error),
      hint: again,
      cause: error,
    })
  }
  return new CloudpremError({
    code: 'MEMBERSHIP_LOGIN_FAILED',
    message: 'Membership answered the login with something that is no valid token answer',
    reason: error instanceof Error ? error.message : undefined,
    hint: again,
    cause: error,
  })
}

function expired(again: string, cause: unknown): CloudpremError {
  return new CloudpremError({
    code: 'MEMBERSHIP_LOGIN_EXPIRED',
    message: 'The code ran out before the login was approved',
    hint: again,
    cause,
  })
}
