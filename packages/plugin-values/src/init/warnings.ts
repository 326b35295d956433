import type {DeployedHost} from '@cloudprem/chart'
import type {InitPlan} from './build-values.js'

/** What the new file lacks or where it surprises. */
export function warningsOf(plan: InitPlan, hosts: DeployedHost[]): string[] {
  return [...licenceWarnings(plan), ...wildcardWarnings(plan, hosts)]
}

function licenceWarnings({licence, major}: InitPlan): string[] {
  if (major < 3) return []
  const missing = [
    ...(licence.token === undefined ? ['--licence-token @FILE'] : []),
    ...(licence.clusterId === undefined ? ['--licence-cluster-id ID'] : []),
  ]
  if (missing.length === 0) return []
  return [
    `No ${licence.token === undefined && licence.clusterId === undefined ? 'licence' : 'complete licence'} in the file: Membership ` +
      `wants one. Give ${missing.join(' and ')}, or add it to the file (the id: kubectl get ns kube-system -o jsonpath={.metadata.uid}).`,
  ]
}

function wildcardWarnings({domain, tlsSecret}: InitPlan, hosts: DeployedHost[]): string[] {
  const uncovered = hosts.flatMap(({host}) =>
    host === undefined || (host.endsWith(`.${domain}`) && !host.slice(0, -domain.length - 1).includes('.')) ? [] : [host],
  )
  if (uncovered.length === 0) return []
  return [`A certificate for *.${domain} does not cover ${uncovered.join(' and ')}: have the name in the one of ${tlsSecret}.`]
}
