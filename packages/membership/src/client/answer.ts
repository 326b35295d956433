import {CloudpremError} from '@cloudprem/core'
import * as v from 'valibot'
import {isNetworkFailure, networkReason} from '../oauth/explain.js'
import {arrayBatches} from './array-batches.js'
import {Listing} from './listing.js'

/** What a call of openapi-fetch gives back. */
export interface Answer {
  data?: unknown
  error?: unknown
  response: Response
}

const errorSchema = v.object({
  errorCode: v.string(),
  errorMessage: v.optional(v.string()),
  details: v.optional(v.string()),
})

/**
 * Waits for a REST answer and narrows its `data` with `parse`.
 *
 * @param what the act in words, for errors: `read organization abc`
 * @throws CloudpremError `MEMBERSHIP_REFUSED` on an error answer, `MEMBERSHIP_UNREACHABLE`,
 *   `MEMBERSHIP_ANSWER_UNEXPECTED` when the body is not what the document says (all exit 5)
 */
export async function readAnswer<T>(what: string, call: Promise<Answer>, parse: (data: unknown) => T): Promise<T> {
  const answer = await accepted(what, call)
  const body = v.safeParse(v.object({data: v.unknown()}), answer.data)
  try {
    return parse(body.success ? body.output.data : undefined)
  } catch (error) {
    throw unexpected(what, error)
  }
}

/** Waits for an answer that has nothing to say beyond its status (202, 204). */
export async function readNothing(what: string, call: Promise<Answer>): Promise<void> {
  await accepted(what, call)
}

/**
 * The list in the `data` of an answer, narrowed element by element as it arrives. `call` must ask for the body unread
 * (`parseAs: 'stream'`).
 */
export function readList<T>(what: string, call: () => Promise<Answer>, parse: (element: unknown) => T): Listing<T> {
  return new Listing(async function* () {
    const {data} = await accepted(what, call())
    if (!(data instanceof ReadableStream)) throw unexpected(what, new Error('the answer has no body'))
    try {
      for await (const batch of arrayBatches(data as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>)) {
        yield batch.map(parse)
      }
    } catch (error) {
      throw isNetworkFailure(error) ? unreachable(what, error) : unexpected(what, error)
    }
  })
}

/** How many entries one page of a paged list has. */
const PAGE_SIZE = 100

const cursorSchema = v.object({
  hasMore: v.boolean(),
  next: v.optional(v.nullable(v.string())),
  data: v.nullish(v.array(v.unknown())),
})

/** Which page is asked. */
export type Page = {pageSize: number} | {cursor: string}

/**
 * A list that Membership gives page by page (history, OAuth clients), each page asked when the one before was taken.
 *
 * @param call asks one page: the first has no cursor, the others nothing but the cursor, as Membership wants it
 */
export function readPages<T>(what: string, call: (page: Page) => Promise<Answer>, parse: (element: unknown) => T): Listing<T> {
  return new Listing(async function* () {
    for (let page: Page | undefined = {pageSize: PAGE_SIZE}; page;) {
      const cursor: {hasMore?: boolean | undefined; next?: string | null | undefined; entries: T[]} = await readAnswer(
        what,
        call(page),
        (data) => {
          const raw = v.parse(cursorSchema, data)
          return {...raw, entries: (raw.data ?? []).map(parse)}
        },
      )
      yield cursor.entries
      page = cursor.hasMore && cursor.next ? {cursor: cursor.next} : undefined
    }
  })
}

async function accepted(what: string, call: Promise<Answer>): Promise<Answer> {
  let answer: Answer
  try {
    answer = await call
  } catch (error) {
    if (isNetworkFailure(error)) throw unreachable(what, error)
    // openapi-fetch throws when a body is not the JSON that the document promises.
    throw error instanceof SyntaxError ? unexpected(what, error) : error
  }
  if (!answer.response.ok) throw refused(what, answer)
  return answer
}

function unreachable(what: string, cause: unknown): CloudpremError {
  return new CloudpremError({
    code: 'MEMBERSHIP_UNREACHABLE',
    message: `Membership did not answer: ${what}`,
    reason: networkReason(cause),
    hint: 'the same command again',
    cause,
  })
}

function refused(what: string, {error, response}: Answer): CloudpremError {
  const body = v.safeParse(errorSchema, error)
  const said = body.success
    ? `${body.output.errorCode}${body.output.errorMessage ? `: ${body.output.errorMessage}` : ''}${body.output.details ? ` (${body.output.details})` : ''}`
    : 'without a reason'
  return new CloudpremError({
    code: response.status === 401 ? 'MEMBERSHIP_NOT_LOGGED_IN' : 'MEMBERSHIP_REFUSED',
    message: `Membership refused to ${what}: HTTP ${response.status}`,
    reason: said.slice(0, 300),
    ...hintFor(response),
    details: {status: response.status, ...(body.success && {errorCode: body.output.errorCode})},
  })
}

function hintFor(response: Response): {hint?: string} {
  if (response.status === 401) return {hint: 'cloudprem login'}
  // Seconds; the other form, a date, is not what rate limits send (RFC 9110, 10.2.3).
  const seconds = /^\d{1,6}$/.exec(response.headers.get('retry-after') ?? '')?.[0]
  return seconds === undefined ? {} : {hint: `the same command again in ${seconds} seconds`}
}

function unexpected(what: string, cause: unknown): CloudpremError {
  return new CloudpremError({
    code: 'MEMBERSHIP_ANSWER_UNEXPECTED',
    message: `Membership's answer was not understood: ${what}`,
    reason: misfit(cause)?.slice(0, 300),
    hint: 'the same command with --debug',
    cause,
  })
}

/** Valibot's first complaint in words: its own say `undefined` for what is not there. */
function misfit(cause: unknown): string | undefined {
  if (!v.isValiError(cause)) return cause instanceof Error ? cause.message : undefined
  const [issue] = cause.issues
  const field = v.getDotPath(issue) ?? 'data'
  return issue.received === 'undefined' ? `"${field}" is missing` : `"${field}": ${issue.message}`
}
