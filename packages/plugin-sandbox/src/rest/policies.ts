import {Hono, type Context} from 'hono'
import * as v from 'valibot'
import {writeLog} from '../membership/log.js'
import {permitted, type RestEnv, type RestOptions} from './authorize.js'
import {nameSchema, readBody} from './body.js'
import {listScopes, policyView, requireOwnPolicy, requirePolicy, SELECT_POLICY, type PolicyRow} from './policy-rows.js'
import {notFound} from './rest-error.js'

const bodySchema = v.object({name: nameSchema, description: v.optional(v.string())})

/** Below /organizations/:organizationId/policies; 3.x only. Those of no organization are built in and protected. */
export function policies(options: RestOptions): Hono<RestEnv> {
  const {database} = options
  const path = '/:organizationId/policies'
  const note = (context: Context<RestEnv, '/:organizationId/*'>, action: string, data: Record<string, unknown>) =>
    writeLog(database, {organizationId: context.req.param('organizationId'), userId: context.var.user.id, action, data})
  return new Hono<RestEnv>()
    .get(path, permitted(options, 'ListPolicies'), async (context) => {
      const rows = await database.rows<PolicyRow>(`${SELECT_POLICY} order by id`, [context.req.param('organizationId')])
      return context.json({data: rows.map(policyView)})
    })
    .post(path, permitted(options, 'CreatePolicy'), async (context) => {
      const organizationId = context.req.param('organizationId')
      const {name, description} = await readBody(context, bodySchema)
      const row = await database.row<{id: number}>(
        'insert into membership.policies (organization_id, name, description) values ($1, $2, $3) returning id',
        [organizationId, name, description],
      )
      await note(context, 'policies.created', {policyId: row?.id, name})
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
      await note(context, 'policies.updated', {policyId: id})
      return context.json({data: policyView(await requirePolicy(database, organizationId, policyId))})
    })
    .delete(`${path}/:policyId`, permitted(options, 'DeletePolicy'), async (context) => {
      const {organizationId, policyId} = context.req.param()
      const {id} = await requireOwnPolicy(database, organizationId, policyId)
      await database.change('delete from membership.policies where id = $1', [id])
      await note(context, 'policies.deleted', {policyId: id})
      return context.body(null, 204)
    })
    .put(`${path}/:policyId/scopes/:scopeId`, permitted(options, 'UpdatePolicy'), async (context) => {
      const {organizationId, policyId, scopeId} = context.req.param()
      const {id} = await requireOwnPolicy(database, organizationId, policyId)
      if (!/^\d{1,9}$/.test(scopeId) || !(await database.row('select id from membership.scopes where id = $1', [scopeId])))
        throw notFound(`scope ${scopeId}`)
      await database.change('insert into membership.policy_scopes (policy_id, scope_id) values ($1, $2) on conflict do nothing', [
        id,
        scopeId,
      ])
      await note(context, 'policies.scope.added', {policyId: id, scopeId})
      return context.body(null, 204)
    })
    .delete(`${path}/:policyId/scopes/:scopeId`, permitted(options, 'UpdatePolicy'), async (context) => {
      const {organizationId, policyId, scopeId} = context.req.param()
      const {id} = await requireOwnPolicy(database, organizationId, policyId)
      const scopes = /^\d{1,9}$/.test(scopeId) ? [id, scopeId] : [id, null]
      if ((await database.change('delete from membership.policy_scopes where policy_id = $1 and scope_id = $2', scopes)) === 0)
        throw notFound(`scope ${scopeId} of policy ${policyId}`)
      await note(context, 'policies.scope.removed', {policyId: id, scopeId})
      return context.body(null, 204)
    })
}
