import {distance} from 'fastest-levenshtein'
import {formatPath, isMap, valueAt, type ValuesPath} from '../../values.js'
import type {Problem, Verdict} from '../finding.js'
import {isPlainString} from '../plain-scalar.js'
import {READ_BY_TEMPLATES} from '../read-by-templates.js'
import type {Rule} from '../rule.js'
import type {ValuesSchema} from '../schema/published.js'
import {typeOf, type Refusal} from '../schema/refusal.js'

/** Helm refuses what does not have the type that a chart's schema demands. */
export const wrongType: Rule = {
  id: 'wrong-type',
  severity: 'error',
  description: "Every value has the type that its chart's schema demands.",
  why: 'Helm stops before it renders anything ("got number, want string") and says so once for each child chart.',
  check: (values, {refusals}) =>
    refusals.flatMap((refusal) => {
      if (refusal === undefined) return [undefined]
      return refusal.kind === 'type' ? [typeProblem(refusal, valueAt(values.given, refusal.path))] : []
    }),
}

/** Helm refuses what does not meet the other demands of a chart's schema. */
export const schemaRefused: Rule = {
  id: 'schema-refused',
  severity: 'error',
  description: "Every value meets what its chart's schema demands beside the type: the values it takes, their form, the keys.",
  why:
    'Helm asks the schema of the chart and of each chart in it before it renders anything, and stops: neither install ' +
    'nor template goes on.',
  check: (_, {refusals, schema}) =>
    refusals.flatMap((refusal) => {
      if (refusal === undefined || refusal.kind === 'type') return []
      const {path, problem, kind} = refusal
      const message = `${formatPath(path) || 'the file'} ${problem}, and helm refuses the chart`
      return [{path, message, ...(kind === 'key' && suggestion(path, keysAt(schema, path.slice(0, -1))))}]
    }),
}

function keysAt(schema: ValuesSchema, path: ValuesPath): string[] {
  let place: ValuesSchema | undefined = schema
  for (const step of path) place = typeof step === 'number' ? place?.items : place?.properties?.[step]
  return Object.keys(place?.properties ?? {})
}

function typeProblem({path, types}: Refusal, value: unknown): Problem {
  const given = typeOf(value)
  const wanted = types.map(article).join(' or ')
  const isScalar = !['object', 'array', 'null'].includes(given)
  return {
    path,
    message: `${formatPath(path)} is ${article(given)}, and helm refuses the chart: it wants ${wanted}`,
    ...(types.includes('string') && isScalar && {fix: 'put the value in quotes', repair: {kind: 'quote'} as const}),
    ...(typeof value === 'string' &&
      !isPlainString(value) &&
      types.some((type) => ['boolean', 'integer', 'number'].includes(type)) && {
        fix: 'write the value without quotes',
        repair: {kind: 'unquote'} as const,
      }),
  }
}

const WORDS: Record<string, string> = {object: 'a map', array: 'a list', integer: 'an integer', null: 'null'}
const article = (type: string): string => WORDS[type] ?? `a ${type}`

/** Helm accepts every key, and no template reads this one. */
export const unknownKey: Rule = {
  id: 'unknown-key',
  severity: 'warning',
  description: 'Every key is one that the chart reads.',
  why: 'Helm accepts every key. What was meant does not happen, and nothing says so.',
  check: (values, {facts, schema, refusals}) => {
    const dead = facts.deadKeys.map(({path}) => path)
    const refused = refusals.flatMap((refusal) => (refusal?.kind === 'key' ? [formatPath(refusal.path)] : []))
    const accepted = new Set([...READ_BY_TEMPLATES, ...facts.settings.map(({path}) => path), ...dead, ...refused])
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
    } else if (!schema.open && !isBranch() && !isAnchorHolder(here)) {
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
  const close = suggestion(path, siblings)
  return {
    path,
    ...(close && {severity: 'error' as const}),
    message: `the chart reads no ${formatPath(path)}: it is ignored`,
    ...close,
  }
}

/** The key that was probably meant, where one of `siblings` is a letter or two away. */
function suggestion(path: ValuesPath, siblings: string[]): Pick<Problem, 'fix' | 'repair'> | undefined {
  const key = String(path.at(-1))
  const close = siblings
    .map((name) => ({name, steps: distance(key.toLowerCase(), name.toLowerCase())}))
    .filter(({name, steps}) => steps <= Math.min(2, Math.floor(name.length / 3)))
    .sort((one, other) => one.steps - other.steps)[0]?.name
  if (close === undefined) return undefined
  return {fix: `did you mean ${formatPath([...path.slice(0, -1), close])}?`, repair: {kind: 'rename', key: close}}
}
