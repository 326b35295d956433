/**
 * The fields of an element that lists have by the ten thousand: 10,000 stacks take valibot 120 ms in a fresh process, and 35 ms
 * this way. Everything that comes in smaller numbers is read by valibot.
 *
 * Not set is absent or null, as everywhere in Membership. @throws TypeError that names the field
 */
export type Raw = Record<string, unknown>

/** @param name for the error */
export function fields(value: unknown, name = 'data'): Raw {
  return isRaw(value) ? value : misfit(name, value, 'object')
}

export function text(raw: Raw, name: string): string {
  const value = raw[name]
  return typeof value === 'string' ? value : misfit(name, value, 'text')
}

export function givenText(raw: Raw, name: string): string | undefined {
  return isSet(raw[name]) ? text(raw, name) : undefined
}

export function givenNumber(raw: Raw, name: string): number | undefined {
  const value = raw[name]
  if (!isSet(value)) return undefined
  return typeof value === 'number' ? value : misfit(name, value, 'number')
}

export function givenFlag(raw: Raw, name: string): boolean | undefined {
  const value = raw[name]
  if (!isSet(value)) return undefined
  return typeof value === 'boolean' ? value : misfit(name, value, 'true or false')
}

/** RFC 3339 text. */
export function givenInstant(raw: Raw, name: string): Date | undefined {
  const value = givenText(raw, name)
  if (value === undefined) return undefined
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? misfit(name, value, 'point in time') : date
}

export function givenOneOf<T extends string>(raw: Raw, name: string, allowed: readonly T[]): T | undefined {
  const value = givenText(raw, name)
  if (value === undefined) return undefined
  return allowed.find((each) => each === value) ?? misfit(name, value, allowed.join(' or '))
}

export function givenFields(raw: Raw, name: string): Raw | undefined {
  return isSet(raw[name]) ? fields(raw[name], name) : undefined
}

export function givenList<T>(raw: Raw, name: string, parse: (element: Raw) => T): T[] | undefined {
  const value = raw[name]
  if (!isSet(value)) return undefined
  return Array.isArray(value) ? value.map((each) => parse(fields(each, name))) : misfit(name, value, 'list')
}

/** Text by text, such as a stack's metadata. */
export function givenTexts(raw: Raw, name: string): Record<string, string> | undefined {
  const held = givenFields(raw, name)
  for (const key in held) text(held, key)
  return held as Record<string, string> | undefined
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null
}

function misfit(name: string, value: unknown, wanted: string): never {
  throw new TypeError(
    isSet(value) ? `"${name}" is ${JSON.stringify(value).slice(0, 100)}, not a ${wanted}` : `"${name}" is missing`,
  )
}
