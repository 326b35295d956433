import {CloudpremError} from '@cloudprem/core'
import * as v from 'valibot'
import {isNetworkFailure, networkReason} from '../oauth/explain.js'

/** What a call of openapi-fetch gives back. */
interface Answer {
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
  let answer: Answer
  try {
    answer = await call
  } catch (error) {
    if (isNetworkFailure(error)) {
      throw new CloudpremError({
        code: 'MEMBERSHIP_UNREACHABLE',
        message: `Membership did not answer: ${what}`,
        reason: networkReason(error),
        hint: 'the same command again',
        cause: error,
      })
    }
    // openapi-fetch throws when a body is not the JSON that the document promises.
    throw error instanceof SyntaxError ? unexpected(what, error) : error
  }
  if (!answer.response.ok) throw refused(what, answer)
  const data = v.safeParse(v.object({data: v.unknown()}), answer.data)
  try {
    return parse(data.success ? data.output.data : undefined)
  } catch (error) {
    throw unexpected(what, error)
  }
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
    ...(response.status === 401 && {hint: 'cloudprem login'}),
    details: {status: response.status, ...(body.success && {errorCode: body.output.errorCode})},
  })
}

function unexpected(what: string, cause: unknown): CloudpremError {
  return new CloudpremError({
    code: 'MEMBERSHIP_ANSWER_UNEXPECTED',
    message: `Membership's answer was not understood: ${what}`,
    reason: cause instanceof Error ? cause.message.slice(0, 300) : undefined,
    hint: 'the same command with --debug',
    cause,
  })
}
