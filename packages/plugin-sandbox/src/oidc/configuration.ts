import {listAccesses} from '../membership/accesses.js'
import {findUser} from '../membership/accounts.js'
import type {Database} from '../membership/database.js'
import {findMachine} from '../membership/machines.js'
import {OPERATIONS} from '../membership/scopes.js'
import {adapterOn} from './adapter.js'
import type {OidcKeys} from './keys.js'
import {machineClients} from './machine-clients.js'
import {organizationOf, organizationResource} from './resources.js'
import {TOKEN_EXCHANGE} from './token-exchange.js'

/** The public client that fctl and cloudprem log in with. */
export const CLIENT_ID = 'fctl'

export interface OidcOptions {
  /** `http://127.0.0.1:PORT/api`, without a slash at the end. */
  issuer: string
  database: Database
  /** 2: roles, 3: policies. */
  api: 2 | 3
  /** Seconds between two polls of a waiting client. */
  intervalSeconds: number
  /** Life of a device code and its user code. */
  codeSeconds: number
  /** Life of an access token; Membership's own default is five minutes. */
  tokenSeconds: number
}

/** What is read of the library's own context. */
interface RequestContext {
  oidc: {params?: {organization_id?: string}}
}

const REFRESH_SECONDS = 72 * 3600
const COMMON_SCOPES = ['openid', 'offline_access', 'email', 'profile', 'accesses', 'keep_refresh_token', 'remember_me']
/** Each generation has one scope that the other does not know, which tells them apart in discovery. */
const OWN_SCOPE = {2: 'supertoken', 3: 'on_behalf'}

/** The scopes that are not of an organization, a stack or an application. */
export function staticScopes(api: 2 | 3): string[] {
  return [...COMMON_SCOPES, OWN_SCOPE[api]]
}

/** Paths below the issuer: the defaults of the OpenID library that Membership itself is likely built on (zitadel/oidc). */
export const PATHS = {
  authorization: '/authorize',
  token: '/oauth/token',
  userinfo: '/userinfo',
  jwks: '/keys',
  device_authorization: '/device_authorization',
  code_verification: '/device',
  revocation: '/revoke',
  end_session: '/end_session',
}

/** The configuration of oidc-provider under which fctl 2.10 and 3.8 can log in. */
export function oidcConfiguration(options: OidcOptions, keys: OidcKeys): Record<string, unknown> {
  const {issuer, database, tokenSeconds, codeSeconds} = options
  const tokenScopes = [
    ...staticScopes(options.api),
    ...OPERATIONS.map((operation) => `organization:${operation}`),
    ...['stack:Read', 'stack:Write', 'apps:Read', 'apps:Write', 'system:Admin'],
  ].join(' ')

  const Records = adapterOn(database)

  return {
    adapter: (model: string) => (model === 'Client' ? machineClients(database) : new Records(model)),
    routes: PATHS,
    jwks: {keys: [keys.signing]},
    cookies: {keys: [keys.cookieSecret]},
    clients: [
      {
        client_id: CLIENT_ID,
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token', TOKEN_EXCHANGE],
        response_types: [],
        redirect_uris: [],
      },
    ],
    features: {
      devInteractions: {enabled: false},
      deviceFlow: {enabled: true, charset: 'base-20', mask: '****-****'},
      clientCredentials: {enabled: true},
      revocation: {
        enabled: true,
        allowedPolicy: (_context: unknown, client: {clientId: string}, token: {clientId?: string}) =>
          Promise.resolve(token.clientId === client.clientId),
      },
      // Named in discovery only when enabled; the server answers its path itself.
      userinfo: {enabled: true},
      // The only way to access tokens that are JWTs, which both fctls read.
      resourceIndicators: {
        enabled: true,
        defaultResource: async (context: RequestContext, client: {clientId: string}, oneOf?: string[]) => {
          const machine = client.clientId === CLIENT_ID ? undefined : await findMachine(database, client.clientId)
          const organizationId = machine?.organizationId ?? context.oidc.params?.organization_id
          return oneOf?.[0] ?? (organizationId ? organizationResource(issuer, organizationId) : issuer)
        },
        useGrantedResource: () => true,
        getResourceServerInfo: (_context: unknown, indicator: string) => ({
          scope: tokenScopes,
          audience: indicator,
          accessTokenFormat: 'jwt',
          accessTokenTTL: tokenSeconds,
          jwt: {sign: {alg: 'RS256'}},
        }),
      },
    },
    extraParams: ['organization_id'],
    scopes: staticScopes(options.api),
    claims: {
      openid: ['sub', 'auth_time'],
      email: ['email', 'email_verified'],
      accesses: ['org', 'email', 'email_verified'],
    },
    conformIdTokenClaims: false,
    findAccount: async (_context: unknown, id: string) => {
      const user = await findUser(database, id)
      return (
        user && {
          accountId: id,
          claims: async () => ({sub: id, email: user.email, email_verified: true, org: await listAccesses(database, id)}),
        }
      )
    },
    extraTokenClaims: (_context: unknown, token: {aud?: string}) => {
      const organizationId = token.aud === undefined ? undefined : organizationOf(issuer, token.aud)
      return organizationId === undefined ? undefined : {organization_id: organizationId}
    },
    formats: {
      customizers: {
        jwt: (
          _context: unknown,
          {clientId}: {clientId: string},
          jwt: {payload: {aud: string; iat: number; nbf?: number; org?: unknown}},
        ) => {
          const resource = jwt.payload.aud
          const ofMembership = resource === issuer || /\/organizations\/[^/]+$/.test(resource)
          Object.assign(jwt.payload, {nbf: jwt.payload.iat, aud: ofMembership ? [clientId] : [clientId, resource]})
        },
      },
    },
    expiresWithSession: () => Promise.resolve(false),
    rotateRefreshToken: true,
    ttl: {
      AccessToken: tokenSeconds,
      ClientCredentials: tokenSeconds,
      IdToken: Math.max(tokenSeconds, 300),
      RefreshToken: REFRESH_SECONDS,
      // A refresh looks at the grant: it must not end first.
      Grant: REFRESH_SECONDS,
      DeviceCode: codeSeconds,
      Session: 3600,
      Interaction: 3600,
    },
    renderError: (context: {body: unknown; type: string}, out: object) => {
      context.type = 'application/json'
      context.body = out
    },
  }
}
