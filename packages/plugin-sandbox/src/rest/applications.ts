import {Hono, type Context} from 'hono'
import * as v from 'valibot'
import {permitted, systemOnly, type RestEnv, type RestOptions} from './authorize.js'
import {applicationView, requireApplication, scopesOf, SELECT_APPLICATION, type ApplicationRow} from './application-rows.js'
import {nameSchema, readBody} from './body.js'
import {notFound, RestError} from './rest-error.js'

const dataSchema = v.object({
  name: nameSchema,
  description: v.optional(v.string()),
  url: v.pipe(v.string('a url is needed'), v.url('url is not a URL')),
  alias: nameSchema,
})
const scopeSchema = v.object({label: nameSchema, description: v.optional(v.string())})

/** Applications (3.x): /applications for administrators of the system, and which of them an organization has. */
export function applications(options: RestOptions): Hono<RestEnv> {
  const {database} = options
  const single = '/applications/:applicationId'
  const scopes = `${single}/scopes`
  const enabled = '/organizations/:organizationId/applications'
  const whole = async (row: ApplicationRow) => ({data: {...applicationView(row), scopes: await scopesOf(database, row.id)}})

  return new Hono<RestEnv>()
    .get('/applications', systemOnly(), async (context) => {
      const rows = await database.rows<ApplicationRow>(`${SELECT_APPLICATION} order by a.name, a.id`)
      return context.json({cursor: {pageSize: Math.max(rows.length, 1), hasMore: false, data: rows.map(applicationView)}})
    })
    .post('/applications', systemOnly(), async (context) => {
      const {name, description, url, alias} = await readBody(context, dataSchema)
      const row = await database.row<{id: string}>(
        'insert into membership.applications (name, description, url, alias) values ($1, $2, $3, $4) returning id',
        [name, description, url, alias],
      )
      return context.json({data: applicationView(await requireApplication(database, String(row?.id)))}, 201)
    })
    .get(single, systemOnly(), async (context) =>
      context.json(await whole(await requireApplication(database, context.req.param('applicationId')))),
    )
    .put(single, systemOnly(), async (context) => {
      const {id} = await requireApplication(database, context.req.param('applicationId'))
      const {name, description, url, alias} = await readBody(context, dataSchema)
      await database.change(
        `update membership.applications set name = $2, description = $3, url = $4, alias = $5, updated_at = now() where id = $1`,
        [id, name, description, url, alias],
      )
      return context.json({data: applicationView(await requireApplication(database, id))})
    })
    .delete(single, systemOnly(), async (context) => {
      const {id} = await requireApplication(database, context.req.param('applicationId'))
      await database.change('delete from membership.applications where id = $1', [id])
      return context.body(null, 204)
    })
    .post(scopes, systemOnly(), async (context) => {
      const {id} = await requireApplication(database, context.req.param('applicationId'))
      const {label, description} = await readBody(context, scopeSchema)
      await database.change(
        `insert into membership.scopes (id, label, description, application_id)
         values (nextval('membership.application_scope_ids'), $1, $2, $3)`,
        [label, description, id],
      )
      return context.json({data: (await scopesOf(database, id)).find((scope) => scope.label === label)}, 201)
    })
    .delete(`${scopes}/:scopeId`, systemOnly(), async (context) => {
      const {applicationId, scopeId} = context.req.param()
      const {id} = await requireApplication(database, applicationId)
      const removed = await database.change('delete from membership.scopes where application_id = $1 and id::text = $2', [
        id,
        scopeId,
      ])
      if (removed === 0) throw notFound(`scope ${scopeId}`)
      return context.body(null, 204)
    })
    .get(enabled, permitted(options, 'Read'), async (context) => {
      const [pageSize, page] = [wholeNumber(context, 'pageSize', 15, 1), wholeNumber(context, 'page', 0, 0)]
      const rows = await database.rows<ApplicationRow>(
        `${SELECT_APPLICATION} join membership.organization_applications o on o.application_id = a.id and o.organization_id = $1
          order by a.name, a.id limit $2 offset $3`,
        [context.req.param('organizationId'), pageSize + 1, page * pageSize],
      )
      const data = rows.slice(0, pageSize).map(applicationView)
      return context.json({cursor: {pageSize, hasMore: rows.length > pageSize, data}})
    })
    .get(`${enabled}/:applicationId`, permitted(options, 'Read'), async (context) => {
      const {organizationId, applicationId} = context.req.param()
      const row = await requireApplication(database, applicationId)
      const isEnabled = await database.row(
        'select 1 from membership.organization_applications where organization_id = $1 and application_id = $2',
        [organizationId, row.id],
      )
      if (!isEnabled) throw notFound(`application ${applicationId}`)
      return context.json(await whole(row))
    })
    .put(`${enabled}/:applicationId`, systemOnly(), async (context) => {
      const {organizationId, applicationId} = context.req.param()
      const {id} = await requireApplication(database, applicationId)
      const data = await database.row(
        `insert into membership.organization_applications (organization_id, application_id)
         select id, $2 from membership.organizations where id = $1
         on conflict (organization_id, application_id) do update set application_id = excluded.application_id
         returning organization_id as "organizationId", application_id as "applicationId", created_at as "createdAt"`,
        [organizationId, id],
      )
      if (!data) throw notFound(`organization ${organizationId}`)
      return context.json({data}, 201)
    })
    .delete(`${enabled}/:applicationId`, systemOnly(), async (context) => {
      const {organizationId, applicationId} = context.req.param()
      const removed = await database.change(
        'delete from membership.organization_applications where organization_id = $1 and application_id::text = $2',
        [organizationId, applicationId],
      )
      if (removed === 0) throw notFound(`application ${applicationId}`)
      return context.body(null, 204)
    })
}

function wholeNumber(context: Context, name: string, usual: number, least: number): number {
  const number = Number(context.req.query(name) ?? usual)
  if (!Number.isInteger(number) || number < least) throw new RestError(400, `${name} must be a whole number of at least ${least}`)
  return Math.min(number, 1000)
}
