import {Hono} from 'hono'
import * as v from 'valibot'
import {findUser} from '../membership/accounts.js'
import {writeLog} from '../membership/log.js'
import {permitted, type RestEnv, type RestOptions} from './authorize.js'
import {readBody, roleSchema} from './body.js'
import {checkPolicyId} from './policy-rows.js'
import {notFound} from './rest-error.js'
import {requireStack} from './stack-view.js'

const roleBody = v.object({role: roleSchema})
const policyBody = v.object({policyId: v.pipe(v.number('a policy is needed'), v.integer())})

/** Below /organizations/:organizationId/stacks/:stackId/users: who was given a role or a policy on this stack by name. */
export function stackUsers(options: RestOptions): Hono<RestEnv> {
  const {database, api} = options
  const path = '/:organizationId/stacks/:stackId/users'
  const select = `
    select s.stack_id as "stackId", s.user_id as "userId", coalesce(u.email, '') as email,
           ${api === 2 ? 's.role' : 's.policy_id as "policyId"'}
      from membership.stack_users s join membership.users u on u.id = s.user_id
     where s.organization_id = $1 and s.stack_id = $2 and ${api === 2 ? 's.role' : 's.policy_id'} is not null`

  return new Hono<RestEnv>()
    .get(path, permitted(options, 'ListStackUsers'), async (context) => {
      const {organizationId, stackId} = context.req.param()
      await requireStack(database, organizationId, stackId)
      return context.json({data: await database.rows(`${select} order by email, s.user_id`, [organizationId, stackId])})
    })
    .get(`${path}/:userId`, permitted(options, 'ReadStackUser'), async (context) => {
      const {organizationId, stackId, userId} = context.req.param()
      const row = await database.row(`${select} and s.user_id = $3`, [organizationId, stackId, userId])
      if (!row) throw notFound(`user ${userId} of stack ${stackId}`)
      return context.json({data: row})
    })
    .put(`${path}/:userId`, permitted(options, 'UpdateStackUser'), async (context) => {
      const {organizationId, stackId, userId} = context.req.param()
      await requireStack(database, organizationId, stackId)
      if (!(await findUser(database, userId))) throw notFound(`user ${userId}`)
      const column = api === 2 ? 'role' : 'policy_id'
      const role = api === 2 ? (await readBody(context, roleBody)).role : undefined
      const policyId = api === 3 ? (await readBody(context, policyBody)).policyId : undefined
      await checkPolicyId(database, organizationId, policyId)
      await database.change(
        `insert into membership.stack_users (organization_id, stack_id, user_id, ${column}) values ($1, $2, $3, $4)
         on conflict (organization_id, stack_id, user_id) do update set ${column} = excluded.${column}`,
        [organizationId, stackId, userId, role ?? policyId],
      )
      await note(context.var.user.id, 'stacks.user.updated', context.req.param())
      return context.body(null, 204)
    })
    .delete(`${path}/:userId`, permitted(options, 'DeleteStackUser'), async (context) => {
      const {organizationId, stackId, userId} = context.req.param()
      const removed = await database.change(
        'delete from membership.stack_users where organization_id = $1 and stack_id = $2 and user_id = $3',
        [organizationId, stackId, userId],
      )
      if (removed === 0) throw notFound(`user ${userId} of stack ${stackId}`)
      await note(context.var.user.id, 'stacks.user.deleted', context.req.param())
      return context.body(null, 204)
    })

  async function note(
    by: string,
    action: string,
    {organizationId, stackId, userId}: {organizationId: string; stackId: string; userId: string},
  ): Promise<void> {
    await writeLog(database, {organizationId, userId: by, action, data: {stackId, userId}})
  }
}
