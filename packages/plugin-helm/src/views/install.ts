import type {ValuesReport} from '@cloudprem/chart'
import {renderPairs} from '@cloudprem/core'
import type {KubeContext} from '../cluster/kube-context.js'
import type {Release} from '../release.js'
import {count, STANDARD_INPUT} from '../values/check.js'

/** What is about to be installed, and where. */
export function renderPlan(release: Release, context: KubeContext | undefined, values: string): string[] {
  const {chart, metadata, request} = release
  return renderPairs(
    [
      ['Cluster', describeContext(context)],
      ['Namespace', `${request.namespace} (made where it does not exist)`],
      ['Release', request.release],
      ['Chart', `${chart.name} ${metadata.version ?? '(the newest)'}`],
      ['Values', values],
    ],
    0,
  )
}

export function describeContext(context: KubeContext | undefined): string {
  if (context === undefined) return 'none is configured: KUBECONFIG and ~/.kube/config name no context'
  return `${context.name} (${context.server ?? 'unknown server'})`
}

export function renderInstalled(release: Release, status: string, hosts: string[]): string[] {
  const {metadata, request} = release
  return [
    `Installed ${metadata.name} ${metadata.version ?? ''}`.trimEnd() +
      ` as ${request.release} in ${request.namespace} (${status})`,
    ...hosts.map((host) => `  https://${host}`),
  ]
}

/** Which values are used, and what was found in them. */
export function describeValues({request}: Release, report: ValuesReport | undefined, skipped: boolean): string {
  const names = request.valuesFiles.map((file) => (file === '-' ? STANDARD_INPUT : file)).join(', ') || '--set only'
  if (report) return `${names} (0 errors, ${count(report.warnings, 'warning')})`
  return `${names} (${skipped ? 'not checked: --skip-validation' : 'not checked'})`
}
