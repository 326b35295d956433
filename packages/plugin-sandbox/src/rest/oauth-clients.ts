import {Hono} from 'hono'
import {randomUUID} from 'node:crypto'
import * as v from 'valibot'
import type {Database} from '../membership/database.js'
import {newSecret} from '../membership/machines.js'
import {permitted, type RestEnv, type RestOptions} from './authorize.js'
import {nameSchema, readBody} from './body.js'
import {pageOf, readCursor} from './paging.js'
import {notFound} from './rest-error.js'

interface ClientRow {
  id: string
  name: string
  description: string
  lastDigits: string
  createdAt: Date
  updatedAt: Date
}

const SELECT = `
  select id, name, description, secret_last_digits as "lastDigits", created_at as "createdAt", updated_at as "updatedAt"
    from membership.organization_clients where organization_id = $1`

const createBody = v.object({name: v.optional(v.string(), ''), description: v.optional(v.string(), '')})
const updateBody = v.object({name: nameSchema, description: v.optional(v.string(), '')})

/**
 * Below /organizations/:organizationId/clients, and the older /client, of which an organization has one: machines that
 * log in by client credentials. The secret is shown by the answer that makes it, and never again.
 */
export function oauthClients(options: RestOptions): Hono<RestEnv> {
  const {database} = options
  const path = '/:organizationId/clients'
  const single = '/:organizationId/client'
  return new Hono<RestEnv>()
    .get(path, permitted(options, 'ListClients'), async (context) => {
      const cursor = readCursor(context.req.query())
      const rows = await database.rows<ClientRow>(`${SELECT} and id > $2 order by id limit $3`, [
        context.req.param('organizationId'),
        cursor.after,
        cursor.pageSize + 1,
      ])
      return context.json({data: pageOf(cursor, rows, ({id}) => id, clientView)})
    })
    .post(path, permitted(options, 'CreateClient'), async (context) => {
      const organizationId = context.req.param('organizationId')
      const body = await readBody(context, createBody)
      return context.json({data: await makeClient(database, organizationId, {id: randomUUID(), ...body})}, 201)
    })
    .get(`${path}/:clientId`, permitted(options, 'ReadClient'), async (context) => {
      const {organizationId, clientId} = context.req.param()
      return context.json({data: clientView(await requireClient(database, organizationId, clientId))})
    })
    .put(`${path}/:clientId`, permitted(options, 'UpdateClient'), async (context) => {
      const {organizationId, clientId} = context.req.param()
      await requireClient(database, organizationId, clientId)
      const {name, description} = await readBody(context, updateBody)
      await database.change(
        `update membership.organization_clients set name = $3, description = $4, updated_at = now()
          where organization_id = $1 and id = $2`,
        [organizationId, clientId, name, description],
      )
      return context.body(null, 204)
    })
    .delete(`${path}/:clientId`, permitted(options, 'DeleteClient'), async (context) => {
      const {organizationId, clientId} = context.req.param()
      await removeClient(database, organizationId, clientId)
      return context.body(null, 204)
    })
    .get(single, permitted(options, 'ReadClient'), async (context) => {
      const organizationId = context.req.param('organizationId')
      const row = await requireClient(database, organizationId, singleId(organizationId))
      return context.json({data: {...clientView(row), ...NO_OWNER}})
    })
    .put(single, permitted(options, 'CreateClient'), async (context) => {
      const organizationId = context.req.param('organizationId')
      const client = await makeClient(database, organizationId, {id: singleId(organizationId), name: '', description: ''})
      return context.json({data: {...client, ...NO_OWNER}}, 201)
    })
    .delete(single, permitted(options, 'DeleteClient'), async (context) => {
      const organizationId = context.req.param('organizationId')
      await removeClient(database, organizationId, singleId(organizationId))
      return context.body(null, 204)
    })
}

/** The older answers have an owner, "DEPRECATED will be empty" (formancehq/fctl openapi/membership.yaml). */
const NO_OWNER = {ownerId: ''}

/** What the id of the one client looked like is not published. */
function singleId(organizationId: string): string {
  return `organization_${organizationId}`
}

/** Makes a client, or gives the one that is there a new secret. */
async function makeClient(
  database: Database,
  organizationId: string,
  {id, name, description}: {id: string; name: string; description: string},
): Promise<Record<string, unknown>> {
  const secret = newSecret()
  await database.change(
    `insert into membership.organization_clients (id, organization_id, name, description, secret_last_digits, secret_hash)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set secret_last_digits = excluded.secret_last_digits, secret_hash = excluded.secret_hash,
       updated_at = now()`,
    [id, organizationId, name, description, secret.lastDigits, secret.hash],
  )
  const row = await requireClient(database, organizationId, id)
  return {...clientView(row), secret: {lastDigits: secret.lastDigits, clear: secret.clear}}
}

async function requireClient(database: Database, organizationId: string, id: string): Promise<ClientRow> {
  const row = await database.row<ClientRow>(`${SELECT} and id = $2`, [organizationId, id])
  if (!row) throw notFound(`client ${id}`)
  return row
}

async function removeClient(database: Database, organizationId: string, id: string): Promise<void> {
  const removed = await database.change('delete from membership.organization_clients where organization_id = $1 and id = $2', [
    organizationId,
    id,
  ])
  if (removed === 0) throw notFound(`client ${id}`)
}

function clientView({lastDigits, ...row}: ClientRow): Record<string, unknown> {
  return {...row, secret: {lastDigits}}
}
