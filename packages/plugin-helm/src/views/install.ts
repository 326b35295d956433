import {renderPairs} from '@cloudprem/core'
import type {KubeContext} from '../cluster/kube-context.js'
import type {Release} from '../release.js'

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
