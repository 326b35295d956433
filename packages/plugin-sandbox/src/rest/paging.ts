import * as v from 'valibot'
import {RestError} from './rest-error.js'

/** Membership's own default and greatest page (formancehq/fctl openapi/membership.yaml, Cursor). */
const DEFAULT_PAGE_SIZE = 15
const MAX_PAGE_SIZE = 1000

const cursorSchema = v.object({
  /** The page begins after this key; empty for the first page. */
  after: v.string(),
  pageSize: v.number(),
  /** What the first request asked for: a cursor repeats it, since no other parameter goes with one. */
  filters: v.record(v.string(), v.string()),
})

export type Cursor = v.InferOutput<typeof cursorSchema>

/** The API's Cursor object. */
export interface Page {
  pageSize: number
  hasMore: boolean
  next?: string
  data: unknown[]
}

/**
 * Where to begin, from the parameters `cursor`, or `pageSize` and the filters named.
 *
 * @throws RestError 400
 */
export function readCursor(query: Record<string, string>, filterNames: string[] = []): Cursor {
  if (query['cursor']) return decode(query['cursor'])
  const pageSize = Number(query['pageSize'] ?? DEFAULT_PAGE_SIZE)
  if (!Number.isInteger(pageSize) || pageSize < 1) throw new RestError(400, 'pageSize must be a whole number of at least 1')
  const filters = Object.fromEntries(filterNames.map((name) => [name, query[name] ?? '']))
  return {after: '', pageSize: Math.min(pageSize, MAX_PAGE_SIZE), filters}
}

/** One page of `rows`, which were read with a limit of `pageSize + 1`: the surplus one says that more follow. */
export function pageOf<Row>(cursor: Cursor, rows: Row[], keyOf: (row: Row) => string, view: (row: Row) => unknown): Page {
  const shown = rows.slice(0, cursor.pageSize)
  const last = shown.at(-1)
  const hasMore = rows.length > shown.length && last !== undefined
  return {
    pageSize: cursor.pageSize,
    hasMore,
    ...(hasMore && {next: encode({...cursor, after: keyOf(last)})}),
    data: shown.map(view),
  }
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
