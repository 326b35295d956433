import type Provider from 'oidc-provider'
import type {DeviceCode} from 'oidc-provider'
import {CLIENT_ID, staticScopes} from './configuration.js'

/** Gives the waiting client tokens for this account. One grant for each code, so that a revoked one ends nothing else. */
export async function approve(provider: Provider, api: 2 | 3, code: DeviceCode, accountId: string): Promise<void> {
  const {scope = '', resource} = code.params
  const grant = new provider.Grant({accountId, clientId: CLIENT_ID})
  const known = staticScopes(api)
  grant.addOIDCScope(
    scope
      .split(' ')
      .filter((each) => known.includes(each))
      .join(' '),
  )
  grant.addOIDCClaims(['sub', 'email', 'email_verified', 'org', 'auth_time'])
  for (const each of [resource ?? []].flat()) grant.addResourceScope(each, scope)
  const authTime = Math.floor(Date.now() / 1000)
  Object.assign(code, {accountId, authTime, grantId: await grant.save(), scope, resource})
  await code.save()
}

/** The waiting client is told that the person said no. */
export async function deny(code: DeviceCode): Promise<void> {
  Object.assign(code, {error: 'access_denied', errorDescription: 'The user denied the request'})
  await code.save()
}
