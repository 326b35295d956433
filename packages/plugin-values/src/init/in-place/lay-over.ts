import {isMap, valueAt, type Values} from '@cloudprem/chart'
import {isDeepStrictEqual} from 'node:util'
import {setInText} from './set-in-text.js'

/** One value that the file shall have. */
export interface Change {
  path: readonly string[]
  value: unknown
}

/** What `values` say that `existing` does not, leaf by leaf; lists are leaves. */
export function changesOf(values: Values, existing: Values): Change[] {
  return [...leaves(values)].filter(({path, value}) => !isDeepStrictEqual(valueAt(existing, path), value))
}

/** The text with all changes, everything else byte for byte as it was. */
export function layOver(text: string, changes: readonly Change[]): string {
  return changes.reduce((changed, {path, value}) => setInText(changed, path, value), text)
}

function* leaves(value: unknown, path: readonly string[] = []): Generator<Change> {
  if (!isMap(value) || Object.keys(value).length === 0) {
    yield {path, value}
    return
  }
  for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key])
}
