import {chartFacts, type ChartFacts} from '../majors/index.js'
import {formatPath, parsePath, type Values} from '../values.js'
import {DEFAULT_CHART_VERSION, majorOf, normalizeVersion} from '../versions.js'
import {applyIgnores} from './apply-ignores.js'
import {ChartValues} from './chart-values.js'
import type {Finding, Problem} from './finding.js'
import {LayeredFile, mergeValues} from './layered-file.js'
import {parseValues, type ValuesFile} from './parse-values.js'
import type {Rule, RuleContext} from './rule.js'
import {isRuleId, rules, rulesOfAnyChart} from './rules/index.js'
import {publishedJudge} from './schema/published-judge.js'
import type {ValuesJudge} from './schema/refusal.js'

/** What a values file is meant for. Without release and namespace the rules that need them keep silent. */
export interface CheckContext {
  release?: string
  namespace?: string
  /** With or without `v`; default {@link DEFAULT_CHART_VERSION}. */
  chartVersion?: string
  /** The schemas to judge by, where others than the published ones of the major count. */
  judge?: ValuesJudge
  /** What is known of that chart version, where it differs from what is known of its major. */
  facts?: ChartFacts
}

export interface ValuesReport {
  /** In the order of the files, and of the lines in each. */
  findings: Finding[]
  /** Those that a `# cloudprem-ignore` comment answers for. */
  ignored: Finding[]
  /** How many things were looked at. */
  checks: number
  errors: number
  warnings: number
  /** Undefined when a file could not be read as one mapping. */
  values: Values | undefined
}

/** A values file as text. */
export interface ValuesText {
  name: string
  text: string
  /** Where it was read already. */
  file?: ValuesFile
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
  const report = checkValuesFiles([{name: '', text}], context)
  for (const finding of [...report.findings, ...report.ignored]) delete finding.file
  return report
}

/**
 * The same for several files that helm gets by `-f` in this order: the last wins, and a finding names the file that says it.
 *
 * @throws RangeError as {@link checkValues}
 */
export function checkValuesFiles(texts: readonly ValuesText[], context: CheckContext = {}): ValuesReport {
  const {chartVersion = DEFAULT_CHART_VERSION, release, namespace} = context
  const version = normalizeVersion(chartVersion)
  const major = majorOf(chartVersion)
  if (version === undefined || major === undefined) throw new RangeError(`nothing is known of cloudprem ${chartVersion}`)

  const files = texts.map(({name, text, file = parseValues(text)}) => ({name, file}))
  const layers = new LayeredFile(files)
  const all: Finding[] = files.flatMap(({name, file}) => file.findings.map((finding) => ({...finding, file: name})))
  let checks = files.reduce((sum, {file}) => sum + file.checks, 0)
  const merged = mergeAll(files.map(({file}) => file.values))
  if (merged) {
    const facts = context.facts ?? (major === 1 ? NO_FACTS : chartFacts(major))
    const values = new ChartValues(merged, facts, version)
    const judge = context.judge ?? publishedJudge(facts.major)
    // The schemas of 1.0.x are not known, and its file is not judged by those of others.
    const refusals = major === 1 ? [] : judge.judge(merged)
    const ruleContext: RuleContext = {version, facts, release, namespace, file: layers, schema: judge.shape, refusals}
    for (const rule of major === 1 ? rulesOfAnyChart : rules) {
      const verdicts = rule.check(values, ruleContext)
      checks += verdicts.length
      for (const problem of verdicts) if (problem) all.push(toFinding(rule, problem, layers))
    }
  }

  const findings: Finding[] = []
  const ignored: Finding[] = []
  for (const {name, file} of files) {
    const own = all.filter((finding) => finding.file === name)
    const judged = applyIgnores(own, file.ignores, isRuleId)
    findings.push(...judged.kept.map((finding) => ({...finding, file: name})).sort(byPlace))
    ignored.push(...judged.ignored.sort(byPlace))
  }
  const errors = findings.filter(({severity}) => severity === 'error').length
  return {findings, ignored, checks, errors, warnings: findings.length - errors, values: merged}
}

/** Undefined when one of them could not be read. */
function mergeAll([first, ...others]: readonly (Values | undefined)[]): Values | undefined {
  return others.reduce((merged, over) => merged && over && mergeValues(merged, over), first)
}

function byPlace(one: Finding, other: Finding): number {
  return one.line - other.line || one.column - other.column
}

function toFinding(rule: Rule, {path, message, fix, repair, severity}: Problem, layers: LayeredFile): Finding {
  const steps = typeof path === 'string' ? parsePath(path) : path
  const edit = repair && layers.editOf(steps, repair)
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    file: layers.fileOf(steps)?.name ?? '',
    path: formatPath(steps),
    ...layers.locate(steps),
    message,
    ...(fix !== undefined && {fix}),
    ...(edit && {edit}),
  }
}
