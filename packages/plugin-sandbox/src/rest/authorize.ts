import type {Context, MiddlewareHandler} from 'hono'
import {findUser, type User} from '../membership/accounts.js'
import type {Database} from '../membership/database.js'
import {findMember, scopesOfPolicy, type Member} from '../membership/members.js'
import {isReading, type Operation} from '../membership/scopes.js'
import type {Caller} from '../oidc/access-token.js'
import {notFound, RestError} from './rest-error.js'

export interface RestOptions {
  database: Database
  api: 2 | 3
  /** `http://127.0.0.1:PORT`, what `_info` calls the console. */
  origin: string
  verify: (token: string) => Promise<Caller | undefined>
}

/** What the handlers find in their context. */
export interface RestEnv {
  Variables: {caller: Caller; user: User; member: Member}
}

/** What a member may look at whose policy says nothing of the organization, as with StackGuest. */
const LEAST: readonly string[] = ['Read', 'ListRegions', 'ReadRegion', 'ListStacks', 'ReadStack']

/** Lets pass whoever has a valid token of an existing user. */
export function authenticated({database, verify}: RestOptions): MiddlewareHandler<RestEnv> {
  return async (context, next) => {
    const caller = await callerOf(context, verify)
    const user = caller && (await findUser(database, caller.userId))
    if (!caller || !user) throw new RestError(401, 'access token missing, expired or not ours')
    context.set('caller', caller)
    context.set('user', user)
    await next()
  }
}

export async function callerOf(context: Context, verify: RestOptions['verify']): Promise<Caller | undefined> {
  const token = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
  return token === undefined ? undefined : verify(token)
}

/** Lets pass a member of the organization in the path who may do `operation`. Refuses in the order 401, 404, 403. */
export function permitted(options: RestOptions, operation: Operation): MiddlewareHandler<RestEnv, '/:organizationId/*'> {
  const {database, api} = options
  return async (context, next) => {
    const {organizationId} = context.req.param()
    const exists = await database.row('select id from membership.organizations where id = $1', [organizationId])
    if (!exists) throw notFound(`organization ${organizationId}`)
    const member = await findMember(database, organizationId, context.var.user.id)
    if (!member) throw new RestError(403, 'not a member of this organization')
    if (api === 2) checkRole(member, operation)
    else await checkPolicy(database, context.var.caller, member, organizationId, operation)
    context.set('member', member)
    await next()
  }
}

function checkRole(member: Member, operation: Operation): void {
  const needed = isReading(operation) ? ['GUEST', 'ADMIN'] : ['ADMIN']
  if (!needed.includes(member.role)) throw new RestError(403, `role ${member.role} may not ${operation}`)
}

async function checkPolicy(
  database: Database,
  caller: Caller,
  member: Member,
  organizationId: string,
  operation: Operation,
): Promise<void> {
  const scope = `organization:${operation}`
  if (caller.organizationId !== organizationId) throw new RestError(403, `the token is not one of organization ${organizationId}`)
  if (!caller.scopes.includes(scope)) throw new RestError(403, `the token lacks scope ${scope}`)
  if (LEAST.includes(operation) || member.role === 'ADMIN') return
  const granted = await scopesOfPolicy(database, member.policyId)
  if (!granted.includes(scope)) throw new RestError(403, `the policy of ${member.email} does not give ${scope}`)
}
