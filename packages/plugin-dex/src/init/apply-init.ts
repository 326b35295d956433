import {DEX_PATHS, formatPath, isMap, parsePath, parseValues, setAt, valueAt, type Values} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import {isDeepStrictEqual} from 'node:util'
import {editValues} from './edit-values.js'
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
 * The new text of the file. It is read again before it is given out: the changes and nothing else must be in it.
 *
 * @throws CloudpremError `DEFECT` (exit 1) when it reads as anything else; the file is then untouched
 */
export function applyChanges(text: string, values: Values, changes: readonly Change[]): string {
  const result = editValues(text, changes)
  const expected = structuredClone(values)
  for (const change of changes) applyToData(expected, change)
  if (!isDeepStrictEqual(parseValues(result).values, expected)) {
    throw new CloudpremError({
      code: 'DEFECT',
      message: 'The edited values file would not read as intended; it was not touched',
      reason: 'Anchors or merge keys around membership.dex.configOverrides can be the cause.',
    })
  }
  return result
}

function applyToData(values: Values, {action, path, value}: Change): void {
  const steps = parsePath(`${DEX_PATHS.overrides}.${path}`)
  if (action === 'remove') {
    removeAt(values, steps)
    return
  }
  const list = valueAt(values, steps)
  if (action === 'append' && Array.isArray(list)) {
    list.push(value)
    return
  }
  // What is no map or list on the way gives room, as in the edit: `configOverrides:` without a value.
  for (let depth = 1; depth < steps.length; depth++) {
    const parent = valueAt(values, steps.slice(0, depth))
    if (parent !== undefined && (parent === null || typeof parent !== 'object')) removeAt(values, steps.slice(0, depth))
  }
  setAt(values, formatPath(steps), value)
}

function removeAt(values: Values, steps: readonly (string | number)[]): void {
  const parent = valueAt(values, steps.slice(0, -1))
  const last = steps.at(-1)
  if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else if (isMap(parent)) delete parent[String(last)]
}
