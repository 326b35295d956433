import type {ChartFacts} from '../majors/index.js'
import type {Severity, Verdict} from './finding.js'
import type {ChartValues} from './chart-values.js'
import type {LayeredFile} from './layered-file.js'
import type {ValuesSchema} from './schema/published.js'
import type {Refusal} from './schema/refusal.js'

/** What the file is judged for. */
export interface RuleContext {
  /** Normalized, without `v`. */
  version: string
  facts: ChartFacts
  /** Undefined when not known; rules that need it then keep silent. */
  release?: string
  namespace?: string
  file: LayeredFile
  /** Of the whole file: each child's below its key. */
  schema: ValuesSchema
  /** What the chart's schemas say of each value; undefined where nothing is wrong. */
  refusals: (Refusal | undefined)[]
}

/** A rule as it is described, whoever checks it. */
export interface RuleText {
  id: string
  severity: Severity
  /** What the rule demands, as one sentence. */
  description: string
  /** What really happens otherwise, as one or two sentences: who refuses it, or what then does not work. */
  why: string
}

/** One thing that is looked for. */
export interface Rule extends RuleText {
  /** One verdict for each value that was looked at. */
  check(values: ChartValues, context: RuleContext): Verdict[]
}
