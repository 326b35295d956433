import {isMap, valueAt, type Values} from '@cloudprem/chart'
import {isDeepStrictEqual} from 'node:util'
import {setValue} from '@cloudprem/chart/edit'
import {orNotEditable} from '../../edit/not-editable.js'

/** One value that the file shall have. */
export interface Change {
  path: readonly string[]
  value: unknown
}

/** What `values` say that `existing` does not, leaf by leaf; lists are leaves. */
export function changesOf(values: Values, existing: Values): Change[] {
  return [...leaves(values)].filter(({path, value}) => !isDeepStrictEqual(valueAt(existing, path), value))
}

/** The text with all changes, everything else byte for byte as it was. @throws CloudpremError `VALUES_NOT_EDITABLE` (exit 3) */
export function layOver(text: string, changes: readonly Change[], file: string): string {
  return changes.reduce((changed, {path, value}) => orNotEditable(file, path, () => setValue(changed, path, value)), text)
}

function* leaves(value: unknown, path: readonly string[] = []): Generator<Change> {
  if (!isMap(value) || Object.keys(value).length === 0) {
    yield {path, value}
    return
  }
  for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key])
}
