import {Hono} from 'hono'
import {permitted, type RestEnv, type RestOptions} from './authorize.js'
import {pageOf, readCursor} from './paging.js'

interface LogRow {
  seq: string
  organizationId: string
  userId: string
  action: string
  date: Date
  data: object
}

/** Below /organizations/:organizationId/logs: the newest first, in pages; `key` and `value` look into `data`. */
export function logs(options: RestOptions): Hono<RestEnv> {
  return new Hono<RestEnv>().get('/:organizationId/logs', permitted(options, 'ReadLogs'), async (context) => {
    const cursor = readCursor(context.req.query(), ['action', 'userId', 'stackId', 'key', 'value'])
    const {action = '', userId = '', stackId = '', key = '', value = ''} = cursor.filters
    const rows = await options.database.rows<LogRow>(
      `select seq::text, organization_id as "organizationId", user_id as "userId", action, date, data
         from membership.logs
        where organization_id = $1 and ($2 = '' or seq < $2::bigint) and ($3 = '' or action = $3) and ($4 = '' or user_id = $4)
          and ($5 = '' or data ->> 'stackId' = $5) and ($6 = '' or data ->> $6 = $7)
        order by logs.seq desc limit $8`,
      [context.req.param('organizationId'), cursor.after, action, userId, stackId, key, value, cursor.pageSize + 1],
    )
    return context.json({
      data: pageOf(
        cursor,
        rows,
        ({seq}) => seq,
        (row) => row,
      ),
    })
  })
}
