import type {ValuesPath} from '../values.js'

/** `error`: the deployment fails, cannot be used or is open to everyone; `warning`: it works, and should not stay so. */
export type Severity = 'error' | 'warning'

/** Something in a values file that is wrong or should not stay, and where. */
export interface Finding {
  /** Stable name of the rule, `tls-missing`. */
  rule: string
  severity: Severity
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
}

/** What a rule says about one value: a problem, or undefined when it looked and found nothing wrong. */
export type Verdict = Problem | undefined

/** A finding before its place in the file is known. */
export interface Problem {
  path: string | ValuesPath
  message: string
  fix?: string
  /** Where it differs from the rule's own. */
  severity?: Severity
}
