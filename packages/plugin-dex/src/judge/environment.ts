import {shellExpand} from '../go/shell-expand.js'

/** The variables of Dex's pod. */
export interface DexEnvironment {
  /** Value by name; null where it is set to something that is not known here (a key of a Secret). */
  variables: Readonly<Record<string, string | null>>
  /** Whether the pod may have further variables (`envFrom`). */
  hasOthers: boolean
}

export const EMPTY_ENVIRONMENT: DexEnvironment = {variables: {}, hasOthers: false}

/** Stands for a text that is not known here; no configuration holds this character of the private use area. */
export const UNKNOWN_TEXT = '\u{F0000}'

export function isUnknown(text: string): boolean {
  return text.includes(UNKNOWN_TEXT)
}

/** The value of a variable as Dex sees it: empty when it is not set. */
export function readVariable(environment: DexEnvironment, name: string): string {
  if (name === '') return '' // no variable is named
  if (!Object.hasOwn(environment.variables, name)) return environment.hasOthers ? UNKNOWN_TEXT : ''
  return environment.variables[name] ?? UNKNOWN_TEXT
}

/** A switch of Dex: any of Go's spellings of a bool; whatever else counts as not set. */
export function readSwitch(environment: DexEnvironment, name: string, fallback: boolean): boolean {
  const value = readVariable(environment, name)
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value)) return true
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value)) return false
  return fallback
}

/** Whether `$NAME` is replaced at all. */
export function expandsVariables(environment: DexEnvironment): boolean {
  return readSwitch(environment, 'DEX_EXPAND_ENV', true)
}

/** `value` with every string in it expanded, at any depth; keys are not. */
export function expandDeep(value: unknown, environment: DexEnvironment): unknown {
  if (!expandsVariables(environment)) return value
  if (typeof value === 'string') return shellExpand(value, (name) => readVariable(environment, name))
  if (Array.isArray(value)) return value.map((each) => expandDeep(each, environment))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, expandDeep(each, environment)]))
}
