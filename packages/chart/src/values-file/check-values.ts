import {chartFacts, type ChartFacts} from '../majors/index.js'
import {formatPath, parsePath, type Values} from '../values.js'
import {DEFAULT_CHART_VERSION, majorOf, normalizeVersion} from '../versions.js'
import {ChartValues} from './chart-values.js'
import type {Finding, Problem} from './finding.js'
import {parseValues, type ValuesFile} from './parse-values.js'
import type {Rule, RuleContext} from './rule.js'
import {rules, rulesOfAnyChart} from './rules/index.js'

/** What a values file is meant for. Without release and namespace the rules that need them keep silent. */
export interface CheckContext {
  release?: string
  namespace?: string
  /** With or without `v`; default {@link DEFAULT_CHART_VERSION}. */
  chartVersion?: string
}

export interface ValuesReport {
  /** In the order of the file. */
  findings: Finding[]
  /** How many things were looked at. */
  checks: number
  errors: number
  warnings: number
  /** Undefined when the file could not be read as one mapping. */
  values: Values | undefined
}

/** Of 1.0.x. The major does not matter to the rules of any chart. */
const NO_FACTS: ChartFacts = {major: 2, topKeys: [], hosts: [], secrets: [], settings: [], deadKeys: []}

/**
 * Judges the text of a values file as `helm install` of the cloudprem chart would meet it: what Helm or the API server
 * would refuse, and what both accept and does not work, or is not safe.
 *
 * Of a file for 1.0.x, whose chart is not public, only what holds for any chart is said.
 *
 * @throws RangeError when the chart version is none or of an unknown major; ask {@link majorOf} first
 */
export function checkValues(text: string, context: CheckContext = {}): ValuesReport {
  const {chartVersion = DEFAULT_CHART_VERSION, release, namespace} = context
  const version = normalizeVersion(chartVersion)
  const major = majorOf(chartVersion)
  if (version === undefined || major === undefined) throw new RangeError(`nothing is known of cloudprem ${chartVersion}`)

  const file = parseValues(text)
  const findings = [...file.findings]
  let checks = file.checks
  if (file.values) {
    const facts = major === 1 ? NO_FACTS : chartFacts(major)
    const values = new ChartValues(file.values, facts, version)
    const ruleContext: RuleContext = {version, facts, release, namespace, file}
    for (const rule of major === 1 ? rulesOfAnyChart : rules) {
      const verdicts = rule.check(values, ruleContext)
      checks += verdicts.length
      for (const problem of verdicts) if (problem) findings.push(toFinding(rule, problem, file))
    }
  }
  findings.sort((one, other) => one.line - other.line || one.column - other.column)
  const errors = findings.filter(({severity}) => severity === 'error').length
  return {findings, checks, errors, warnings: findings.length - errors, values: file.values}
}

function toFinding(rule: Rule, {path, message, fix, severity}: Problem, file: ValuesFile): Finding {
  const steps = typeof path === 'string' ? parsePath(path) : path
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    path: formatPath(steps),
    ...file.locate(steps),
    message,
    ...(fix !== undefined && {fix}),
  }
}
