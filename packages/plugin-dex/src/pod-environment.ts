import {isMap, valueAt, type Values} from '@cloudprem/chart'
import type {DexEnvironment} from './judge/environment.js'

/**
 * The variables that the values give to Dex's pod: `membership.dex.envVars`, and the dex chart's own `env` and `envFrom`.
 * A value that comes from a Secret is not known.
 */
export function podEnvironment(values: Values): DexEnvironment {
  const variables: Record<string, string | null> = {}
  const map = valueAt(values, 'membership.dex.env')
  if (isMap(map)) for (const [name, value] of Object.entries(map)) variables[name] = asText(value)
  const list = valueAt(values, 'membership.dex.envVars')
  for (const entry of Array.isArray(list) ? (list as unknown[]) : []) {
    if (!isMap(entry) || typeof entry['name'] !== 'string') continue
    variables[entry['name']] = entry['valueFrom'] === undefined ? asText(entry['value']) : null
  }
  const from = valueAt(values, 'membership.dex.envFrom')
  return {variables, hasOthers: Array.isArray(from) && from.length > 0}
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
