import type {Context, MiddlewareHandler} from 'hono'
import {findUser, type User} from '../membership/accounts.js'
import type {Database} from '../membership/database.js'
import {findMachine, type Machine} from '../membership/machines.js'
import {findMember, scopesOfPolicy, type Member} from '../membership/members.js'
import {isReading, type Operation} from '../membership/scopes.js'
import type {Caller} from '../oidc/access-token.js'
import {notFound, RestError} from './rest-error.js'

export interface RestOptions {
  database: Database
  api: 2 | 3
  /** `http://127.0.0.1:PORT`, what `_info` calls the console. */
  origin: string
  issuer: string
  verify: (token: string) => Promise<Caller | undefined>
}

/** What the handlers find in their context. */
export interface RestEnv {
  Variables: {
    caller: Caller
    /** The person, or the machine as though it were one: its client id, without an address. */
    user: User
    /** Set when no person called. */
    machine: Machine | undefined
    member: Member
  }
}

/** What a member may look at whose policy says nothing of the organization, as with StackGuest. */
const LEAST: readonly string[] = ['Read', 'ListRegions', 'ReadRegion', 'ListStacks', 'ReadStack']

/** Lets pass whoever has a valid token of an existing user, or of an organization's OAuth client. */
export function authenticated({database, verify}: RestOptions): MiddlewareHandler<RestEnv> {
  return async (context, next) => {
    const caller = await callerOf(context, verify)
    const user = caller && (await findUser(database, caller.userId))
    const machine = caller && !user ? await findMachine(database, caller.userId) : undefined
    if (!caller || !(user ?? machine)) throw new RestError(401, 'access token missing, expired or not ours')
    if (machine?.kind === 'region') throw new RestError(403, 'the token of a region is for its agent, not for this API')
    context.set('caller', caller)
    context.set('user', user ?? {id: caller.userId, email: '', role: 'USER'})
    context.set('machine', machine)
    await next()
  }
}

export async function callerOf(context: Context, verify: RestOptions['verify']): Promise<Caller | undefined> {
  const token = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
  return token === undefined ? undefined : verify(token)
}

/** Who goes down as the maker of something: a person, since columns of that name refer to users. */
export function creatorOf(context: Context<RestEnv>): string | null {
  return context.var.machine ? null : context.var.user.id
}

/** Lets pass a member of the organization in the path who may do `operation`. Refuses in the order 401, 404, 403. */
export function permitted(options: RestOptions, operation: Operation): MiddlewareHandler<RestEnv, '/:organizationId/*'> {
  const {database, api} = options
  return async (context, next) => {
    const {organizationId} = context.req.param()
    const exists = await database.row('select id from membership.organizations where id = $1', [organizationId])
    if (!exists) throw notFound(`organization ${organizationId}`)
    const member = await memberOf(database, context, organizationId)
    if (!member) throw new RestError(403, 'not a member of this organization')
    if (api === 2) checkRole(member, operation)
    else await checkPolicy(database, context.var.caller, member, organizationId, operation)
    context.set('member', member)
    await next()
  }
}

/** Lets pass a user of role SYSTEM whose token has `system:Admin` (3.x). */
export function systemOnly(): MiddlewareHandler<RestEnv> {
  return async (context, next) => {
    if (!context.var.caller.scopes.includes('system:Admin')) throw new RestError(403, 'the token lacks scope system:Admin')
    if (context.var.user.role !== 'SYSTEM') throw new RestError(403, `${context.var.user.email} has not the role SYSTEM`)
    await next()
  }
}

/** Within its organization a machine may do whatever its token has scopes for. */
async function memberOf(database: Database, context: Context<RestEnv>, organizationId: string): Promise<Member | undefined> {
  const {machine, user} = context.var
  if (!machine) return findMember(database, organizationId, user.id)
  return machine.organizationId === organizationId ? {id: machine.id, email: '', role: 'ADMIN', policyId: null} : undefined
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
