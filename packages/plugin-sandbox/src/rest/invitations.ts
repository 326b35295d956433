import {Hono} from 'hono'
import * as v from 'valibot'
import {parseEmail} from '../membership/accounts.js'
import {writeLog} from '../membership/log.js'
import {creatorOf, permitted, type RestEnv, type RestOptions} from './authorize.js'
import {readBody, roleSchema} from './body.js'
import {invitationView, SELECT_INVITATION, type InvitationRow} from './invitation-view.js'
import {notFound, RestError} from './rest-error.js'

const bodySchema = v.object({role: v.optional(roleSchema)})

/** Below /organizations/:organizationId/invitations. No mail is sent: the invited find them under /me/invitations. */
export function invitations(options: RestOptions): Hono<RestEnv> {
  const {database, api} = options
  const path = '/:organizationId/invitations'
  return new Hono<RestEnv>()
    .get(path, permitted(options, 'ListInvitations'), async (context) => {
      const rows = await database.rows<InvitationRow>(
        `${SELECT_INVITATION} where organization_id = $1 and ($2 = '' or status = $2) order by created_at`,
        [context.req.param('organizationId'), context.req.query('status') ?? ''],
      )
      return context.json({data: rows.map((row) => invitationView(row, api))})
    })
    .post(path, permitted(options, 'CreateInvitation'), async (context) => {
      const organizationId = context.req.param('organizationId')
      const email = parseEmail(context.req.query('email') ?? '')
      if (email === undefined) throw new RestError(400, 'email is not an e-mail address')
      const {role} = await readBody(context, bodySchema)
      const created = await database.row<{id: string}>(
        `insert into membership.invitations (organization_id, user_email, role, policy_id, creator_id)
         select $1, $2, coalesce($3, default_organization_access, 'GUEST'), default_policy_id, $4
           from membership.organizations where id = $1 returning id`,
        [organizationId, email, role, creatorOf(context)],
      )
      await writeLog(database, {organizationId, userId: context.var.user.id, action: 'invitations.created', data: {email}})
      const row = await database.row<InvitationRow>(`${SELECT_INVITATION} where id = $1`, [created?.id])
      return context.json({data: invitationView(row as InvitationRow, api)}, 201)
    })
    .delete(`${path}/:invitationId`, permitted(options, 'DeleteInvitation'), async (context) => {
      const {organizationId, invitationId} = context.req.param()
      const cancelled = await database.change(
        `update membership.invitations set status = 'CANCELLED', updated_at = now()
          where organization_id = $1 and id = $2 and status = 'PENDING'`,
        [organizationId, invitationId],
      )
      if (cancelled === 0) throw notFound(`invitation ${invitationId}`)
      await writeLog(database, {organizationId, userId: context.var.user.id, action: 'invitations.cancelled'})
      return context.body(null, 204)
    })
}
