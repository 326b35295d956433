import {debug} from '@cloudprem/core'
import * as oidc from 'openid-client'
import {setTimeout as sleep} from 'node:timers/promises'
import {isNetworkFailure, responseOf} from './explain.js'
import type {TokenAnswer} from './token-set.js'

export const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** RFC 8628, sections 3.2 and 3.5. */
const DEFAULT_INTERVAL_SECONDS = 5
const SLOW_DOWN_SECONDS = 5
/** A server that says 0 must not be asked without a pause. */
const LEAST_INTERVAL_SECONDS = 1
/** A person is at the approval page meanwhile: one failed request is no reason to send them away. */
const FAILURES_IN_A_ROW = 3

/** The code ran out while nobody had approved, and the server did not say so itself. */
export class CodeExpired extends Error {}

export interface Waiting {
  signal?: AbortSignal
  /** Milliseconds; `node:timers/promises` unless a test knows better. */
  pause?: (ms: number, signal: AbortSignal | undefined) => Promise<void>
}

/**
 * Asks for the tokens of a device code until it is approved, refused or over.
 *
 * @throws CodeExpired; the library's errors as they are, once they are final
 */
export async function waitForApproval(
  configuration: oidc.Configuration,
  authorization: oidc.DeviceAuthorizationResponse,
  {signal, pause = (ms, stop) => sleep(ms, undefined, {signal: stop})}: Waiting,
): Promise<TokenAnswer> {
  let interval = Math.max(authorization.interval ?? DEFAULT_INTERVAL_SECONDS, LEAST_INTERVAL_SECONDS)
  let failures = 0
  let waited = 0
  for (;;) {
    if (waited >= authorization.expires_in) throw new CodeExpired()
    await pause(interval * 1000, signal)
    waited += interval
    try {
      const tokens = await askForTokens(configuration, authorization.device_code)
      if (tokens !== 'slow_down' && tokens !== 'authorization_pending') return tokens
      failures = 0
      if (tokens === 'slow_down') interval += SLOW_DOWN_SECONDS
    } catch (error) {
      if (signal?.aborted || !isPassing(error) || ++failures === FAILURES_IN_A_ROW) throw error
      interval *= 2
      debug('login', () => `one question failed, the next comes in ${interval} s: ${String(error)}`)
    }
  }
}

/** One question for the tokens of a device code. */
export async function askForTokens(
  configuration: oidc.Configuration,
  deviceCode: string,
): Promise<TokenAnswer | 'slow_down' | 'authorization_pending'> {
  try {
    return await oidc.genericGrantRequest(configuration, DEVICE_CODE_GRANT, {device_code: deviceCode})
  } catch (error) {
    const code = error instanceof oidc.ResponseBodyError ? error.error : undefined
    if (code === 'slow_down' || code === 'authorization_pending') return code
    throw error
  }
}

function isPassing(error: unknown): boolean {
  const status = responseOf(error)?.status
  return isNetworkFailure(error) || (status !== undefined && (status === 429 || status >= 500))
}
