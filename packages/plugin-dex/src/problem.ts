import type {ValuesPath} from '@cloudprem/chart'

/**
 * `error`: Dex does not start, or somebody cannot log in, or everybody can. `warning`: it works and should not stay so.
 * `note`: worth knowing; never counts, not even with `--strict`.
 */
export type Severity = 'error' | 'warning' | 'note'

/** Something in a Dex configuration that is wrong or should not stay. */
export interface Problem {
  /** Stable name of the rule, `issuer-not-membership`. */
  rule: string
  severity: Severity
  /** Path in Dex's own document; where nothing stands there, what is missing. */
  path: ValuesPath
  /** Path in the values file, where it is not the one that `path` comes from: `membership.dex.envVars`. */
  valuesPath?: string
  /** What is wrong and what follows from it; never holds a secret. */
  message: string
  /** What to do, as one line. */
  fix?: string
  /** What Dex prints when it ends for this, for refusals. */
  dexSays?: string
  /** Whether it is the one that Dex meets first, and stops at. */
  first?: boolean
}
