import {isMap} from '../../values.js'

/**
 * What is wrong with a value, to be read after its path: `is not one of "debug", "info"`. Tells what the schema demands, and
 * never the value: it may be a secret.
 *
 * @param demand what the schema has at the keyword; undefined where it was not found
 */
export function problemText(keyword: string, demand: unknown, value: unknown): string {
  const own = TEXTS[keyword]
  return own === undefined || demand === undefined ? `does not meet "${keyword}" of the chart's schema` : own(demand, value)
}

const TEXTS: Record<string, (demand: unknown, value: unknown) => string> = {
  enum: (demand) => `is not one of ${asList(demand)}`,
  const: (demand) => `is not ${JSON.stringify(demand)}`,
  pattern: (demand) => `does not match ${String(demand)}`,
  format: (demand) => `is no ${String(demand)}`,
  required: (demand, value) => `has no ${missing(demand, value).join(', ')}`,
  minimum: (demand) => `is less than ${String(demand)}`,
  maximum: (demand) => `is more than ${String(demand)}`,
  exclusiveMinimum: (demand) => `is not more than ${String(demand)}`,
  exclusiveMaximum: (demand) => `is not less than ${String(demand)}`,
  multipleOf: (demand) => `is no multiple of ${String(demand)}`,
  minLength: (demand) => (demand === 1 ? 'is empty' : `is shorter than ${String(demand)} characters`),
  maxLength: (demand) => `is longer than ${String(demand)} characters`,
  minItems: (demand) => (demand === 1 ? 'is empty' : `has fewer than ${String(demand)} items`),
  maxItems: (demand) => `has more than ${String(demand)} items`,
  minProperties: (demand) => (demand === 1 ? 'is empty' : `has fewer than ${String(demand)} keys`),
  maxProperties: (demand) => `has more than ${String(demand)} keys`,
  uniqueItems: () => 'has an item twice',
  anyOf: () => 'has none of the forms that the chart takes',
  oneOf: () => 'has not exactly one of the forms that the chart takes',
  not: () => 'has a form that the chart does not take',
  contains: () => 'has no item of the kind that the chart wants',
  propertyNames: () => 'has a key of a form that the chart does not take',
}

function asList(demand: unknown): string {
  return (Array.isArray(demand) ? demand : [demand]).map((each) => JSON.stringify(each)).join(', ')
}

function missing(demand: unknown, value: unknown): string[] {
  const names = (Array.isArray(demand) ? demand : []).map(String)
  return names.filter((name) => !isMap(value) || !Object.hasOwn(value, name))
}
