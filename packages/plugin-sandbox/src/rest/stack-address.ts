import {Hono, type Context} from 'hono'
import type {JWK, JWTPayload} from 'jose'
import {signStackToken} from '../oidc/token-exchange.js'

export interface StackAddressOptions {
  origin: string
  issuer: string
  tokenSeconds: number
  signing: JWK
}

/**
 * What fctl 2's `stack show` asks of a stack itself: its own authorization server below /api/auth, and /versions. A stack
 * is here when its region's base URL is `http://127.0.0.1:PORT`.
 */
export function stackAddress(options: StackAddressOptions): Hono {
  const {origin, signing} = options
  const issuer = `${origin}/api/auth`
  return new Hono()
    .get('/api/auth/.well-known/openid-configuration', (context) =>
      context.json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/oauth/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${options.issuer}/keys`,
      }),
    )
    .post('/api/auth/oauth/token', async (context) => {
      const form = await context.req.parseBody()
      if (form['grant_type'] !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') return refuse(context, 'unsupported_grant_type')
      const {sub, aud} = (await claimsOf(form['assertion'], options.issuer, signing)) ?? {}
      const isForStack = [aud ?? []].flat().some((each) => each.startsWith('stack://'))
      if (sub === undefined || !isForStack) return refuse(context, 'invalid_grant')
      const token = await signStackToken({...options, issuer}, sub, origin)
      return context.json({access_token: token, token_type: 'Bearer', expires_in: options.tokenSeconds})
    })
    .get('/versions', async (context) => {
      const token = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
      if (!(await claimsOf(token, issuer, signing)))
        return context.json({errorCode: 'UNAUTHORIZED', errorMessage: 'a token of this stack is needed'}, 401)
      return context.json({region: 'default', env: 'sandbox', versions: [{name: 'ledger', version: 'v2.3.0', health: true}]})
    })
}

function refuse(context: Context, error: string): Response {
  return context.json({error, error_description: 'no token of this stack for that'}, 400)
}

/** The claims of a token that `issuer` signed; undefined for anything else. */
async function claimsOf(token: unknown, issuer: string, {kty, n, e}: JWK): Promise<JWTPayload | undefined> {
  if (typeof token !== 'string') return undefined
  const {importJWK, jwtVerify} = await import('jose')
  try {
    return (await jwtVerify(token, await importJWK({kty, n, e}, 'RS256'), {issuer})).payload
  } catch {
    // Expired, foreign or no token: all the same.
    return undefined
  }
}
