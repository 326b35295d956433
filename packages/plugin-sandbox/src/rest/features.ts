import {Hono} from 'hono'
import * as v from 'valibot'
import {permitted, type RestEnv, type RestOptions} from './authorize.js'
import {nameSchema, readBody} from './body.js'
import {notFound} from './rest-error.js'

/** Below /organizations/:organizationId/features: names that somebody has switched on. */
export function features(options: RestOptions): Hono<RestEnv> {
  const {database} = options
  const path = '/:organizationId/features'
  return new Hono<RestEnv>()
    .get(path, permitted(options, 'ListFeatures'), async (context) => {
      const data = await database.rows(
        `select name, organization_id as "organizationID", created_at as "createdAt"
           from membership.organization_features where organization_id = $1 order by name`,
        [context.req.param('organizationId')],
      )
      return context.json({data})
    })
    .post(path, permitted(options, 'UpdateFeatures'), async (context) => {
      const body = await readBody(context, v.object({features: v.array(nameSchema, 'features is a list of names')}))
      await database.change(
        `insert into membership.organization_features (organization_id, name) select $1, unnest($2::text[])
         on conflict do nothing`,
        [context.req.param('organizationId'), body.features],
      )
      return context.body(null, 204)
    })
    .delete(`${path}/:name`, permitted(options, 'UpdateFeatures'), async (context) => {
      const {organizationId, name} = context.req.param()
      const removed = await database.change(
        'delete from membership.organization_features where organization_id = $1 and name = $2',
        [organizationId, name],
      )
      if (removed === 0) throw notFound(`feature ${name}`)
      return context.body(null, 204)
    })
}
