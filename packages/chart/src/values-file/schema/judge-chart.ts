import {validate, type SchemaDraft} from '@cfworker/json-schema'
import {formatPath, isMap, valueAt, walk, type Values, type ValuesPath} from '../../values.js'
import type {ChartFiles, JsonSchema} from './chart-files.js'
import {coalesce, type ChartInForce} from './coalesce.js'
import type {Refusal, ValuesJudge} from './refusal.js'
import {refusalsOf} from './schema-errors.js'
import {shapeOf} from './shape.js'

/** A chart whose schema says something that cannot be judged here; helm may still refuse its values. */
export interface UnjudgedSchema {
  chart: string
  why: string
}

export interface ChartJudge extends ValuesJudge {
  /** What the last {@link ValuesJudge.judge} left out. */
  unjudged: UnjudgedSchema[]
}

/**
 * Judges values by the schemas of a chart and of every chart in it that is deployed, each with the values that it would get,
 * as helm does (pkg/chart/common/util/jsonschema.go): the draft is the one that `$schema` names, 2020-12 where it names
 * none. Nothing is fetched: a schema that refers to another document is told of as not judged.
 */
export function judgeOf(chart: ChartFiles): ChartJudge {
  const judge: ChartJudge = {
    shape: shapeOf(chart),
    unjudged: [],
    judge(given) {
      judge.unjudged = []
      const found = new Map<string, Refusal>()
      for (const refusal of judgeTree(coalesce(chart, given), [], given, judge.unjudged))
        found.set(`${formatPath(refusal.path)} ${refusal.kind} ${refusal.types.join()} ${refusal.problem}`, refusal)
      const refused = [...found.values()]
      const looked = [...walk(given)].length
      return [...refused, ...Array.from({length: Math.max(0, looked - refused.length)}, () => undefined)]
    },
  }
  return judge
}

function* judgeTree(inForce: ChartInForce, prefix: ValuesPath, given: Values, unjudged: UnjudgedSchema[]): Generator<Refusal> {
  const {chart, values, children, notMaps} = inForce
  for (const key of notMaps) yield {path: [...prefix, key], kind: 'type', types: ['object'], problem: ''}
  if (chart.schema !== undefined) {
    try {
      for (const refusal of judgeOne(chart.schema, values, chart.values !== undefined))
        yield {...refusal, path: placeOf([...prefix, ...refusal.path], prefix, given)}
    } catch (error) {
      // What the library throws speaks of the schema: a reference that leads nowhere, a pattern that is none in JavaScript.
      unjudged.push({chart: chart.name, why: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)})
    }
  }
  for (const {key, inForce: child} of children) yield* judgeTree(child, [...prefix, key], given, unjudged)
}

function judgeOne(schema: JsonSchema, values: Values, hasDefaults: boolean): Refusal[] {
  // The library notes its own things in the schema.
  const copy = structuredClone<Parameters<typeof validate>[1]>(schema)
  const draft = draftOf(schema)
  if (draft === '2019-09' || draft === '2020-12') dropFormats(copy)
  const {errors} = validate(values, copy, draft, undefined, false)
  return refusalsOf(errors, schema, values, hasDefaults)
}

function draftOf(schema: JsonSchema): SchemaDraft {
  const given = isMap(schema) ? schema['$schema'] : undefined
  const named = typeof given === 'string' ? given : ''
  if (/draft-0?4/.test(named)) return '4'
  if (/draft-0?[67]/.test(named)) return '7'
  return named.includes('2019-09') ? '2019-09' : '2020-12'
}

/** From 2019-09 on a format is a remark, and helm takes it for one. */
function dropFormats(schema: unknown): void {
  for (const {path, value} of walk(schema)) {
    const isName = path.at(-1) === 'properties' || path.at(-1) === '$defs'
    if (isMap(value) && !isName && typeof value['format'] === 'string') delete value['format']
  }
}

/** A global is handed down from the top, and is to be mended where it was given. */
function placeOf(path: ValuesPath, prefix: ValuesPath, given: Values): ValuesPath {
  const [first] = path.slice(prefix.length)
  if (first !== 'global' || prefix.length === 0) return path
  return valueAt(given, path) === undefined ? path.slice(prefix.length) : path
}
