import {isMap, type Values, type ValuesPath} from '@cloudprem/chart'
import {redactText} from '@cloudprem/core'
import type {WrittenScalar} from '@cloudprem/chart/edit'
import {isSecretPath} from './secret-path.js'

export const MASK = '••••••'

/** The text with every secret value masked, line for line, so that lines keep their numbers. */
export function maskSecrets(text: string, values: Values, scalars: readonly WrittenScalar[]): string {
  let masked = ''
  let from = 0
  for (const {path, start, end} of scalars) {
    if (start < from || start === end || !isSecretPath(path, values)) continue
    masked += text.slice(from, start) + text.slice(start, end).replaceAll(/\S[^\r\n]*/g, MASK)
    from = end
  }
  return (masked + text.slice(from)).split('\n').map(redactText).join('\n')
}

/** A copy of what stands at `path` with every secret in it masked. */
export function maskValue(value: unknown, path: ValuesPath, values: Values): unknown {
  if (Array.isArray(value)) return value.map((item, index) => maskValue(item, [...path, index], values))
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, maskValue(each, [...path, key], values)]))
  if (value === null || value === '' || typeof value === 'boolean') return value
  if (isSecretPath(path, values)) return MASK
  return typeof value === 'string' ? redactText(value) : value
}
