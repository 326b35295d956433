import type {OutputUnit} from '@cfworker/json-schema'
import {isMap, valueAt, type Values, type ValuesPath} from '../../values.js'
import type {JsonSchema} from './chart-files.js'
import {problemText} from './problem-text.js'
import type {Refusal} from './refusal.js'

/** Keywords whose error only says that one below them has failed. */
const WRAPPERS = new Set([
  '$ref',
  '$recursiveRef',
  'allOf',
  'if',
  'properties',
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  'dependentSchemas',
])

/** Keywords whose error says all: what failed below them is only why. */
const GROUPS = new Set(['anyOf', 'oneOf', 'contains', 'propertyNames'])

/** Keywords that are not met by what is not there: without the defaults nothing can be said of them. */
const ABSENCE = new Set(['required', 'minProperties', 'dependentRequired', 'dependencies'])

/** What the errors of the library mean, one for each value that has to change. */
export function refusalsOf(found: readonly OutputUnit[], schema: JsonSchema, values: Values, hasDefaults: boolean): Refusal[] {
  const errors = found.map((error, index) => placed(error, found[index - 1]))
  const refusals: Refusal[] = []
  let group: string | undefined
  for (const [index, error] of errors.entries()) {
    if (group !== undefined && error.keywordLocation.startsWith(`${group}/`)) continue
    group = undefined
    if (WRAPPERS.has(error.keyword)) continue
    let below: OutputUnit[] = []
    if (GROUPS.has(error.keyword)) {
      below = following(errors, index)
      group = error.keywordLocation
    }
    if (!hasDefaults && [error, ...below].some(({keyword}) => ABSENCE.has(keyword))) continue
    refusals.push(toRefusal(error, below, schema, values))
  }
  return refusals
}

/** The library gives the schema `false` the place of the value; what it stands in comes before it. */
function placed(error: OutputUnit, before: OutputUnit | undefined): OutputUnit {
  return error.keyword === 'false' && before ? {...error, keywordLocation: `${before.keywordLocation}/false`} : error
}

/** The errors after this one that lie below its keyword. */
function following(errors: readonly OutputUnit[], index: number): OutputUnit[] {
  const location = `${errors[index]?.keywordLocation ?? ''}/`
  const end = errors.findIndex((error, place) => place > index && !error.keywordLocation.startsWith(location))
  return errors.slice(index + 1, end < 0 ? undefined : end)
}

function toRefusal(error: OutputUnit, below: OutputUnit[], schema: JsonSchema, values: Values): Refusal {
  const path = stepsOf(error.instanceLocation, values)
  if (error.keyword === 'false') return {path, kind: 'key', types: [], problem: 'is a key that the chart does not take'}
  // Any of several types, written as a form for each.
  const isTypes = below.length > 0 && below.every((each) => isTypeAt(each, error))
  const types = (isTypes ? below : [error]).flatMap((each) => typesAt(each, schema))
  if (types.length > 0) return {path, kind: 'type', types: [...new Set(types)], problem: ''}
  const demand = keywordAt(schema, error.keywordLocation)
  return {path, kind: 'other', types: [], problem: problemText(error.keyword, demand, valueAt(values, path))}
}

function isTypeAt(error: OutputUnit, {instanceLocation}: OutputUnit): boolean {
  return (error.keyword === 'type' && error.instanceLocation === instanceLocation) || error.keyword === '$ref'
}

function typesAt({keyword, keywordLocation}: OutputUnit, schema: JsonSchema): string[] {
  if (keyword !== 'type') return []
  const types = keywordAt(schema, keywordLocation)
  return (Array.isArray(types) ? types : [types]).map(String)
}

/** `#/a/0/b~1c` as steps into the values; the same text may be a place in a list or a key. */
function stepsOf(location: string, values: Values): ValuesPath {
  const path: (string | number)[] = []
  for (const step of pointerSteps(location)) path.push(Array.isArray(valueAt(values, path)) ? Number(step) : step)
  return path
}

/** What the schema has at a keyword; the library writes a `$ref` as a step and goes on where it leads. */
function keywordAt(schema: JsonSchema, location: string): unknown {
  return pointerSteps(location).reduce<unknown>((place, step) => {
    const next = isMap(place) || Array.isArray(place) ? (place as Values)[step] : undefined
    if (step !== '$ref' || typeof next !== 'string') return next
    return next.startsWith('#') ? keywordAt(schema, next) : undefined
  }, schema)
}

function pointerSteps(location: string): string[] {
  const steps = location.split('/').slice(1)
  return steps.map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
}
