import type {ValuesPath} from '../values.js'

/** `error`: the deployment fails, cannot be used or is open to everyone; `warning`: it works, and should not stay so. */
export type Severity = 'error' | 'warning'

/** A change of a text: what stands from `start` to `end` becomes `text`. */
export interface Edit {
  /** Offset from 0, in UTF-16 units. */
  start: number
  end: number
  text: string
}

/**
 * A change that needs no decision: put the value in quotes, or take them away, write another value, or another name for
 * the last key of the path.
 */
export type Repair = {kind: 'quote'} | {kind: 'unquote'} | {kind: 'replace'; value: string} | {kind: 'rename'; key: string}

/** Something in a values file that is wrong or should not stay, and where. */
export interface Finding {
  /** Stable name of the rule, `tls-missing`. */
  rule: string
  severity: Severity
  /** The file that says it, where several are laid over each other. */
  file?: string
  /** Path of the value, `membership.ingress.tls`; where it is absent the place still points at what surrounds it. */
  path: string
  /** Counted from 1. */
  line: number
  /** Counted from 1, in UTF-16 units. */
  column: number
  /** What is wrong and what follows from it; never holds the value of a secret. */
  message: string
  /** What to do, as one line. */
  fix?: string
  /** Does what `fix` says, where that is mechanical. */
  edit?: Edit
}

/** What a rule says about one value: a problem, or undefined when it looked and found nothing wrong. */
export type Verdict = Problem | undefined

/** A finding before its place in the file is known. */
export interface Problem {
  path: string | ValuesPath
  message: string
  fix?: string
  /** How `fix` is done by itself. */
  repair?: Repair
  /** Where it differs from the rule's own. */
  severity?: Severity
}
