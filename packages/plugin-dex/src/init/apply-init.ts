import {DEX_PATHS, isMap, parsePath} from '@cloudprem/chart'
import {editValues, EditRefusal, type ValuesEdit} from '@cloudprem/chart/edit'
import {CloudpremError} from '@cloudprem/core'
import {HASH_TO_COME, type Change} from './plan-init.js'

/** The changes with `hash` where a hash is to come. */
export function withHash(changes: readonly Change[], hash: string): Change[] {
  return changes.map((change) => ({...change, value: fillIn(change.value, hash)}))
}

function fillIn(value: unknown, hash: string): unknown {
  if (value === HASH_TO_COME) return hash
  if (Array.isArray(value)) return value.map((each) => fillIn(each, hash))
  if (!isMap(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fillIn(each, hash)]))
}

/**
 * The text of the values file with the changes made and every other byte as it was.
 *
 * @throws CloudpremError `VALUES_NOT_EDITABLE` (exit 3) where the form of the file does not allow it
 */
export function applyChanges(text: string, changes: readonly Change[], file: string): string {
  try {
    return editValues(text, changes.map(editOf))
  } catch (error) {
    if (!(error instanceof EditRefusal)) throw error
    throw new CloudpremError({
      code: 'VALUES_NOT_EDITABLE',
      message: `${file} was not touched: ${error.message}`,
      ...(error.reason !== undefined && {reason: error.reason}),
      hint: `write ${DEX_PATHS.overrides} out in ${file} by hand, and run the same command again`,
      details: {file},
      cause: error,
    })
  }
}

function editOf({action, path: below, value}: Change): ValuesEdit {
  const path = [...parsePath(DEX_PATHS.overrides), ...parsePath(below)]
  if (action === 'remove') return {path, unset: true}
  return action === 'append' ? {path, append: value} : {path, value}
}
