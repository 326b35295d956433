import {CloudpremError, type Credentials} from '@cloudprem/core'
import * as oidc from 'openid-client'
import {explainTokenFailure} from './explain-token-failure.js'
import {readClaims, toTokenSet, type TokenAnswer} from './token-set.js'
import {askForTokens, CodeExpired, waitForApproval, type Waiting} from './wait-for-approval.js'

/** What a person needs to approve a login. */
export interface Approval {
  /** The page to open; the code is in it where the server can do that. */
  uri: string
  userCode: string
  expiresInSeconds: number
}

export interface DeviceLoginOptions extends Waiting {
  scope: string
  /** Further parameters of the device authorization request. */
  parameters?: Record<string, string>
  /** The server may approve by itself (an `id_token_hint` came along): ask for the tokens at once, a person only if not. */
  mayApproveItself?: boolean
  /** Called once, before the wait for a person. */
  onApproval: (approval: Approval) => void | Promise<void>
  now?: () => number
}

/**
 * The device flow (RFC 8628): asks for a code, tells the person where to approve it, waits for the tokens.
 *
 * @throws CloudpremError `MEMBERSHIP_LOGIN_EXPIRED`, `MEMBERSHIP_LOGIN_DENIED`, `MEMBERSHIP_LOGIN_FAILED`,
 *   `MEMBERSHIP_UNREACHABLE`, `MEMBERSHIP_REFUSED`, `MEMBERSHIP_ANSWER_UNEXPECTED` (exit 5); `INTERRUPTED`
 */
export async function deviceLogin(
  configuration: oidc.Configuration,
  options: DeviceLoginOptions,
): Promise<Omit<Credentials, 'organizations'>> {
  const membershipUri = configuration.serverMetadata().issuer
  try {
    const tokens = await requestTokens(configuration, options)
    const claims = tokens.claims() ?? readClaims(tokens.access_token)
    if (claims?.sub === undefined) throw new Error('neither an ID token nor the access token says who logged in')
    return {
      membershipUri,
      ...toTokenSet(tokens, options.now ?? Date.now),
      ...(tokens.id_token && {idToken: tokens.id_token}),
      subject: claims.sub,
      ...(typeof claims.email === 'string' && {email: claims.email}),
    }
  } catch (error) {
    if (options.signal?.aborted) throw new CloudpremError({code: 'INTERRUPTED', message: 'Login interrupted, nothing was stored'})
    throw explainLoginFailure(error, membershipUri)
  }
}

async function requestTokens(configuration: oidc.Configuration, options: DeviceLoginOptions): Promise<TokenAnswer> {
  const authorization = await oidc.initiateDeviceAuthorization(configuration, {scope: options.scope, ...options.parameters})
  if (options.mayApproveItself) {
    const tokens = await askForTokens(configuration, authorization.device_code)
    if (typeof tokens === 'object') return tokens
  }
  await options.onApproval({
    uri: approvalUri(authorization),
    userCode: authorization.user_code,
    expiresInSeconds: authorization.expires_in,
  })
  return waitForApproval(configuration, authorization, options)
}

function approvalUri(authorization: oidc.DeviceAuthorizationResponse): string {
  if (authorization.verification_uri_complete) return authorization.verification_uri_complete
  if (!URL.canParse(authorization.verification_uri)) throw new Error('the address of the approval page is no address')
  const uri = new URL(authorization.verification_uri)
  uri.searchParams.set('user_code', authorization.user_code)
  return uri.href
}

function explainLoginFailure(error: unknown, membershipUri: string): CloudpremError {
  const hint = `cloudprem login --membership-uri ${membershipUri}`
  const code = error instanceof oidc.ResponseBodyError ? error.error : undefined
  if (code === 'expired_token' || error instanceof CodeExpired) {
    return new CloudpremError({
      code: 'MEMBERSHIP_LOGIN_EXPIRED',
      message: 'The code ran out before the login was approved',
      hint,
      cause: error,
    })
  }
  if (error instanceof oidc.ResponseBodyError && code === 'access_denied') {
    return new CloudpremError({
      code: 'MEMBERSHIP_LOGIN_DENIED',
      message: 'The login was refused on the approval page',
      reason: error.error_description ?? '',
      hint,
      cause: error,
    })
  }
  return explainTokenFailure(error, {membershipUri, what: 'the login', hint})
}
