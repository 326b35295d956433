import {Hono} from 'hono'
import * as v from 'valibot'
import type {Database} from '../membership/database.js'
import {permitted, type RestEnv, type RestOptions} from './authorize.js'
import {nameSchema, readBody} from './body.js'
import {notFound} from './rest-error.js'

const shared = {name: nameSchema, clientID: nameSchema, clientSecret: nameSchema}
const withoutConfig = v.optional(v.strictObject({}), {})

/** AuthenticationProviderData of the API: which configuration a type takes. */
const bodySchema = v.variant(
  'type',
  [
    v.object({
      type: v.literal('oidc'),
      ...shared,
      config: v.object({
        issuer: v.pipe(v.string('issuer is needed'), v.url('issuer is not a URL')),
        discoveryPath: v.optional(v.string(), '/.well-known/openid-configuration'),
      }),
    }),
    v.object({type: v.literal('google'), ...shared, config: withoutConfig}),
    v.object({type: v.literal('github'), ...shared, config: withoutConfig}),
    v.object({
      type: v.literal('microsoft'),
      ...shared,
      config: v.optional(v.object({tenant: v.optional(v.string(), 'common')}), {tenant: 'common'}),
    }),
  ],
  'type is one of oidc, google, github, microsoft',
)

interface ProviderRow {
  organizationId: string
  type: string
  name: string
  clientID: string
  config: object
  createdAt: Date
  updatedAt: Date
}

/** /organizations/:organizationId/authentication-provider: at most one. Nothing logs in by it here. */
export function authenticationProvider(options: RestOptions): Hono<RestEnv> {
  const {database, issuer} = options
  const path = '/:organizationId/authentication-provider'
  const view = async (organizationId: string) => {
    const row = await requireProvider(database, organizationId)
    // The API's schema wants the secret in answers too; it is never given back.
    return {data: {...row, clientSecret: '', redirectURI: `${issuer}/authorize/callback`}}
  }
  return new Hono<RestEnv>()
    .get(path, permitted(options, 'ReadAuthProvider'), async (context) =>
      context.json(await view(context.req.param('organizationId'))),
    )
    .put(path, permitted(options, 'UpdateAuthProvider'), async (context) => {
      const organizationId = context.req.param('organizationId')
      const {type, name, clientID, clientSecret, config} = await readBody(context, bodySchema)
      await database.change(
        `insert into membership.authentication_providers (organization_id, type, name, client_id, client_secret, config)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (organization_id) do update set type = excluded.type, name = excluded.name,
           client_id = excluded.client_id, client_secret = excluded.client_secret, config = excluded.config,
           updated_at = now()`,
        [organizationId, type, name, clientID, clientSecret, JSON.stringify(config)],
      )
      return context.json(await view(organizationId))
    })
    .delete(path, permitted(options, 'DeleteAuthProvider'), async (context) => {
      const organizationId = context.req.param('organizationId')
      await requireProvider(database, organizationId)
      await database.change('delete from membership.authentication_providers where organization_id = $1', [organizationId])
      return context.body(null, 204)
    })
}

async function requireProvider(database: Database, organizationId: string): Promise<ProviderRow> {
  const row = await database.row<ProviderRow>(
    `select organization_id as "organizationId", type, name, client_id as "clientID", config, created_at as "createdAt",
            updated_at as "updatedAt"
       from membership.authentication_providers where organization_id = $1`,
    [organizationId],
  )
  if (!row) throw notFound('authentication provider')
  return row
}
