import {findExecutable, run} from '@cloudprem/core'

/** What the cluster of the kube context has already, to choose from. */
export interface ClusterOffers {
  /** Names of the Secrets of type kubernetes.io/tls in the namespace. */
  tlsSecrets: string[]
  ingressClasses: string[]
}

const TIMEOUT = '--request-timeout=2s'
const NAMES = ['-o', 'jsonpath={.items[*].metadata.name}', TIMEOUT]

/** Asks kubectl, names only. Without kubectl, a cluster or the right to look there is nothing to offer. */
export async function readClusterOffers(namespace: string, signal: AbortSignal): Promise<ClusterOffers> {
  const kubectl = await findExecutable('kubectl')
  if (kubectl === undefined) return {tlsSecrets: [], ingressClasses: []}
  const names = async (...args: string[]) => {
    const {exitCode, stdout} = await run(kubectl, ['get', ...args, ...NAMES], {signal})
    return exitCode === 0 ? stdout.split(/\s+/).filter((name) => name !== '') : []
  }
  const [tlsSecrets, ingressClasses] = await Promise.all([
    names('secrets', '--namespace', namespace, '--field-selector', 'type=kubernetes.io/tls'),
    names('ingressclasses'),
  ])
  return {tlsSecrets, ingressClasses}
}
