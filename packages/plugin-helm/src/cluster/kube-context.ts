import {isMap, valueAt} from '@cloudprem/chart'

/** The cluster that kubectl and helm would talk to. */
export interface KubeContext {
  name: string
  /** `https://10.0.0.1:6443`; undefined when the context names no known cluster. */
  server: string | undefined
}

/**
 * Looks a context up in parsed kubeconfig files, as kubectl merges them: the first file that has a name wins.
 *
 * @param named the context asked for; without it the current one
 */
export function findKubeContext(configs: unknown[], named: string | undefined): KubeContext | undefined {
  const name = named ?? configs.map((config) => text(valueAt(config, 'current-context'))).find(Boolean)
  if (name === undefined) return undefined
  const cluster = text(valueAt(findEntry(configs, 'contexts', name), 'context.cluster'))
  const server = cluster && text(valueAt(findEntry(configs, 'clusters', cluster), 'cluster.server'))
  return {name, server: server || undefined}
}

function findEntry(configs: unknown[], list: 'contexts' | 'clusters', name: string): unknown {
  for (const config of configs) {
    const entries = valueAt(config, list)
    const entry = Array.isArray(entries) ? entries.filter(isMap).find((each) => each['name'] === name) : undefined
    if (entry !== undefined) return entry
  }
  return undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
