import {Hono} from 'hono'
import * as v from 'valibot'
import {permitted, type RestEnv, type RestOptions} from './authorize.js'
import {RestError} from './rest-error.js'

const DEFAULT_PAGE_SIZE = 15

const cursorSchema = v.object({
  /** Entries older than this one. */
  before: v.string(),
  pageSize: v.number(),
  action: v.string(),
  userId: v.string(),
  stackId: v.string(),
})

type Cursor = v.InferOutput<typeof cursorSchema>

interface LogRow {
  seq: string
  organizationId: string
  userId: string
  action: string
  date: Date
  data: object
}

/** Below /organizations/:organizationId/logs: the newest first, in pages. */
export function logs(options: RestOptions): Hono<RestEnv> {
  return new Hono<RestEnv>().get('/:organizationId/logs', permitted(options, 'ReadLogs'), async (context) => {
    const query = context.req.query()
    const cursor = query['cursor'] ? decode(query['cursor']) : first(query)
    const rows = await options.database.rows<LogRow>(
      `select seq::text, organization_id as "organizationId", user_id as "userId", action, date, data
         from membership.logs
        where organization_id = $1 and ($2 = '' or seq < $2::bigint) and ($3 = '' or action = $3) and ($4 = '' or user_id = $4)
          and ($5 = '' or data ->> 'stackId' = $5)
        order by logs.seq desc limit $6`,
      [context.req.param('organizationId'), cursor.before, cursor.action, cursor.userId, cursor.stackId, cursor.pageSize + 1],
    )
    const page = rows.slice(0, cursor.pageSize)
    const hasMore = rows.length > page.length
    const next = hasMore ? {next: encode({...cursor, before: page.at(-1)?.seq ?? ''})} : {}
    return context.json({data: {pageSize: cursor.pageSize, hasMore, ...next, data: page}})
  })
}

function first(query: Record<string, string>): Cursor {
  const pageSize = Number(query['pageSize'] ?? DEFAULT_PAGE_SIZE)
  if (!Number.isInteger(pageSize) || pageSize < 1) throw new RestError(400, 'pageSize must be a whole number of at least 1')
  const {action = '', userId = '', stackId = ''} = query
  return {before: '', pageSize: Math.min(pageSize, 1000), action, userId, stackId}
}

function encode(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

function decode(text: string): Cursor {
  try {
    return v.parse(cursorSchema, JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch {
    throw new RestError(400, 'not a cursor of this API')
  }
}
