import {isMap, type Values} from '../../values.js'
import {parseValues} from '../parse-values.js'
import type {ChartFiles, JsonSchema} from './chart-files.js'
import {joinSchemas, mergeSchemas, type ValuesSchema} from './published.js'

/**
 * The keys that a chart and the charts in it have, by their schemas and their defaults. A chart without a schema has no
 * complete list of its keys, so it takes every key; so does a map that a schema opens (`additionalProperties` with a schema
 * of their own, `patternProperties`).
 */
export function shapeOf({schema, values, children}: ChartFiles): ValuesSchema {
  const ofSchema = schema === undefined ? ANY_KEY : shapeOfSchema(schema, schema, [])
  const own = withDefaults(ofSchema, parseValues(values ?? '').values ?? {})
  return joinSchemas(own, Object.fromEntries(children.map(({key, chart}) => [key, shapeOf(chart)])))
}

const ANY_KEY: ValuesSchema = {open: true}

/** Keys with a default are keys of the chart, where the schema has a list of them that forgets one. */
function withDefaults(shape: ValuesSchema, defaults: Values): ValuesSchema {
  if (!shape.properties) return shape
  const properties = {...shape.properties}
  for (const [key, value] of Object.entries(defaults)) {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined
    properties[key] = known && isMap(value) ? withDefaults(known, value) : (known ?? {})
  }
  return {...shape, properties}
}

/** @param seen references on the way here: a schema may refer to itself */
function shapeOfSchema(schema: unknown, root: JsonSchema, seen: readonly string[]): ValuesSchema {
  if (!isMap(schema)) return {}
  let shape: ValuesSchema = isOpen(schema) ? ANY_KEY : {}
  const reference = schema['$ref']
  if (typeof reference === 'string' && !seen.includes(reference)) {
    const target = resolve(root, reference)
    if (target === undefined) return ANY_KEY
    shape = shapeOfSchema(target, root, [...seen, reference])
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf'])
    for (const part of listAt(schema, keyword)) shape = mergeSchemas(shape, shapeOfSchema(part, root, seen))
  for (const keyword of ['then', 'else']) shape = mergeSchemas(shape, shapeOfSchema(schema[keyword], root, seen))
  const properties = schema['properties']
  if (isMap(properties)) {
    const entries = Object.entries(properties).map(([key, each]) => [key, shapeOfSchema(each, root, seen)] as const)
    shape = mergeSchemas(shape, {properties: Object.fromEntries(entries)})
  }
  const items = schema['items']
  return isMap(items) ? {...shape, items: shapeOfSchema(items, root, seen)} : shape
}

function isOpen(schema: Values): boolean {
  return isMap(schema['additionalProperties']) || isMap(schema['patternProperties'])
}

function listAt(schema: Values, keyword: string): unknown[] {
  const value = schema[keyword]
  return Array.isArray(value) ? value : []
}

/** `#/$defs/image`; a reference elsewhere is not followed. */
function resolve(root: unknown, reference: string): unknown {
  if (!reference.startsWith('#')) return undefined
  const steps = reference.slice(1).split('/').slice(1)
  return steps.reduce<unknown>((place, step) => {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
    return isMap(place) || Array.isArray(place) ? (place as Values)[key] : undefined
  }, root)
}
