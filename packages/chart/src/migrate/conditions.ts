import type {Condition} from '../majors/upgrades/index.js'
import {valueAt, type Values} from '../values.js'

/** Whether all of `conditions` hold of a file's values; what the chart has by default counts as not there. */
export function allHold(values: Values, conditions: readonly Condition[] | undefined): boolean {
  return (conditions ?? []).every((condition) => holds(values, condition))
}

function holds(values: Values, condition: Condition): boolean {
  const value = valueAt(values, condition.path)
  if ('equals' in condition) return value === condition.equals
  if ('isNot' in condition) return value !== condition.isNot
  if ('holds' in condition) {
    return (Array.isArray(value) || typeof value === 'string') && condition.holds.some((each) => value.includes(each))
  }
  return {set: value !== undefined, blank: isBlank(value), filled: !isBlank(value)}[condition.is]
}

export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
