import {isMap, type ValuesPath} from '../../values.js'

/** Stands for "nothing is there". */
export const ABSENT = Symbol('absent')

/** Whether `after` is `before` with `value` at `path`, or nothing there when it is {@link ABSENT}, and with no other change. */
export function isSameExceptAt(before: unknown, after: unknown, path: ValuesPath, value: unknown): boolean {
  const [step, ...rest] = path
  if (step === undefined) return isEqual(after, value)
  if (before === undefined || before === null || before === ABSENT) return isEqual(after, nested(path, value))
  if (typeof step === 'number') {
    if (!Array.isArray(before) || !Array.isArray(after)) return false
    if (rest.length === 0 && value === ABSENT) return isEqual(after, before.toSpliced(step, 1))
    return (
      after.length === Math.max(before.length, step + 1) &&
      after.every((item, index) =>
        index === step
          ? isSameExceptAt(index < before.length ? before[index] : ABSENT, item, rest, value)
          : isEqual(item, before[index]),
      )
    )
  }
  if (!isMap(before) || !isMap(after)) return false
  const others = (map: Record<string, unknown>) => Object.keys(map).filter((key) => key !== step)
  if (others(before).length !== others(after).length) return false
  if (!others(before).every((key) => Object.hasOwn(after, key) && isEqual(before[key], after[key]))) return false
  if (rest.length === 0 && value === ABSENT) return !Object.hasOwn(after, step)
  return (
    Object.hasOwn(after, step) && isSameExceptAt(Object.hasOwn(before, step) ? before[step] : ABSENT, after[step], rest, value)
  )
}

/** `value` inside of the maps and one-item lists that `path` leads through. */
export function nested(path: ValuesPath, value: unknown): unknown {
  return path.reduceRight<unknown>((inner, step) => (typeof step === 'number' ? [inner] : {[step]: inner}), value)
}

/** Deep equality; what aliases share is compared once, so that a file full of them costs no more than its size. */
function isEqual(one: unknown, other: unknown, seen = new Map<unknown, Set<unknown>>()): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (seen.get(one)?.has(other)) return true
  seen.set(one, (seen.get(one) ?? new Set()).add(other))
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isEqual(item, other[index], seen))
    )
  }
  const [left, right] = [Object.entries(one), other as Record<string, unknown>]
  return (
    left.length === Object.keys(right).length &&
    left.every(([key, value]) => Object.hasOwn(right, key) && isEqual(value, right[key], seen))
  )
}
