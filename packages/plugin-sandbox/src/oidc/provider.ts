import type Provider from 'oidc-provider'
import type {Context} from 'oidc-provider'
import {signIn} from '../membership/accounts.js'
import {findMember} from '../membership/members.js'
import {approve} from './approval.js'
import {oidcConfiguration, type OidcOptions} from './configuration.js'
import type {OidcKeys} from './keys.js'
import {loadProvider} from './load-library.js'
import {skewToken} from './skew-token.js'

export interface ProviderOptions extends OidcOptions {
  keys: OidcKeys
  /** Whoever logs in is this person, without a click. */
  autoApprove?: string
  /** How far the server's clock is ahead, by a fault that was ordered. */
  clockSkewMs: () => number
  log: (text: string) => void
}

/** oidc-provider with what fctl needs beyond it. */
export async function createProvider(options: ProviderOptions): Promise<Provider> {
  const Library = await loadProvider()
  const provider = new Library(options.issuer, oidcConfiguration(options, options.keys))
  provider.use(async (context, next) => {
    await next()
    if (context.oidc?.route === 'device_authorization' && context.status === 200) {
      // Without an interval fctl 2 polls without any pause.
      if (context.body) context.body['interval'] = options.intervalSeconds
      await approveWithoutAsking(provider, options, context)
    }
    // On invalid_grant fctl 3 gives up, on invalid_request it starts a new login by itself.
    const refreshing = context.oidc?.route === 'token' && context.oidc.params?.['grant_type'] === 'refresh_token'
    if (refreshing && context.body?.['error'] === 'invalid_grant') context.body['error'] = 'invalid_request'
    if (context.oidc?.route === 'token' && options.clockSkewMs() !== 0) await skewTokens(context, options)
  })
  for (const event of ['grant.error', 'device_authorization.error', 'revocation.error', 'server_error']) {
    provider.on(event, (_context, error) => options.log(`${event}: ${error.message} ${error.error_detail ?? ''}`))
  }
  return provider
}

/** Approves at once who brings a valid ID token (of fctl 3, expired or not), or everybody under `--auto-approve`. */
async function approveWithoutAsking(provider: Provider, options: ProviderOptions, context: Context): Promise<void> {
  const {IdTokenHint: hint, DeviceCode: code} = context.oidc?.entities ?? {}
  if (!code) return
  const accountId = hint?.payload.sub ?? (options.autoApprove && (await signIn(options.database, options.autoApprove)).id)
  if (accountId === undefined) return
  const organizationId = code.params.organization_id
  if (organizationId !== undefined && !(await findMember(options.database, organizationId, accountId))) return
  await approve(provider, options.api, code, accountId)
}

async function skewTokens({body}: Context, {keys, clockSkewMs}: ProviderOptions): Promise<void> {
  for (const name of ['access_token', 'id_token']) {
    const token = body?.[name]
    if (body && typeof token === 'string') body[name] = await skewToken(token, clockSkewMs(), keys.signing)
  }
}
