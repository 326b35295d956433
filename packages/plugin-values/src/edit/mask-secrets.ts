import {isMap, type Values, type ValuesPath} from '@cloudprem/chart'
import {redactText} from '@cloudprem/core'
import type {EditableFile} from '@cloudprem/chart/edit'
import {isSecretPath} from './secret-path.js'

export const MASK = '••••••'

/** The text from one offset to another with every secret value masked, line for line, so that lines keep their numbers. */
export function maskSecrets({text, file}: EditableFile, from: number, to: number): string {
  const secrets: {start: number; end: number}[] = []
  file.forEachScalar((path, {start, end}) => {
    if (start < to && end > from && isSecretPath(path, file.values))
      secrets.push({start: Math.max(start, from), end: Math.min(end, to)})
  })
  let masked = ''
  let last = from
  for (const {start, end} of secrets.toSorted((one, other) => one.start - other.start)) {
    masked += text.slice(last, start) + text.slice(start, end).replaceAll(/\S[^\r\n]*/g, MASK)
    last = end
  }
  return (masked + text.slice(last, to)).split('\n').map(redactText).join('\n')
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
