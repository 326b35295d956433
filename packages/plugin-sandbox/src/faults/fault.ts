/** What goes wrong. Times are in milliseconds. */
export type Effect =
  | {kind: 'latency'; ms: number}
  | {kind: 'status'; status: number; retryAfterSeconds?: number; error?: string}
  | {kind: 'html'; status: number}
  | {kind: 'drop'}
  | {kind: 'truncate'}
  | {kind: 'expired-token'}
  | {kind: 'clock-skew'; ms: number}

/** One fault and where it happens; as a whole, or for the first `times` requests that fit. */
export interface Fault {
  effect: Effect
  /** GET, POST …; undefined fits each. */
  method?: string
  /** Fits a path below the Membership URI; undefined fits each but the approval page. */
  path?: RegExp
  times?: number
}

/** What `--help` says of the effects: an example of each, and what it does. */
export const FAULT_EFFECTS: readonly (readonly [string, string])[] = [
  ['latency=3s', 'answers late'],
  ['status=500', 'answers this status, `,error=NAME` with this code'],
  ['status=429,retry-after=2', 'the same with Retry-After, in seconds'],
  ['html', 'answers a web page, `,status=502` not with 200'],
  ['drop', 'closes the connection without an answer'],
  ['truncate', 'does what was asked and sends half of the answer'],
  ['expired-token', 'takes no access token, as though it had ended'],
  ['clock-skew=120s', 'gives tokens of a clock that is ahead, or behind: `-120s`'],
]
