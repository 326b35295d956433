import * as v from 'valibot'
import {readPages} from './answer.js'
import {instant} from './fields.js'
import type {Listing} from './listing.js'
import type {MembershipClient} from './membership-client.js'

const entrySchema = v.object({
  seq: v.string(),
  organizationId: v.string(),
  /** A user's ID, or SYSTEM. */
  userId: v.string(),
  /** `organizations.updated` and its like: fctl v3.8.0, openapi/membership.yaml, schema Action. */
  action: v.string(),
  date: instant,
  data: v.optional(v.record(v.string(), v.unknown()), {}),
})

/** Something that was done to an organization or to what is in it. */
export type HistoryEntry = v.InferOutput<typeof entrySchema>

export interface HistoryQuery {
  stackId?: string
  userId?: string
  action?: string
  /** Only entries whose data has this value under this key. */
  key?: string
  value?: string
}

/** Newest first. */
export function readHistory(client: MembershipClient, organizationId: string, query: HistoryQuery = {}): Listing<HistoryEntry> {
  return readPages(
    `read the history of ${organizationId}`,
    (page) => {
      // With a cursor nothing else may be asked; the type of `action` is the list of the document, which grows.
      const asked = ('cursor' in page ? page : {...page, ...query}) as object
      return client.restOf(organizationId).GET('/organizations/{organizationId}/logs', {
        params: {path: {organizationId}, query: asked},
      })
    },
    (body) => v.parse(entrySchema, body),
  )
}
