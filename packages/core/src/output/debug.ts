import {visibleLines} from '../list/column.js'
import {redactText} from './redact.js'
import {standardError} from './standard-streams.js'

let enabled = false

/** Turns `--debug` on for the rest of the process. */
export function enableDebug(): void {
  enabled = true
}

/** Writes one redacted line to stderr when `--debug` is on. `topic` is one word: http, run, db … */
export function debug(topic: string, message: string | (() => string)): void {
  if (!enabled) return
  standardError.write(visibleLines(redactText(`debug  ${topic}: ${typeof message === 'string' ? message : message()}`)) + '\n')
}
