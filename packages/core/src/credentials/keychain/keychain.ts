import {CloudpremError, isCloudpremError} from '../../errors/cloudprem-error.js'
import {run, type RunResult} from '../../process/run.js'

/** The operating system's place for secrets, by the program that comes with it. */
export interface Keychain {
  /** Words for a person. */
  name: string
  read: (account: string) => Promise<string | undefined>
  write: (account: string, secret: string) => Promise<void>
  remove: (account: string) => Promise<void>
}

/** Under which all entries of ours stand. */
export const SERVICE = 'cloudprem'

/** A keychain may ask a person to unlock it. */
const PATIENCE_MS = 60_000

/** @throws CloudpremError `KEYCHAIN_UNAVAILABLE` (exit 3) when it cannot be started or does not end */
export async function runKeychain(program: string, args: string[], input?: string): Promise<RunResult> {
  try {
    return await run(program, args, {signal: AbortSignal.timeout(PATIENCE_MS), ...(input !== undefined && {input})})
  } catch (error) {
    if (!isCloudpremError(error)) throw error
    const reason =
      error.code === 'INTERRUPTED'
        ? `${program} did not end within ${PATIENCE_MS / 1000} seconds.`
        : (error.reason ?? error.message)
    throw unavailable(reason, error)
  }
}

export function unavailable(reason: string, cause?: unknown): CloudpremError {
  return new CloudpremError({
    code: 'KEYCHAIN_UNAVAILABLE',
    message: 'There is no keychain that can be used',
    reason,
    hint: ['unlock the keychain, and the same command again', 'cloudprem login   without --keychain: a file for you alone'],
    cause,
  })
}
