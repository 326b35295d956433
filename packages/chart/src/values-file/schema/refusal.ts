import type {Values, ValuesPath} from '../../values.js'
import type {ValuesSchema} from './published.js'

/** A demand of a chart's schema that a value does not meet: helm refuses the chart then. */
export interface Refusal {
  path: ValuesPath
  /** `type`: one of `types` is wanted. `key`: the chart takes no such key. `other`: see `problem`. */
  kind: 'type' | 'key' | 'other'
  /** With `type`: as JSON schema names them. */
  types: string[]
  /** What is wrong, to be read after the path: `is not one of "a", "b"`. Never holds the value itself. */
  problem: string
}

/** A chart that values can be judged by. */
export interface ValuesJudge {
  /** The keys that the chart and the charts in it have, each child's below its key. */
  shape: ValuesSchema
  /** One for each value that was looked at: undefined where nothing is wrong with it. */
  judge(values: Values): (Refusal | undefined)[]
}

/** The type of a value, as JSON schema names it. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}
