import {checkValues, deployedHosts, knownMajorOf, type Finding, type ValuesReport} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import type {ChartMetadata} from '../helm/chart-metadata.js'

/** What the values are called that were piped in. */
export const STANDARD_INPUT = 'standard input'

/** What was checked: one file, or what helm makes of several files and --set (then places in it mean nothing). */
export interface ValuesToCheck {
  text: string
  /** `values.yaml`, `values.yaml and 2 more`. */
  name: string
  merged: boolean
}

/** Why the values of this chart cannot be judged here; undefined when they can. */
export function whyUnchecked({name, version}: ChartMetadata): string | undefined {
  if (name !== 'cloudprem') return `the chart is ${name}, not cloudprem`
  if (version === undefined) return 'no chart version was named'
  return knownMajorOf(version) === undefined ? `nothing is known of cloudprem ${version}` : undefined
}

/**
 * Judges the values as `cloudprem values validate` does.
 *
 * @throws CloudpremError `VALUES_INVALID`, or `VALUES_UNPARSABLE` when it is no YAML mapping (both exit 4)
 */
export function requireValid(values: ValuesToCheck, metadata: ChartMetadata, release: string, namespace: string): ValuesReport {
  const report = checkValues(values.text, {release, namespace, chartVersion: metadata.version})
  if (report.errors === 0) return report
  const errors = report.findings.filter(({severity}) => severity === 'error')
  throw new CloudpremError({
    code: report.values ? 'VALUES_INVALID' : 'VALUES_UNPARSABLE',
    message: `${values.name} has ${count(report.errors, 'error')}, so nothing was installed`,
    reason: errors.map((finding) => renderFinding(finding, values)).join('\n'),
    hint: [
      ...(values.merged || values.name === STANDARD_INPUT ? [] : [`cloudprem values validate ${values.name}`]),
      'the same command with --skip-validation',
    ],
    details: {findings: report.findings},
  })
}

/** The names that checked values make reachable from outside; none where nothing was checked. */
export function hostsOf(report: ValuesReport | undefined, {version}: ChartMetadata): string[] {
  if (!report?.values || version === undefined) return []
  return deployedHosts(report.values, version).flatMap(({host}) => host ?? [])
}

function renderFinding({column, line, message, path, rule}: Finding, values: ValuesToCheck): string {
  const place = values.merged ? path : `${values.name}:${line}:${column}`
  return `${place}  ${message} (${rule})`
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
