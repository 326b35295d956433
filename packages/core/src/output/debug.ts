import {redactText} from './redact.js'

let enabled = false

/** Turns `--debug` on for the rest of the process. */
export function enableDebug(): void {
  enabled = true
}

/** Writes one redacted line to stderr when `--debug` is on. `topic` is one word: http, run, db … */
export function debug(topic: string, message: string): void {
  if (enabled) process.stderr.write(redactText(`debug  ${topic}: ${message}`) + '\n')
}
