import {Hono, type Context} from 'hono'
import {randomUUID} from 'node:crypto'
import * as v from 'valibot'
import {randomLetters} from '../membership/identifiers.js'
import {writeLog} from '../membership/log.js'
import type {Operation} from '../membership/scopes.js'
import {MODULES} from '../membership/modules.js'
import {listStacks} from '../membership/stacks.js'
import {permitted, type RestEnv, type RestOptions} from './authorize.js'
import {nameSchema, readBody} from './body.js'
import {requireRegion} from './regions.js'
import {notFound} from './rest-error.js'
import {requireStack, stackView} from './stack-view.js'

const metadataSchema = v.optional(v.record(v.string(), v.string()))
const createSchema = v.object({
  name: nameSchema,
  regionID: v.string('a region is needed'),
  version: v.optional(v.string()),
  metadata: metadataSchema,
})
const updateSchema = v.object({name: nameSchema, metadata: metadataSchema})

/**
 * Changes of state, each with what it writes. No agent reports from a cluster here, so that what is wanted counts as
 * reached at once.
 */
const TRANSITIONS: {path: string; operation: Operation; action: string; set: string}[] = [
  {
    path: 'enable',
    operation: 'EnableStack',
    action: 'stacks.enabled',
    set: `state = 'ACTIVE', status = 'READY', expected_status = 'READY', disabled_at = null`,
  },
  {
    path: 'disable',
    operation: 'DisableStack',
    action: 'stacks.disabled',
    set: `state = 'DISABLED', status = 'DISABLED', expected_status = 'DISABLED', disabled_at = now()`,
  },
  {
    path: 'restore',
    operation: 'RestoreStack',
    action: 'stacks.restored',
    set: `state = 'ACTIVE', status = 'READY', expected_status = 'READY', deleted_at = null`,
  },
  {
    path: 'stargate/enable',
    operation: 'EnableStackModule',
    action: 'stacks.stargate.enabled',
    set: 'stargate_enabled = true',
  },
  {
    path: 'stargate/disable',
    operation: 'DisableStackModule',
    action: 'stacks.stargate.disabled',
    set: 'stargate_enabled = false',
  },
]

/** Below /organizations/:organizationId/stacks. */
export function stacks(options: RestOptions): Hono<RestEnv> {
  const {database} = options
  const path = '/:organizationId/stacks'
  const note = (context: Context<RestEnv>, organizationId: string, stackId: string, action: string) =>
    writeLog(database, {organizationId, userId: context.var.user.id, action, data: {stackId}})
  const require = (organizationId: string, stackId: string) => requireStack(database, organizationId, stackId)
  const change = async (organizationId: string, stackId: string, set: string, values: unknown[] = []) => {
    const where = 'where organization_id = $1 and id = $2'
    const sql = `update membership.stacks set ${set}, updated_at = now() ${where}`
    if ((await database.change(sql, [organizationId, stackId, ...values])) === 0) throw notFound(`stack ${stackId}`)
  }

  const routes = new Hono<RestEnv>()
    .get(path, permitted(options, 'ListStacks'), async (context) => {
      const {all, deleted} = context.req.query()
      const hidden = all === 'true' ? [] : deleted === 'true' ? (['DISABLED'] as const) : (['DISABLED', 'DELETED'] as const)
      const rows = await listStacks(database, context.req.param('organizationId'), [...hidden])
      return context.json({data: rows.map(stackView)})
    })
    .post(path, permitted(options, 'CreateStack'), async (context) => {
      const organizationId = context.req.param('organizationId')
      const {name, regionID, version, metadata = {}} = await readBody(context, createSchema)
      const region = await requireRegion(database, organizationId, regionID)
      const id = randomLetters(4)
      await database.change(
        `insert into membership.stacks (id, organization_id, name, region_id, version, metadata, client_secret, status)
         values ($1, $2, $3, $4, $5, $6, $7, 'READY')`,
        [id, organizationId, name, region.id, version, JSON.stringify(metadata), randomUUID()],
      )
      await database.change(
        `insert into membership.stack_modules (organization_id, stack_id, name, state, status)
         select $1, $2, unnest($3::text[]), 'ENABLED', 'READY'`,
        [organizationId, id, MODULES],
      )
      await note(context, organizationId, id, 'stacks.created')
      return context.json({data: stackView(await require(organizationId, id))}, 202)
    })
    .get(`${path}/:stackId`, permitted(options, 'ReadStack'), async (context) => {
      const {organizationId, stackId} = context.req.param()
      return context.json({data: stackView(await require(organizationId, stackId))})
    })
    .put(`${path}/:stackId`, permitted(options, 'UpdateStack'), async (context) => {
      const {organizationId, stackId} = context.req.param()
      const {name, metadata = {}} = await readBody(context, updateSchema)
      await change(organizationId, stackId, 'name = $3, metadata = $4', [name, JSON.stringify(metadata)])
      await note(context, organizationId, stackId, 'stacks.updated')
      return context.json({data: stackView(await require(organizationId, stackId))})
    })
    .put(`${path}/:stackId/upgrade`, permitted(options, 'UpgradeStack'), async (context) => {
      const {organizationId, stackId} = context.req.param()
      const {version} = await readBody(context, v.object({version: v.optional(v.string())}))
      await change(organizationId, stackId, 'version = coalesce($3, version)', [version])
      await note(context, organizationId, stackId, 'stacks.upgraded')
      return context.body(null, 202)
    })
    .delete(`${path}/:stackId`, permitted(options, 'DeleteStack'), async (context) => {
      const {organizationId, stackId} = context.req.param()
      const deleted = `state = 'DELETED', status = 'DELETED', expected_status = 'DELETED', deleted_at = now()`
      await change(organizationId, stackId, deleted)
      await note(context, organizationId, stackId, 'stacks.deleted')
      return context.body(null, 204)
    })

  for (const {path: name, operation, action, set} of TRANSITIONS) {
    routes.put(`${path}/:stackId/${name}`, permitted(options, operation), async (context) => {
      const {organizationId, stackId} = context.req.param()
      await change(organizationId, stackId, set)
      await note(context, organizationId, stackId, action)
      if (name !== 'restore') return context.body(null, 202)
      return context.json({data: stackView(await require(organizationId, stackId))}, 202)
    })
  }
  return routes
}
