import type {JWK} from 'jose'
import {randomUUID} from 'node:crypto'
import type Provider from 'oidc-provider'
import type {Context} from 'oidc-provider'
import type {Database} from '../membership/database.js'
import {findMember} from '../membership/members.js'
import {findStack} from '../membership/stacks.js'
import type {Caller} from './access-token.js'

/** RFC 8693; how fctl 2 gets the token with which it presents itself at a stack. */
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'

export interface TokenExchangeOptions {
  issuer: string
  database: Database
  tokenSeconds: number
  signing: JWK
  verify: (token: string) => Promise<Caller | undefined>
}

/** Lets an access token be exchanged for one of a stack, `audience=stack://ORGANIZATION/STACK`, by a member. */
export function registerTokenExchange(provider: Provider, options: TokenExchangeOptions): void {
  const handler = async (context: Context) => {
    const {subject_token: subject = '', audience = ''} = context.oidc?.params ?? {}
    const caller = await options.verify(subject)
    const [, organizationId = '', stackId = ''] = /^stack:\/\/([^/]+)\/([^/]+)$/.exec(audience) ?? []
    if (!caller) return refuse(context, 'invalid_grant', 'subject_token is missing, expired or not ours')
    const member = await findMember(options.database, organizationId, caller.userId)
    const stack = member && (await findStack(options.database, organizationId, stackId))
    if (!stack) return refuse(context, 'invalid_target', `no stack of yours is ${audience}`)
    context.body = {
      access_token: await signStackToken(options, caller.userId, audience),
      issued_token_type: ACCESS_TOKEN,
      token_type: 'Bearer',
      expires_in: options.tokenSeconds,
    }
  }
  provider.registerGrantType(TOKEN_EXCHANGE, handler, ['audience', 'subject_token', 'subject_token_type', 'scope'], [])
}

function refuse(context: Context, error: string, description: string): void {
  context.status = 400
  context.body = {error, error_description: description}
}

/** Not of the type `at+jwt`: it opens the stack, and nothing of Membership. */
export async function signStackToken(
  {issuer, signing, tokenSeconds}: Pick<TokenExchangeOptions, 'issuer' | 'signing' | 'tokenSeconds'>,
  subject: string,
  audience: string,
): Promise<string> {
  const {importJWK, SignJWT} = await import('jose')
  const header = {alg: 'RS256', typ: 'JWT', ...(signing.kid !== undefined && {kid: signing.kid})}
  return new SignJWT({scope: 'stack:Read stack:Write'})
    .setProtectedHeader(header)
    .setIssuer(issuer)
    .setSubject(subject)
    .setAudience(audience)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${tokenSeconds}s`)
    .sign(await importJWK(signing, 'RS256'))
}
