import {formatPath, isMap, valueAt, type Values, type ValuesPath} from '../values.js'

/** One change of a values file, in terms of its values; what is emptied by it goes with it. */
export type Edit =
  | {kind: 'move' | 'copy'; from: ValuesPath; to: ValuesPath}
  | {kind: 'remove'; path: ValuesPath}
  | {kind: 'set'; path: ValuesPath; value: unknown}

/** A copy in which no two places share a map or a list, as those of an anchor and its aliases do. */
export function unshared<T>(value: T): T {
  if (Array.isArray(value)) return value.map(unshared) as T
  if (!isMap(value)) return value
  const copy: Values = {}
  for (const [key, inner] of Object.entries(value)) define(copy, key, unshared(inner))
  return copy as T
}

/** Makes `edit` in `values`, which are changed. The place that it writes to must be free, or is replaced by `set`. */
export function applyToValues(values: Values, edit: Edit): void {
  if (edit.kind === 'remove') removeAt(values, edit.path)
  else if (edit.kind === 'set') putAt(values, edit.path, edit.value)
  else {
    putAt(values, edit.to, unshared(valueAt(values, edit.from)))
    if (edit.kind === 'move') removeAt(values, edit.from)
  }
}

function putAt(values: Values, path: ValuesPath, value: unknown): void {
  let target: unknown = values
  for (const [index, step] of path.entries()) {
    if (index === path.length - 1) {
      if (Array.isArray(target) && typeof step === 'number') target[step] = value
      else if (isMap(target)) define(target, String(step), value)
      return
    }
    const next = valueAt(target, [step])
    if (next === undefined && isMap(target)) define(target, String(step), {})
    target = valueAt(target, [step])
    if (!isMap(target) && !Array.isArray(target)) throw new TypeError(`${formatPath(path)} lies below what is no map`)
  }
}

/** `__proto__` is a key like any other in YAML. */
function define(map: Values, key: string, value: unknown): void {
  Object.defineProperty(map, key, {value, enumerable: true, configurable: true, writable: true})
}

function removeAt(values: Values, path: ValuesPath): void {
  const parent = valueAt(values, path.slice(0, -1))
  const last = path.at(-1)
  if (Array.isArray(parent) && typeof last === 'number') parent.splice(last, 1)
  else if (isMap(parent) && last !== undefined) {
    Reflect.deleteProperty(parent, String(last))
    if (path.length > 1 && typeof path.at(-2) === 'string' && Object.keys(parent).length === 0) {
      removeAt(values, path.slice(0, -1))
    }
  }
}
