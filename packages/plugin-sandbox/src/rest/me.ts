import {Hono} from 'hono'
import type {PoolClient} from 'pg'
import type {User} from '../membership/accounts.js'
import {writeLog} from '../membership/log.js'
import type {RestEnv, RestOptions} from './authorize.js'
import {invitationView, SELECT_INVITATION, type InvitationRow} from './invitation-view.js'
import {notFound} from './rest-error.js'

/** /me: the caller and the invitations he got. */
export function me({database, api}: RestOptions): Hono<RestEnv> {
  const answer = async (id: string, user: User, status: 'ACCEPTED' | 'REJECTED') => {
    await database.exclusively(async (client) => {
      const {rows} = await client.query<InvitationRow>(
        `${SELECT_INVITATION} where id = $1 and user_email = $2 and status = 'PENDING' for update`,
        [id, user.email],
      )
      const invitation = rows[0]
      if (!invitation) throw notFound(`invitation ${id}`)
      await client.query('update membership.invitations set status = $2, user_id = $3, updated_at = now() where id = $1', [
        id,
        status,
        user.id,
      ])
      if (status === 'ACCEPTED') await join(client, invitation, user.id)
      const action = `invitations.${status.toLowerCase()}`
      await writeLog(client, {organizationId: invitation.organizationId, userId: user.id, action})
    })
  }

  return new Hono<RestEnv>()
    .get('/', (context) => context.json({data: context.var.user}))
    .get('/invitations', async (context) => {
      const rows = await database.rows<InvitationRow>(
        `${SELECT_INVITATION} where user_email = $1 and ($2 = '' or status = $2) and ($3 = '' or organization_id = $3)
         order by created_at`,
        [context.var.user.email, context.req.query('status') ?? '', context.req.query('organization') ?? ''],
      )
      return context.json({data: rows.map((row) => invitationView(row, api))})
    })
    .post('/invitations/:id/accept', async (context) => {
      await answer(context.req.param('id'), context.var.user, 'ACCEPTED')
      return context.body(null, 204)
    })
    .post('/invitations/:id/reject', async (context) => {
      await answer(context.req.param('id'), context.var.user, 'REJECTED')
      return context.body(null, 204)
    })
}

async function join(client: PoolClient, invitation: InvitationRow, userId: string): Promise<void> {
  await client.query(
    `insert into membership.organization_users (organization_id, user_id, role, policy_id) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [invitation.organizationId, userId, invitation.role ?? 'GUEST', invitation.policyId],
  )
}
