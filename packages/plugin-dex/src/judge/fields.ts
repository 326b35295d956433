import {isMap, type Values, type ValuesPath} from '@cloudprem/chart'

/** The key of `map` that Dex reads as `name`: spelling counts, case does not, and of two the later wins. */
export function keyOf(map: Values, name: string): string | undefined {
  return Object.keys(map).findLast((key) => key.toLowerCase() === name.toLowerCase())
}

/** The value at a dotted path, found as Dex finds it. */
export function fieldAt(value: unknown, path: string): unknown {
  let current = value
  for (const name of path.split('.')) {
    if (!isMap(current)) return undefined
    const key = keyOf(current, name)
    current = key === undefined ? undefined : current[key]
  }
  return current
}

/** The same path in the spelling of the document, as far as it goes. */
export function spelledPath(value: unknown, path: string): ValuesPath {
  const steps: string[] = []
  let current = value
  for (const name of path.split('.')) {
    const key = isMap(current) ? keyOf(current, name) : undefined
    steps.push(key ?? name)
    current = isMap(current) && key !== undefined ? current[key] : undefined
  }
  return steps
}

/** The text in a field; numbers and booleans as Dex coerces them, empty when there is none. */
export function textAt(value: unknown, path: string): string {
  const found = fieldAt(value, path)
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : ''
}

export function listAt(value: unknown, path: string): unknown[] {
  const found = fieldAt(value, path)
  return Array.isArray(found) ? found : []
}

export function textsAt(value: unknown, path: string): string[] {
  return listAt(value, path).filter((each): each is string => typeof each === 'string')
}
