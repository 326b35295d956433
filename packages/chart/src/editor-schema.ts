import {chartFacts, type ChartFacts} from './majors/index.js'
import {isMap, parsePath, type Values} from './values.js'
import {schemaOf, type ValuesSchema} from './values-file/schema/published.js'
import type {KnownMajor} from './versions.js'

/** What editors show beside the type of a value. */
export interface EditorSchema extends Omit<ValuesSchema, 'properties' | 'items'> {
  $schema?: string
  title?: string
  description?: string
  default?: unknown
  /** Shown struck through by editors (yaml-language-server, draft 7 vocabulary of VS Code). */
  deprecationMessage?: string
  properties?: Record<string, EditorSchema>
  items?: EditorSchema
}

/**
 * One JSON schema of a whole values file of this major, for editors: the types of the published schemas, and what is
 * known of the settings, secrets and dead keys. It refuses no key, since neither does Helm.
 */
export function editorSchema(major: KnownMajor): EditorSchema {
  const facts = chartFacts(major)
  const schema: EditorSchema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Values of the Formance cloudprem chart ${major}.x`,
    ...structuredClone(schemaOf(major)),
  }
  for (const child of Object.values(schema.properties ?? {})) {
    delete child.$schema
    delete child.properties?.['global'] // ignored below a child's key
  }
  for (const {path, note} of notesOf(facts)) annotate(schema, path, note)
  return schema
}

function notesOf(facts: ChartFacts): {path: string; note: EditorSchema}[] {
  return [
    ...facts.settings.map(({path, type, meaning, since, default: value}) => ({
      path,
      note: {
        type: TYPES[type],
        description: since === undefined ? meaning : `${meaning} (since ${since})`,
        ...(value !== undefined && {default: value}),
      },
    })),
    ...facts.secrets.flatMap(({path, meaning, existingSecret, secretKey}) => [
      {path, note: {type: 'string', description: `${meaning}; a secret, or empty with existingSecret`}},
      {path: existingSecret, note: {type: 'string', description: `Secret that holds ${meaning}`}},
      {path: secretKey, note: {type: 'string', description: `key in that Secret; it has no default`}},
    ]),
    ...facts.deadKeys.map(({path, replacement, why}) => ({
      path,
      note: {deprecationMessage: `No template reads it: ${why}${replacement === undefined ? '' : `; use ${replacement}`}`},
    })),
  ]
}

const TYPES = {string: 'string', boolean: 'boolean', integer: 'integer', list: 'array', map: 'object'} as const

/** Lays a note over the schema at `path`; the published type wins. */
function annotate(schema: EditorSchema, path: string, note: EditorSchema): void {
  let place = schema
  for (const step of parsePath(path)) {
    if (typeof step === 'number') return // no fact speaks of one item
    place.properties ??= {}
    place = place.properties[step] ??= {}
  }
  const known: Values = isMap(place) ? {...place} : {}
  Object.assign(place, note, known)
}
