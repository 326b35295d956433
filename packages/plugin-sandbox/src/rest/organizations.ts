import {Hono, type Context} from 'hono'
import * as v from 'valibot'
import {addOwner, findUser} from '../membership/accounts.js'
import type {Database} from '../membership/database.js'
import {randomLetters} from '../membership/identifiers.js'
import {writeLog} from '../membership/log.js'
import {permitted, type RestEnv, type RestOptions} from './authorize.js'
import {nameSchema, readBody, roleSchema} from './body.js'
import {listOrganizationsOf, organizationView, requireOrganization} from './organization-view.js'
import {checkPolicyId} from './policy-rows.js'
import {RestError} from './rest-error.js'

const domainSchema = v.optional(v.pipe(v.string(), v.trim(), v.toLowerCase(), v.regex(/^[^\s@/]*$/, 'not a domain')))

const dataSchema = v.object({
  name: nameSchema,
  domain: domainSchema,
  defaultOrganizationAccess: v.optional(roleSchema),
  defaultStackAccess: v.optional(roleSchema),
  defaultPolicyID: v.optional(v.nullable(v.pipe(v.number(), v.integer()))),
})

/** `ownerID` is for machines, which cannot own anything themselves (formancehq/fctl openapi/membership.yaml). */
const createSchema = v.object({...dataSchema.entries, ownerID: v.optional(v.string())})

type Data = v.InferOutput<typeof dataSchema>

export function organizations(options: RestOptions): Hono<RestEnv> {
  const {database, api} = options
  const view = async (id: string, expanded = true) => ({
    data: organizationView(await requireOrganization(database, id), api, expanded),
  })
  const isExpanded = (query: string | undefined) => query === 'true'
  const list = async ({var: {user, machine}}: Context<RestEnv>, expanded: boolean) => {
    const rows = machine
      ? [await requireOrganization(database, machine.organizationId)]
      : await listOrganizationsOf(database, user.id, expanded)
    return {data: rows.map((row) => organizationView(row, api, expanded))}
  }

  return new Hono<RestEnv>()
    .get('/', async (context) => context.json(await list(context, isExpanded(context.req.query('expand')))))
    .get('/expanded', async (context) => context.json(await list(context, true)))
    .post('/', async (context) => {
      const {ownerID, ...data} = await readBody(context, createSchema)
      const id = await create(database, data, await ownerOf(database, context, ownerID))
      return context.json(await view(id), 201)
    })
    .get('/:organizationId', permitted(options, 'Read'), async (context) =>
      context.json(await view(context.req.param('organizationId'), isExpanded(context.req.query('expand')))),
    )
    .put('/:organizationId', permitted(options, 'Update'), async (context) => {
      const id = context.req.param('organizationId')
      const data = await readBody(context, dataSchema)
      await replace(options, id, data)
      await writeLog(database, {organizationId: id, userId: context.var.user.id, action: 'organizations.updated', data})
      return context.json(await view(id))
    })
    .delete('/:organizationId', permitted(options, 'Delete'), async (context) => {
      await database.change('delete from membership.organizations where id = $1', [context.req.param('organizationId')])
      return context.body(null, 204)
    })
}

async function ownerOf(database: Database, {var: {user, machine}}: Context<RestEnv>, ownerId?: string): Promise<string> {
  if (!machine) {
    if (ownerId !== undefined && ownerId !== user.id) throw new RestError(403, 'only a machine may name another owner')
    return user.id
  }
  if (ownerId === undefined) throw new RestError(400, 'ownerID: a machine cannot own an organization')
  if (!(await findUser(database, ownerId))) throw new RestError(400, `ownerID: no user ${ownerId}`)
  return ownerId
}

async function create(database: Database, data: Data, ownerId: string): Promise<string> {
  const id = randomLetters(12)
  await checkPolicyId(database, id, data.defaultPolicyID)
  await database.exclusively(async (client) => {
    await client.query(
      `insert into membership.organizations
         (id, name, owner_id, domain, default_organization_access, default_stack_access, default_policy_id)
       values ($1, $2, $3, nullif($4, ''), $5, $6, $7)`,
      [id, data.name, ownerId, data.domain, data.defaultOrganizationAccess, data.defaultStackAccess, data.defaultPolicyID],
    )
    await addOwner(client, id, ownerId)
    await writeLog(client, {organizationId: id, userId: ownerId, action: 'organizations.created'})
  })
  return id
}

/** PUT replaces: what the body leaves out is cleared. The other generation's columns are not this API's to clear. */
async function replace({database, api}: RestOptions, id: string, data: Data): Promise<void> {
  await checkPolicyId(database, id, data.defaultPolicyID)
  const defaults =
    api === 2
      ? {
          sql: 'default_organization_access = $4, default_stack_access = $5',
          values: [data.defaultOrganizationAccess, data.defaultStackAccess],
        }
      : {sql: 'default_policy_id = $4', values: [data.defaultPolicyID]}
  await database.change(
    `update membership.organizations set name = $2, domain = nullif($3, ''), ${defaults.sql}, updated_at = now() where id = $1`,
    [id, data.name, data.domain, ...defaults.values],
  )
}
