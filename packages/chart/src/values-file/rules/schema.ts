import {distance} from 'fastest-levenshtein'
import {formatPath, isMap, type ValuesPath} from '../../values.js'
import type {Verdict} from '../finding.js'
import {READ_BY_TEMPLATES} from '../read-by-templates.js'
import type {Rule} from '../rule.js'
import type {ValuesSchema} from '../schemas.js'

/** Helm refuses what does not have the type that a chart's schema demands. */
export const wrongType: Rule = {
  id: 'wrong-type',
  severity: 'error',
  description: "Every value has the type that its chart's schema demands.",
  why: 'Helm stops before it renders anything ("got number, want string") and says so once for each child chart.',
  check: (values, {schema}) => [...judgeTypes(values.given, schema, [])],
}

function* judgeTypes(value: unknown, schema: ValuesSchema, path: ValuesPath): Generator<Verdict> {
  if (value === null || value === undefined) return // a null removes the default before the schema is asked
  if (schema.type !== undefined) {
    const given = typeOf(value)
    const fits = given === schema.type || (schema.type === 'number' && given === 'integer')
    yield fits ? undefined : typeProblem(path, given, schema.type)
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

function typeProblem(path: ValuesPath, given: string, wanted: string): Verdict {
  return {
    path,
    message: `${formatPath(path)} is ${article(given)}, and helm refuses the chart: it wants ${article(wanted)}`,
    ...(wanted === 'string' &&
      given !== 'object' &&
      given !== 'array' && {fix: 'put the value in quotes', repair: {kind: 'quote'} as const}),
    ...(wanted !== 'string' &&
      given === 'string' &&
      wanted !== 'object' &&
      wanted !== 'array' && {fix: 'write the value without quotes', repair: {kind: 'unquote'} as const}),
  }
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

const WORDS: Record<string, string> = {object: 'a map', array: 'a list', integer: 'an integer'}
const article = (type: string): string => WORDS[type] ?? `a ${type}`

/** Helm accepts every key, and no template reads this one. */
export const unknownKey: Rule = {
  id: 'unknown-key',
  severity: 'warning',
  description: 'Every key is one that the chart reads.',
  why: 'Helm accepts every key. What was meant does not happen, and nothing says so.',
  check: (values, {facts, schema}) => {
    const dead = facts.deadKeys.map(({path}) => path)
    const accepted = new Set([...READ_BY_TEMPLATES, ...facts.settings.map(({path}) => path), ...dead])
    return [...judgeKeys(values.given, schema, [], accepted, branchesOf(accepted))]
  },
}

/** Every path that leads to one of the paths. */
function branchesOf(paths: Set<string>): Set<string> {
  const branches = new Set<string>()
  for (const path of paths)
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) branches.add(path.slice(0, dot))
  return branches
}

function* judgeKeys(
  value: unknown,
  schema: ValuesSchema,
  path: ValuesPath,
  accepted: Set<string>,
  branches: Set<string>,
): Generator<Verdict> {
  const {properties = {}} = schema
  // No properties, or none named: a map of the user's own keys.
  if (!isMap(value) || Object.keys(properties).length === 0) return
  for (const key of Object.keys(value)) {
    const here = [...path, key]
    if (accepted.has(formatPath(here))) continue
    const child = Object.hasOwn(properties, key) ? properties[key] : undefined
    // Underneath a branch that settings name and the schema does not, the settings are all that is known.
    const isBranch = () => branches.has(formatPath(here))
    if (child) {
      yield undefined
      yield* judgeKeys(value[key], child, here, accepted, branches)
    } else if (!isBranch() && !isAnchorHolder(here)) {
      yield unknownProblem(here, Object.keys(properties))
    }
  }
}

/** A place for YAML anchors, by the custom of compose files. */
function isAnchorHolder([first, ...rest]: ValuesPath): boolean {
  return rest.length === 0 && typeof first === 'string' && /^(x-|\.|_)/.test(first)
}

function unknownProblem(path: ValuesPath, siblings: string[]): Verdict {
  const key = String(path.at(-1))
  if (key.includes('.') && path.length === 1) {
    return {
      path,
      severity: 'error',
      message: `"${key}" is one key with dots in its name, which no template reads`,
      fix: `write it as nested keys: ${key.split('.').join(': {')}: …${'}'.repeat(key.split('.').length - 1)}`,
    }
  }
  const close = siblings
    .map((name) => ({name, steps: distance(key.toLowerCase(), name.toLowerCase())}))
    .filter(({name, steps}) => steps <= Math.min(2, Math.floor(name.length / 3)))
    .sort((one, other) => one.steps - other.steps)[0]?.name
  return {
    path,
    ...(close !== undefined && {severity: 'error' as const}),
    message: `the chart reads no ${formatPath(path)}: it is ignored`,
    ...(close !== undefined && {
      fix: `did you mean ${formatPath([...path.slice(0, -1), close])}?`,
      repair: {kind: 'rename', key: close} as const,
    }),
  }
}
