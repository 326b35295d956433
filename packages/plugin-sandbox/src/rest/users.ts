import {Hono} from 'hono'
import * as v from 'valibot'
import {findUser} from '../membership/accounts.js'
import {writeLog} from '../membership/log.js'
import {findMember, listMembers, type Member} from '../membership/members.js'
import {permitted, type RestEnv, type RestOptions} from './authorize.js'
import {readBody, roleSchema} from './body.js'
import {checkPolicyId} from './policy-rows.js'
import {notFound, RestError} from './rest-error.js'

const roleBody = v.object({role: roleSchema})
const policyBody = v.object({policyId: v.optional(v.nullable(v.pipe(v.number(), v.integer())))})

/** Below /organizations/:organizationId/users. */
export function users(options: RestOptions): Hono<RestEnv> {
  const {database, api} = options
  const path = '/:organizationId/users'
  const view = ({id, email, role, policyId}: Member) => (api === 2 ? {id, email, role} : {id, email, policyId})

  return new Hono<RestEnv>()
    .get(path, permitted(options, 'ListUsers'), async (context) => {
      const members = await listMembers(database, context.req.param('organizationId'))
      return context.json({data: members.map(view)})
    })
    .get(`${path}/:userId`, permitted(options, 'ReadUser'), async (context) => {
      const {organizationId, userId} = context.req.param()
      const member = await findMember(database, organizationId, userId)
      if (!member) throw notFound(`user ${userId}`)
      return context.json({data: view(member)})
    })
    .put(`${path}/:userId`, permitted(options, 'UpdateUser'), async (context) => {
      const {organizationId, userId} = context.req.param()
      if (!(await findUser(database, userId))) throw notFound(`user ${userId}`)
      const role = api === 2 ? (await readBody(context, roleBody)).role : undefined
      const policyId = api === 3 ? (await readBody(context, policyBody)).policyId : undefined
      await checkPolicyId(database, organizationId, policyId)
      const column = api === 2 ? 'role' : 'policy_id'
      await database.change(
        `insert into membership.organization_users (organization_id, user_id, ${column}) values ($1, $2, $3)
         on conflict (organization_id, user_id) do update set ${column} = excluded.${column}`,
        [organizationId, userId, role ?? policyId],
      )
      await writeLog(database, {
        organizationId,
        userId: context.var.user.id,
        action: 'organizations.user.updated',
        data: {userId},
      })
      return context.body(null, 204)
    })
    .delete(`${path}/:userId`, permitted(options, 'DeleteUser'), async (context) => {
      const {organizationId, userId} = context.req.param()
      const owned = await database.row('select id from membership.organizations where id = $1 and owner_id = $2', [
        organizationId,
        userId,
      ])
      if (owned) throw new RestError(400, 'the owner cannot be removed from the organization')
      const removed = await database.change(
        'delete from membership.organization_users where organization_id = $1 and user_id = $2',
        [organizationId, userId],
      )
      if (removed === 0) throw notFound(`user ${userId}`)
      await writeLog(database, {
        organizationId,
        userId: context.var.user.id,
        action: 'organizations.user.deleted',
        data: {userId},
      })
      return context.body(null, 204)
    })
}
