import {CloudpremError} from '@cloudprem/core'
import * as oidc from 'openid-client'
import {isNetworkFailure, networkReason, ownErrorIn, responseOf} from './explain.js'

export interface TokenRequest {
  membershipUri: string
  /** What was asked for, in words that follow "Membership refused": `the login`, `to refresh the login`. */
  what: string
  /** The command to try next. */
  hint: string
}

/**
 * Makes one error of whatever can go wrong between a request to an OAuth endpoint and its tokens: no connection, no answer in
 * time, an error that the server names, a status without a reason, a body that is something else.
 */
export function explainTokenFailure(error: unknown, {membershipUri, what, hint}: TokenRequest): CloudpremError {
  const own = ownErrorIn(error)
  if (own) return own
  if (error instanceof oidc.ResponseBodyError) {
    return new CloudpremError({
      code: 'MEMBERSHIP_LOGIN_FAILED',
      message: `Membership refused ${what}: ${error.error}`,
      reason: reasonOf(error),
      hint,
      details: {error: error.error, status: error.status},
      cause: error,
    })
  }
  if (isNetworkFailure(error)) {
    return new CloudpremError({
      code: 'MEMBERSHIP_UNREACHABLE',
      message: `The connection to ${membershipUri} failed; it was asked for ${what.replace(/^to /, '')}`,
      reason: networkReason(error),
      hint,
      cause: error,
    })
  }
  const status = responseOf(error)?.status
  if (status !== undefined && status >= 400) {
    return new CloudpremError({
      code: 'MEMBERSHIP_REFUSED',
      message: `Membership refused ${what}: HTTP ${status}`,
      reason:
        MEANING[status] ?? (status >= 500 ? 'Membership, or what stands in front of it, has failed.' : 'It gives no reason.'),
      hint,
      details: {status},
      cause: error,
    })
  }
  return new CloudpremError({
    code: 'MEMBERSHIP_ANSWER_UNEXPECTED',
    message: `Membership answered with something else than tokens; it was asked for ${what.replace(/^to /, '')}`,
    reason: deepestMessage(error),
    hint: 'the same command with --debug',
    cause: error,
  })
}

const MEANING: Record<number, string> = {
  401: 'It does not know the client, or the secret of the client is wrong.',
  407: 'That is what a proxy says that wants a user name and a password.',
  429: 'It gets too many requests at the moment.',
}

/** RFC 6749, section 5.2: codes that say who may ask, and what the operator of a CloudPrem can do about them. */
function reasonOf(error: oidc.ResponseBodyError): string {
  const said = error.error_description ?? ''
  const meaning: Record<string, string> = {
    invalid_client: 'It does not know the client, or the secret of the client is wrong.',
    unauthorized_client: 'This client may not log in that way.',
    invalid_scope: 'This client may not have the rights that were asked for.',
  }
  return [said, meaning[error.error]].filter(Boolean).join('\n')
}

function deepestMessage(error: unknown): string | undefined {
  let message: string | undefined
  for (let each: unknown = error; each instanceof Error; each = each.cause) message = each.message
  return message?.slice(0, 300)
}
