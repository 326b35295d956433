import {chartFacts} from '../majors/index.js'
import {formatPath, parsePath, type Values} from '../values.js'
import {DEFAULT_CHART_VERSION, knownMajorOf, normalizeVersion} from '../versions.js'
import {ChartValues} from './chart-values.js'
import type {Finding, Problem} from './finding.js'
import {parseValues, type ValuesFile} from './parse-values.js'
import type {Rule, RuleContext} from './rule.js'
import {rules} from './rules/index.js'

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

/**
 * Judges the text of a values file as `helm install` of the cloudprem chart would meet it: what Helm or the API server
 * would refuse, and what both accept and does not work, or is not safe.
 *
 * @throws RangeError when nothing is known of the chart version; ask {@link knownMajorOf} first
 */
export function checkValues(text: string, context: CheckContext = {}): ValuesReport {
  const {chartVersion = DEFAULT_CHART_VERSION, release, namespace} = context
  const version = normalizeVersion(chartVersion)
  const major = knownMajorOf(chartVersion)
  if (version === undefined || major === undefined) throw new RangeError(`nothing is known of cloudprem ${chartVersion}`)

  const file = parseValues(text)
  const findings = [...file.findings]
  let checks = file.checks
  if (file.values) {
    const facts = chartFacts(major)
    const values = new ChartValues(file.values, facts, version)
    const ruleContext: RuleContext = {version, facts, release, namespace, file}
    for (const rule of rules) {
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
