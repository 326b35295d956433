import type {Credentials} from '@cloudprem/core'
import * as oidc from 'openid-client'
import {discover} from './oauth/discover.js'
import {explainTokenFailure} from './oauth/explain-token-failure.js'

/**
 * Asks the server to revoke every refresh token of a login. Returns how many it took; 0 where the server cannot.
 *
 * @throws CloudpremError as `discover` does; exit 5 when it refuses
 */
export async function logOut(credentials: Credentials, fetch: typeof globalThis.fetch): Promise<number> {
  const tokens = [credentials, ...Object.values(credentials.organizations ?? {})].flatMap((set) => set.refreshToken ?? [])
  if (tokens.length === 0) return 0
  const configuration = await discover(credentials.membershipUri, fetch)
  if (!configuration.serverMetadata().revocation_endpoint) return 0
  try {
    for (const token of tokens) await oidc.tokenRevocation(configuration, token, {token_type_hint: 'refresh_token'})
  } catch (error) {
    const {membershipUri} = credentials
    throw explainTokenFailure(error, {membershipUri, what: 'to revoke the tokens', hint: 'cloudprem logout'})
  }
  return tokens.length
}
