import {CloudpremError, debug, proxyInUse} from '@cloudprem/core'
import type {Cluster as KubeCluster} from '@kubernetes/client-node'
// Past the library's index, which brings every client and the models of every object.
import {KubeConfig} from '@kubernetes/client-node/dist/config.js'
import {homedir} from 'node:os'
import path from 'node:path'
import {getProxyForUrl} from 'proxy-from-env'
import type {ReleasePlace} from './cluster.js'
import {isInCluster, kubeconfigFiles} from './kubeconfig-files.js'

/**
 * Loads what kubectl would: the named file, else those of KUBECONFIG merged, else `~/.kube/config`, else the cluster in which
 * this runs; and turns to the named context.
 *
 * @throws CloudpremError `KUBECONFIG_INVALID` (exit 3)
 */
export function loadKubeconfig(
  {kubeconfig, kubeContext}: ReleasePlace,
  env: NodeJS.ProcessEnv,
  insecureTls: boolean,
): KubeConfig {
  const files = kubeconfig === undefined ? kubeconfigFiles(env) : [kubeconfig]
  const config = files.length > 0 ? merged(files) : inCluster(env)
  if (kubeContext !== undefined) config.setCurrentContext(kubeContext)
  const cluster = config.getCurrentCluster()
  if (!cluster) throw unknownContext(config, kubeContext, files)
  useProxy(config, cluster, insecureTls)
  return config
}

/** As kubectl merges: the first file that has a name, or a current context, wins. The library would refuse a name twice. */
function merged(files: string[]): KubeConfig {
  const all = new KubeConfig()
  for (const file of files) {
    const one = load(file)
    all.currentContext ||= one.currentContext
    for (const list of ['clusters', 'users', 'contexts'] as const) {
      const known = new Set(all[list].map(({name}) => name))
      const added = one[list].filter(({name}) => !known.has(name))
      Object.assign(all, {[list]: [...all[list], ...added]})
    }
  }
  return all
}

function load(file: string): KubeConfig {
  const config = new KubeConfig()
  try {
    config.loadFromFile(file)
    return config
  } catch (cause) {
    throw new CloudpremError({
      code: 'KUBECONFIG_INVALID',
      message: `The kubeconfig ${file} cannot be read`,
      // YAML libraries quote the line, which may hold a token.
      reason: cause instanceof Error ? cause.message.split('\n')[0] : undefined,
      hint: `kubectl --kubeconfig ${file} config get-contexts`,
      details: {file},
      cause,
    })
  }
}

function inCluster(env: NodeJS.ProcessEnv): KubeConfig {
  if (!isInCluster(env)) {
    throw new CloudpremError({
      code: 'KUBECONFIG_INVALID',
      message: 'There is no kubeconfig that leads to the cluster of the release',
      reason: `Neither KUBECONFIG nor ${path.join(homedir(), '.kube', 'config')} is a file.`,
      hint: ['the same command with --kubeconfig FILE', 'or with --dsn @FILE, when the database can be reached from here'],
    })
  }
  const config = new KubeConfig()
  config.loadFromCluster()
  return config
}

function unknownContext(config: KubeConfig, named: string | undefined, files: string[]): CloudpremError {
  const known = config.getContexts().map(({name}) => name)
  const wanted = named ?? config.getCurrentContext()
  return new CloudpremError({
    code: 'KUBECONFIG_INVALID',
    message: wanted ? `The kubeconfig has no context "${wanted}" with a cluster` : 'The kubeconfig has no current context',
    reason: `${files.join(', ')} ${known.length === 0 ? 'has none at all' : `has: ${known.join(', ')}`}.`,
    hint: known[0] === undefined ? 'kubectl config get-contexts' : `the same command with --kube-context ${known[0]}`,
    details: {context: wanted, contexts: known},
  })
}

/** The library knows a proxy of the kubeconfig only; kubectl and helm obey the environment too. */
function useProxy(config: KubeConfig, cluster: KubeCluster, insecureTls: boolean): void {
  const proxy = cluster.proxyUrl ?? (proxyInUse() === undefined ? undefined : getProxyForUrl(cluster.server) || undefined)
  if (proxy !== undefined) debug('kube', `${cluster.server} through the proxy ${proxy}`)
  const changed: KubeCluster = {
    ...cluster,
    ...(proxy !== undefined && {proxyUrl: proxy}),
    ...(insecureTls && {skipTLSVerify: true}),
  }
  config.clusters = config.clusters.map((each) => (each === cluster ? changed : each))
}
