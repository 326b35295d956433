import {errorCatalogue, type ErrorCode} from './catalogue.js'
import {ExitCode} from './exit-code.js'

export interface CloudpremErrorOptions {
  code: ErrorCode
  /** What happened, with the value that was given and where it came from. One sentence, no full stop needed. */
  message: string
  /** Why, in further lines. */
  reason?: string
  /** Commands or acts that mend it, most likely first, each ready to paste. */
  hint?: string | string[]
  /** More for scripts; goes into the JSON document as it is, redacted. */
  details?: Record<string, unknown>
  cause?: unknown
}

/** The JSON document of an error, as `--json` prints it below the key `error`. */
export interface ErrorDocument {
  code: string
  message: string
  reason?: string
  hint?: string
  exitCode: number
  details?: Record<string, unknown>
}

/** The one error class: what happened, why, and the next command. Its exit code follows from its code. */
export class CloudpremError extends Error {
  readonly code: ErrorCode
  readonly reason?: string
  readonly hints: string[]
  readonly details?: Record<string, unknown>

  constructor(options: CloudpremErrorOptions) {
    super(options.message, {cause: options.cause})
    this.name = 'CloudpremError'
    this.code = options.code
    this.reason = options.reason
    this.hints = options.hint === undefined ? [] : [options.hint].flat()
    this.details = options.details
  }

  get exitCode(): ExitCode {
    // A plugin newer than its host may throw a code that this copy does not know.
    return errorCatalogue[this.code]?.exitCode ?? ExitCode.defect
  }

  toDocument(): ErrorDocument {
    return {
      code: this.code,
      message: this.message,
      ...(this.reason && {reason: this.reason}),
      ...(this.hints.length > 0 && {hint: this.hints.join('\n')}),
      exitCode: this.exitCode,
      ...(this.details && {details: this.details}),
    }
  }
}

/** Tells a CloudpremError of any loaded copy of core, where `instanceof` would know only its own. */
export function isCloudpremError(error: unknown): error is CloudpremError {
  return error instanceof Error && error.name === 'CloudpremError' && 'code' in error && 'hints' in error
}
