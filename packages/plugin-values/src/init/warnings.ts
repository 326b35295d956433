import {atLeast, type DeployedHost} from '@cloudprem/chart'
import type {InitPlan} from './plan.js'

/** What the new file lacks or where it surprises. */
export function warningsOf(plan: InitPlan, hosts: DeployedHost[]): string[] {
  return [...licenceWarnings(plan), ...wildcardWarnings(plan, hosts), ...connectorWarnings(plan)]
}

function licenceWarnings({licence, major, secrets}: InitPlan): string[] {
  if (major < 3) return []
  const isInStore = secrets.kind === 'external-secrets' && licence.clusterId !== undefined
  const hasToken = licence.token !== undefined || licence.secret !== undefined || isInStore
  const missing = [
    ...(hasToken ? [] : ['--licence-token @FILE']),
    ...(licence.clusterId === undefined ? ['--licence-cluster-id ID'] : []),
  ]
  if (missing.length === 0) return []
  return [
    `No ${!hasToken && licence.clusterId === undefined ? 'licence' : 'complete licence'} in the file: Membership ` +
      `wants one. Give ${missing.join(' and ')}, or add it to the file (the id: kubectl get ns kube-system -o jsonpath={.metadata.uid}).`,
  ]
}

function wildcardWarnings({domain, tlsSecret}: InitPlan, hosts: DeployedHost[]): string[] {
  if (tlsSecret === undefined) return []
  const uncovered = hosts.flatMap(({host}) =>
    host === undefined || (host.endsWith(`.${domain}`) && !host.slice(0, -domain.length - 1).includes('.')) ? [] : [host],
  )
  if (uncovered.length === 0) return []
  return [`A certificate for *.${domain} does not cover ${uncovered.join(' and ')}: have the name in the one of ${tlsSecret}.`]
}

function connectorWarnings({provider, secrets, chartVersion}: InitPlan): string[] {
  if (!provider || secrets.kind !== 'inline' || !atLeast(chartVersion, '3.4.0')) return []
  return [
    "The chart writes the provider's client secret into a ConfigMap, where it is readable: --secrets kubernetes keeps it in a Secret.",
  ]
}
