import {Hono} from 'hono'
import * as v from 'valibot'
import type {Database} from '../membership/database.js'
import {writeLog} from '../membership/log.js'
import {newSecret} from '../membership/machines.js'
import {MODULES} from '../membership/modules.js'
import {creatorOf, permitted, type RestEnv, type RestOptions} from './authorize.js'
import {nameSchema, readBody} from './body.js'
import {notFound, RestError} from './rest-error.js'

interface RegionRow {
  id: string
  name: string
  baseUrl: string | null
  createdAt: Date
  production: boolean
  active: boolean
  organizationId: string | null
  capabilities: Record<string, string[]>
  version: string | null
  lastPing: Date | null
  creatorId: string | null
  creatorEmail: string | null
  secretLastDigits: string | null
}

/** Public ones, which belong to nobody, and those of the organization. */
const SELECT = `
  select r.id, r.name, r.base_url as "baseUrl", r.created_at as "createdAt", r.production, r.active,
         r.organization_id as "organizationId", r.capabilities, r.version, r.last_ping as "lastPing",
         r.creator_id as "creatorId", u.email as "creatorEmail", r.secret_last_digits as "secretLastDigits"
    from membership.regions r left join membership.users u on u.id = r.creator_id
   where (r.organization_id is null or r.organization_id = $1)`

/** What a region without an agent can be said to run; `stack create` asks for it first. */
const VERSIONS = [
  {name: 'v3.2', versions: {ledger: 'v2.3.0'}, deprecated: false},
  {name: 'v2.2', versions: {ledger: 'v2.2.0'}, deprecated: true},
]

/** Below /organizations/:organizationId/regions. */
export function regions(options: RestOptions): Hono<RestEnv> {
  const {database, api} = options
  const path = '/:organizationId/regions'
  return new Hono<RestEnv>()
    .get(path, permitted(options, 'ListRegions'), async (context) => {
      const rows = await database.rows<RegionRow>(`${SELECT} order by r.created_at, r.id`, [context.req.param('organizationId')])
      return context.json({data: rows.map(regionView)})
    })
    .post(path, permitted(options, 'CreateRegion'), async (context) => {
      const organizationId = context.req.param('organizationId')
      const {name} = await readBody(context, v.object({name: nameSchema}))
      const secret = newSecret()
      const created = await database.row<{id: string}>(
        `insert into membership.regions (name, creator_id, organization_id, secret_last_digits, secret_hash)
         values ($1, $2, $3, $4, $5) returning id`,
        [name, creatorOf(context), organizationId, secret.lastDigits, secret.hash],
      )
      await writeLog(database, {organizationId, userId: context.var.user.id, action: 'regions.created', data: {name}})
      const view = regionView(await requireRegion(database, organizationId, String(created?.id)))
      return context.json({data: {...view, secret: {lastDigits: secret.lastDigits, clear: secret.clear}}}, 201)
    })
    .get(`${path}/:regionId`, permitted(options, 'ReadRegion'), async (context) => {
      const {organizationId, regionId} = context.req.param()
      return context.json({data: regionView(await requireRegion(database, organizationId, regionId))})
    })
    .get(`${path}/:regionId/versions`, permitted(options, 'ReadRegion'), async (context) => {
      const {organizationId, regionId} = context.req.param()
      const {id} = await requireRegion(database, organizationId, regionId)
      return context.json({
        data: VERSIONS.map(({deprecated, ...each}) => ({...each, regionID: id, ...(api === 3 && {deprecated})})),
      })
    })
    .delete(`${path}/:regionId`, permitted(options, 'DeleteRegion'), async (context) => {
      const {organizationId, regionId} = context.req.param()
      const region = await requireRegion(database, organizationId, regionId)
      if (region.organizationId === null) throw new RestError(403, 'a public region cannot be deleted')
      await database.change('delete from membership.regions where id = $1', [region.id])
      await writeLog(database, {
        organizationId,
        userId: context.var.user.id,
        action: 'regions.deleted',
        data: {name: region.name},
      })
      return context.body(null, 204)
    })
}

export async function requireRegion(database: Database, organizationId: string, regionId: string): Promise<RegionRow> {
  const row = /^[0-9a-f-]{36}$/i.test(regionId)
    ? await database.row<RegionRow>(`${SELECT} and r.id = $2`, [organizationId, regionId])
    : undefined
  if (!row) throw notFound(`region ${regionId}`)
  return row
}

function regionView(row: RegionRow): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    baseUrl: row.baseUrl ?? '',
    createdAt: row.createdAt,
    active: row.active,
    // What an agent would tell; fctl 2 asks for it before it shows a stack's modules.
    capabilities: {MODULE_LIST: MODULES, ...row.capabilities},
    agentID: '',
    outdated: false,
    public: row.organizationId === null,
    production: row.production,
    ...(row.version && {version: row.version}),
    ...(row.lastPing && {lastPing: row.lastPing}),
    // fctl 2 refuses the answer without creatorID, spelt like this, beside creatorId.
    ...(row.organizationId && {
      organizationID: row.organizationId,
      creatorID: row.creatorId ?? '',
      clientID: `region_${row.id}`,
      ...(row.secretLastDigits && {secret: {lastDigits: row.secretLastDigits}}),
    }),
    ...(row.creatorId && {creatorId: row.creatorId, creator: {id: row.creatorId, email: row.creatorEmail ?? ''}}),
  }
}
