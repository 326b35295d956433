import {Hono} from 'hono'
import * as v from 'valibot'
import type {Database} from '../membership/database.js'
import {writeLog} from '../membership/log.js'
import {permitted, type RestEnv, type RestOptions} from './authorize.js'
import {nameSchema, readBody} from './body.js'
import {notFound, RestError} from './rest-error.js'

interface PolicyRow {
  id: number
  organizationId: string | null
  name: string
  description: string | null
  protected: boolean
  createdAt: Date
  updatedAt: Date
}

const SELECT = `
  select id, organization_id as "organizationId", name, description, protected, created_at as "createdAt",
         updated_at as "updatedAt"
    from membership.policies where (organization_id is null or organization_id = $1)`

const bodySchema = v.object({name: nameSchema, description: v.optional(v.string())})

/** Below /organizations/:organizationId/policies; 3.x only. Those of no organization are built in and protected. */
export function policies(options: RestOptions): Hono<RestEnv> {
  const {database} = options
  const path = '/:organizationId/policies'
  return new Hono<RestEnv>()
    .get(path, permitted(options, 'ListPolicies'), async (context) => {
      const rows = await database.rows<PolicyRow>(`${SELECT} order by id`, [context.req.param('organizationId')])
      return context.json({data: rows.map(policyView)})
    })
    .post(path, permitted(options, 'CreatePolicy'), async (context) => {
      const organizationId = context.req.param('organizationId')
      const {name, description} = await readBody(context, bodySchema)
      const row = await database.row<{id: number}>(
        'insert into membership.policies (organization_id, name, description) values ($1, $2, $3) returning id',
        [organizationId, name, description],
      )
      await writeLog(database, {organizationId, userId: context.var.user.id, action: 'policies.created', data: {name}})
      return context.json({data: policyView(await requirePolicy(database, organizationId, String(row?.id)))}, 201)
    })
    .get(`${path}/:policyId`, permitted(options, 'ReadPolicy'), async (context) => {
      const {organizationId, policyId} = context.req.param()
      const policy = await requirePolicy(database, organizationId, policyId)
      return context.json({data: {...policyView(policy), scopes: await listScopes(database, policy.id)}})
    })
    .put(`${path}/:policyId`, permitted(options, 'UpdatePolicy'), async (context) => {
      const {organizationId, policyId} = context.req.param()
      const {id} = await requireOwnPolicy(database, organizationId, policyId)
      const {name, description} = await readBody(context, bodySchema)
      await database.change('update membership.policies set name = $2, description = $3, updated_at = now() where id = $1', [
        id,
        name,
        description,
      ])
      return context.json({data: policyView(await requirePolicy(database, organizationId, policyId))})
    })
    .delete(`${path}/:policyId`, permitted(options, 'DeletePolicy'), async (context) => {
      const {organizationId, policyId} = context.req.param()
      const {id} = await requireOwnPolicy(database, organizationId, policyId)
      await database.change('delete from membership.policies where id = $1', [id])
      return context.body(null, 204)
    })
    .put(`${path}/:policyId/scopes/:scopeId`, permitted(options, 'UpdatePolicy'), async (context) => {
      const {organizationId, policyId, scopeId} = context.req.param()
      const {id} = await requireOwnPolicy(database, organizationId, policyId)
      await database.change('insert into membership.policy_scopes (policy_id, scope_id) values ($1, $2) on conflict do nothing', [
        id,
        scopeId,
      ])
      return context.body(null, 204)
    })
    .delete(`${path}/:policyId/scopes/:scopeId`, permitted(options, 'UpdatePolicy'), async (context) => {
      const {organizationId, policyId, scopeId} = context.req.param()
      const {id} = await requireOwnPolicy(database, organizationId, policyId)
      await database.change('delete from membership.policy_scopes where policy_id = $1 and scope_id = $2', [id, scopeId])
      return context.body(null, 204)
    })
}

async function requirePolicy(database: Database, organizationId: string, policyId: string): Promise<PolicyRow> {
  const row = /^\d{1,9}$/.test(policyId)
    ? await database.row<PolicyRow>(`${SELECT} and id = $2`, [organizationId, policyId])
    : undefined
  if (!row) throw notFound(`policy ${policyId}`)
  return row
}

async function requireOwnPolicy(database: Database, organizationId: string, policyId: string): Promise<PolicyRow> {
  const policy = await requirePolicy(database, organizationId, policyId)
  if (policy.protected) throw new RestError(403, `policy ${policy.name} is protected`)
  return policy
}

async function listScopes(database: Database, policyId: number): Promise<unknown[]> {
  return database.rows(
    `select id, label, true as protected, created_at as "createdAt", updated_at as "updatedAt"
       from membership.scopes s join membership.policy_scopes p on p.scope_id = s.id where p.policy_id = $1 order by id`,
    [policyId],
  )
}

function policyView({organizationId, description, ...row}: PolicyRow): Record<string, unknown> {
  return {...row, ...(description !== null && {description}), ...(organizationId !== null && {organizationId})}
}
