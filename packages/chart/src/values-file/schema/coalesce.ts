import {isMap, valueAt, type Values} from '../../values.js'
import {parseValues} from '../parse-values.js'
import type {ChartFiles, NestedChart} from './chart-files.js'

/** A chart with the values that its templates would get. */
export interface ChartInForce {
  chart: ChartFiles
  values: Values
  /** Those that are deployed. */
  children: {key: string; inForce: ChartInForce}[]
  /** Keys of children that hold something else than a map: helm gives up there. */
  notMaps: string[]
}

/**
 * Lays values over a chart's defaults and hands each child its own, the way helm does before it asks the schemas (Helm
 * 4.1.4, pkg/chart/common/util: coalesce.go, and chart/v2/util/dependencies.go): maps key by key; a null takes a default
 * away; the globals from above win over those below; a child that its condition or its tags turn off is left alone.
 * `import-values` is not followed: the published charts have none.
 */
export function coalesce(chart: ChartFiles, given: Values, top: Values = given): ChartInForce {
  const keys = new Set(chart.children.map(({key}) => key))
  const defaults = parseValues(chart.values ?? '').values ?? {}
  const values = layOver(defaults, given, keys)
  const inForce: ChartInForce = {chart, values, children: [], notMaps: []}
  const withChildren: Values = {...values}
  const children = chart.children.map((child) => {
    const own = valueAt(values, [child.key])
    const below = isMap(own) ? own : {}
    const globals = layOver(toMap(below['global']), toMap(values['global']))
    const childInForce = coalesce(child.chart, {...below, global: globals}, top)
    withChildren[child.key] = childInForce.values
    return {child, inForce: childInForce}
  })
  for (const {child, inForce: childInForce} of children) {
    if (!isMap(values[child.key] ?? {})) inForce.notMaps.push(child.key)
    else if (isEnabled(child, withChildren, top)) {
      values[child.key] = childInForce.values
      inForce.children.push({key: child.key, inForce: childInForce})
    }
  }
  return inForce
}

/** @param kept keys below which a null stays, for the chart there to take away its own default */
function layOver(base: Values, over: Values, kept: ReadonlySet<string> = new Set(), keepNulls = false): Values {
  const result: Values = {...base}
  for (const [key, value] of Object.entries(over)) {
    const before = Object.hasOwn(base, key) ? base[key] : undefined
    if (value === null && before !== undefined && !keepNulls) delete result[key]
    else put(result, key, isMap(value) && isMap(before) ? layOver(before, value, undefined, keepNulls || kept.has(key)) : value)
  }
  return result
}

/** As an own property: a key may be called __proto__. */
function put(values: Values, key: string, value: unknown): void {
  Object.defineProperty(values, key, {value, writable: true, enumerable: true, configurable: true})
}

function toMap(value: unknown): Values {
  return isMap(value) ? value : {}
}

/** A condition decides where one of its paths holds a boolean; else one tag that is on is enough, and one off is not. */
function isEnabled({condition = '', tags = []}: NestedChart, values: Values, top: Values): boolean {
  for (const path of condition.split(',')) {
    const value = path.trim() === '' ? undefined : valueAt(values, path.trim().split('.'))
    if (typeof value === 'boolean') return value
  }
  const switches = tags.map((tag) => valueAt(top, ['tags', tag])).filter((value) => typeof value === 'boolean')
  return switches.length === 0 || switches.includes(true)
}
