import {Hono} from 'hono'
import {writeLog} from '../membership/log.js'
import {MODULES} from '../membership/modules.js'
import {permitted, type RestEnv, type RestOptions} from './authorize.js'
import {RestError} from './rest-error.js'
import {requireStack} from './stack-view.js'

/** Below /organizations/:organizationId/stacks/:stackId/modules; what is wanted counts as reached at once. */
export function stackModules(options: RestOptions): Hono<RestEnv> {
  const {database} = options
  const path = '/:organizationId/stacks/:stackId/modules'
  const change = async (userId: string, organizationId: string, stackId: string, name: string, enabled: boolean) => {
    await requireStack(database, organizationId, stackId)
    if (!MODULES.includes(name)) throw new RestError(400, `no module "${name}"; there are ${MODULES.join(', ')}`)
    await database.change(
      `insert into membership.stack_modules (organization_id, stack_id, name, state, status) values ($1, $2, $3, $4, $5)
       on conflict (organization_id, stack_id, name) do update set state = excluded.state, status = excluded.status,
         updated_at = now()`,
      [organizationId, stackId, name, ...(enabled ? ['ENABLED', 'READY'] : ['DISABLED', 'DELETED'])],
    )
    const action = `stacks.module.${enabled ? 'enabled' : 'disabled'}`
    await writeLog(database, {organizationId, userId, action, data: {stackId, name}})
  }

  return new Hono<RestEnv>()
    .get(path, permitted(options, 'ListStackModules'), async (context) => {
      const {organizationId, stackId} = context.req.param()
      return context.json({data: (await requireStack(database, organizationId, stackId)).modules})
    })
    .post(path, permitted(options, 'EnableStackModule'), async (context) => {
      const {organizationId, stackId} = context.req.param()
      await change(context.var.user.id, organizationId, stackId, context.req.query('name') ?? '', true)
      return context.body(null, 202)
    })
    .delete(path, permitted(options, 'DisableStackModule'), async (context) => {
      const {organizationId, stackId} = context.req.param()
      await change(context.var.user.id, organizationId, stackId, context.req.query('name') ?? '', false)
      return context.body(null, 202)
    })
}
