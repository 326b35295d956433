import type {Severity} from '../finding.js'

/** A rule as it is described, whoever checks it. */
export interface RuleText {
  id: string
  severity: Severity
  /** What the rule demands, as one sentence. */
  description: string
}

/** What is said of the text itself and of the comments in it, before any value is judged. */
export const readingRules: readonly RuleText[] = [
  {id: 'yaml-unparsable', severity: 'error', description: 'The file is YAML that helm can read.'},
  {id: 'yaml-not-utf8', severity: 'error', description: 'The file is text in UTF-8.'},
  {id: 'yaml-not-a-mapping', severity: 'error', description: 'The file holds keys and values at the top, no list and no text.'},
  {id: 'yaml-duplicate-key', severity: 'error', description: 'No key stands twice in one map.'},
  {id: 'yaml-second-document', severity: 'error', description: 'The file is one YAML document.'},
  {id: 'yaml-aliases', severity: 'error', description: 'Aliases neither hold themselves nor multiply the file without end.'},
  {id: 'ignore-unknown-rule', severity: 'error', description: 'A cloudprem-ignore comment names a rule that exists.'},
  {id: 'ignore-without-reason', severity: 'error', description: 'A cloudprem-ignore comment says why.'},
  {id: 'ignore-unused', severity: 'warning', description: 'A cloudprem-ignore comment answers for a finding.'},
]
