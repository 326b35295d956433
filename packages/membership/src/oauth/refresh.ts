import type {TokenSet} from '@cloudprem/core'
import * as oidc from 'openid-client'
import {explainTokenFailure} from './explain-token-failure.js'
import {RefreshTokenRefused} from './refresh-token-refused.js'
import {toTokenSet} from './token-set.js'

/**
 * RFC 6749 says `invalid_grant`; a server built on zitadel/oidc says `invalid_request` or `invalid_token` as well, which fctl
 * 3.8 takes for the same (formancehq/fctl@v3.8.0: pkg/authentication.go).
 */
const REFUSALS = ['invalid_grant', 'invalid_request', 'invalid_token']

/**
 * New tokens for a refresh token. A server that does not rotate sends none back: the old one stays.
 *
 * @throws RefreshTokenRefused; CloudpremError `MEMBERSHIP_UNREACHABLE`, `MEMBERSHIP_REFUSED`, `MEMBERSHIP_LOGIN_FAILED`,
 *   `MEMBERSHIP_ANSWER_UNEXPECTED` (exit 5), after which the same refresh token may still hold
 */
export async function refresh(configuration: oidc.Configuration, refreshToken: string, now: () => number): Promise<TokenSet> {
  try {
    const tokens = toTokenSet(await oidc.refreshTokenGrant(configuration, refreshToken), now)
    return {...tokens, refreshToken: tokens.refreshToken ?? refreshToken}
  } catch (error) {
    if (error instanceof oidc.ResponseBodyError && REFUSALS.includes(error.error)) {
      const said = error.error_description ? `${error.error}, ${error.error_description}` : error.error
      throw new RefreshTokenRefused(`Membership no longer accepts its refresh token (${said}).`, {cause: error})
    }
    throw explainTokenFailure(error, {
      membershipUri: configuration.serverMetadata().issuer,
      what: 'to refresh the login',
      hint: 'the same command again',
    })
  }
}
