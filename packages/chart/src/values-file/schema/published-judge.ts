import {isMap, type Values, type ValuesPath} from '../../values.js'
import type {KnownMajor} from '../../versions.js'
import {schemaOf, type ValuesSchema} from './published.js'
import {typeOf, type Refusal, type ValuesJudge} from './refusal.js'

/**
 * Judges by the published schemas, which demand types and nothing else: that needs no library, and no defaults.
 * (Every `values.schema.json` of formancehq/helm is made from its values.yaml; none has `required`, `enum` or `pattern`.)
 */
export function publishedJudge(major: KnownMajor): ValuesJudge {
  const shape = schemaOf(major)
  return {shape, judge: (values: Values) => [...judgeTypes(values, shape, [])]}
}

function* judgeTypes(value: unknown, schema: ValuesSchema, path: ValuesPath): Generator<Refusal | undefined> {
  if (value === null || value === undefined) return // a null removes the default before the schema is asked
  if (schema.type !== undefined) {
    const given = typeOf(value)
    const fits = given === schema.type || (schema.type === 'number' && given === 'integer')
    yield fits ? undefined : {path, kind: 'type', types: [schema.type], problem: ''}
    if (!fits) return
  }
  if (isMap(value)) {
    for (const [key, child] of Object.entries(schema.properties ?? {}))
      if (Object.hasOwn(value, key)) yield* judgeTypes(value[key], child, [...path, key])
  }
  if (Array.isArray(value) && schema.items) {
    for (const [index, item] of value.entries()) yield* judgeTypes(item, schema.items, [...path, index])
  }
}
