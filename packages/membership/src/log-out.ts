import type {Credentials} from '@cloudprem/core'
import * as oidc from 'openid-client'
import {discover} from './oauth/discover.js'

/**
 * Asks the server to revoke every refresh token of a login. Returns how many it took; 0 where the server cannot.
 *
 * @throws CloudpremError as `discover` does
 */
export async function logOut(credentials: Credentials, fetch: typeof globalThis.fetch): Promise<number> {
  const configuration = await discover(credentials.membershipUri, fetch)
  if (!configuration.serverMetadata().revocation_endpoint) return 0
  const tokens = [credentials, ...Object.values(credentials.organizations ?? {})].flatMap((set) => set.refreshToken ?? [])
  for (const token of tokens) await oidc.tokenRevocation(configuration, token, {token_type_hint: 'refresh_token'})
  return tokens.length
}
