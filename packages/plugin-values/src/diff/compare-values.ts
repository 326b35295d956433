import {formatPath, isMap, isSame, isSecretPath, type Values, type ValuesPath} from '@cloudprem/chart'
import {isSecretKey, redactText} from '@cloudprem/core'

const MASK = '••••••'

/** One path at which two files say different things. */
export interface ValueChange {
  path: string
  kind: 'added' | 'removed' | 'changed'
  /** The values as Helm reads them; secrets masked. Absent where there is none. */
  before?: unknown
  after?: unknown
  /** Something of it is masked: that it changed is all that is said. */
  secret: boolean
}

/** What Helm would see differently: order, comments, quotes and empty maps do not count. */
export function compareValues(before: Values, after: Values): ValueChange[] {
  const old = leavesOf(before)
  const fresh = leavesOf(after)
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) => {
    const [one, other] = [old.get(key), fresh.get(key)]
    if (one && other && isSame(one.value, other.value)) return []
    const [shownBefore, shownAfter] = [one && shown(before, one), other && shown(after, other)]
    return {
      path: key,
      kind: one === undefined ? ('added' as const) : other === undefined ? ('removed' as const) : ('changed' as const),
      ...(shownBefore && {before: shownBefore.value}),
      ...(shownAfter && {after: shownAfter.value}),
      secret: (shownBefore?.masked ?? false) || (shownAfter?.masked ?? false),
    }
  })
}

interface Leaf {
  path: ValuesPath
  value: unknown
}

/** Scalars and empty lists by their path: an empty list replaces the chart's, an empty map changes nothing. */
function leavesOf(values: Values): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  const visit = (value: unknown, path: ValuesPath): void => {
    if (isMap(value)) for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key])
    else if (Array.isArray(value) && value.length > 0) for (const [index, item] of value.entries()) visit(item, [...path, index])
    else leaves.set(formatPath(path), {path, value})
  }
  visit(values, [])
  return leaves
}

function shown(values: Values, {path, value}: Leaf): {value: unknown; masked: boolean} {
  if (typeof value !== 'string' && typeof value !== 'number') return {value, masked: false}
  if (value === '') return {value, masked: false}
  const key = path.filter((step) => typeof step === 'string').at(-1) ?? ''
  // Below secretKeys stand names of keys in a Secret.
  const isSecret = isSecretPath(values, path) || (path.at(-2) !== 'secretKeys' && isSecretKey(key))
  if (isSecret) return {value: MASK, masked: true}
  if (typeof value === 'number') return {value, masked: false}
  const redacted = redactText(value)
  return {value: redacted, masked: redacted !== value}
}
