/** What a values file holds, as Helm reads it. */
export type Values = Record<string, unknown>

/** Steps from the root of a values file to a value. */
export type ValuesPath = readonly (string | number)[]

export function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `membership.dex.ingress.tls[0].secretName` as steps; keys that hold a dot stand in brackets: `annotations["a.b/c"]`. */
export function parsePath(path: string): ValuesPath {
  if (!/[[\]]/.test(path)) return path.split('.').filter((step) => step !== '')
  return [...path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, key]) =>
    index === undefined ? (quoted ?? key ?? '') : Number(index),
  )
}

/** The steps as text, the way {@link parsePath} reads them. */
export function formatPath(path: ValuesPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    if (/[.[\]]/.test(step)) return `${text}["${step}"]`
    return text === '' ? step : `${text}.${step}`
  }, '')
}

/** The value at `path`, or undefined where nothing is. */
export function valueAt(values: unknown, path: string | ValuesPath): unknown {
  let value: unknown = values
  for (const step of typeof path === 'string' ? parsePath(path) : path) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step] as unknown
    else if (isMap(value) && Object.hasOwn(value, step)) value = value[step]
    else return undefined
  }
  return value
}

/** Puts `value` at `path`, making the maps on the way; for values that are built, not for edits of a text. */
export function setAt(values: Values, path: string, value: unknown): void {
  const steps = parsePath(path)
  let target: Values | unknown[] = values
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1
    const next: unknown = last ? value : (valueAt(target, [step]) ?? (typeof steps[index + 1] === 'number' ? [] : {}))
    if (Array.isArray(target)) target[Number(step)] = next
    else target[step] = next
    target = next as Values | unknown[]
  }
}

/** Every value below `value`, with its path; maps and lists before what is in them. */
export function* walk(value: unknown, path: ValuesPath = []): Generator<{path: ValuesPath; value: unknown}> {
  yield {path, value}
  if (isMap(value)) for (const [key, inner] of Object.entries(value)) yield* walk(inner, [...path, key])
  if (Array.isArray(value)) for (const [index, inner] of value.entries()) yield* walk(inner, [...path, index])
}
