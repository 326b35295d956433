import {chartFacts, isMap, KNOWN_MAJORS, parsePath, valueAt, type Values, type ValuesPath} from '@cloudprem/chart'
import {isSecretKey} from '@cloudprem/core'

const known = new Set(KNOWN_MAJORS.flatMap((major) => chartFacts(major).secrets.map(({path}) => JSON.stringify(parsePath(path)))))

/**
 * Whether a secret stands at `path`: one of the chart's, one by the name of its key, or the `value` of an environment
 * variable whose name says so. `secretKeys` hold names of keys, not secrets.
 */
export function isSecretPath(path: ValuesPath, values: Values): boolean {
  if (known.has(JSON.stringify(path))) return true
  const named = path.filter((step) => typeof step === 'string')
  const [parent, key] = [named.at(-2), named.at(-1)]
  if (key === undefined || parent === 'secretKeys') return false
  if (isSecretKey(key)) return true
  const holder: unknown = key === 'value' ? valueAt(values, path.slice(0, -1)) : undefined
  return isMap(holder) && typeof holder['name'] === 'string' && isSecretKey(holder['name'])
}
