import {DEX_PATHS, formatPath, parsePath, valueAt, type Values, type ValuesFile, type ValuesPath} from '@cloudprem/chart'
import type {Problem} from './problem.js'

/** A problem with its place in the file that was checked. */
export interface PlacedProblem extends Omit<Problem, 'path' | 'valuesPath'> {
  /** Path in that file: `membership.dex.configOverrides.issuer`, or `issuer` in a config.yaml. */
  path: string
  /** Counted from 1; of what surrounds the path where nothing stands at it. */
  line: number
  column: number
}

/** Where the generated parts of the document come from, longest first. */
const SOURCES: readonly (readonly [document: string, values: string])[] = [
  ['storage.config.host', 'global.postgresql.host'],
  ['storage.config.port', 'global.postgresql.service.ports.postgresql'],
  ['storage.config.database', 'global.postgresql.auth.database'],
  ['storage.config.user', 'global.postgresql.auth.username'],
  ['storage.config.password', 'global.postgresql.auth.password'],
  ['issuer', DEX_PATHS.relyingParty],
  ['staticClients[0].secret', `${DEX_PATHS.oidc}.clientSecret`],
  ['staticClients', DEX_PATHS.oidc],
]

/** Places problems in a plain config.yaml. */
export function placeInConfig(problems: readonly Problem[], file: ValuesFile): PlacedProblem[] {
  return problems.map((problem) => placed(problem, problem.path, file))
}

/** Places problems of the document in the values file it was made from. */
export function placeInValues(problems: readonly Problem[], file: ValuesFile): PlacedProblem[] {
  return problems.map((problem) => placed(problem, valuesPathOf(problem, file.values ?? {}), file))
}

/** The value that a problem of the document is mended at. */
function valuesPathOf({path, valuesPath}: Problem, values: Values): ValuesPath {
  if (valuesPath !== undefined) return parsePath(valuesPath)
  const overrides = parsePath(DEX_PATHS.overrides)
  const [head] = path
  const isOwn = (depth: number) => valueAt(values, [...overrides, ...path.slice(0, depth)]) !== undefined
  // Lists of the file replace those of the chart, maps are merged into them.
  if (head !== undefined && (isOwn(path.length) || (head === 'staticClients' && isOwn(1)))) return [...overrides, ...path]
  const text = formatPath(path)
  const source = SOURCES.find(([prefix]) => text === prefix || text.startsWith(`${prefix}.`) || text.startsWith(`${prefix}[`))
  return source ? parsePath(source[1]) : [...overrides, ...path]
}

function placed(problem: Problem, path: ValuesPath, file: ValuesFile): PlacedProblem {
  const {rule, severity, message, fix, dexSays, first} = problem
  return {
    rule,
    severity,
    path: formatPath(path),
    ...file.locate(path),
    message,
    ...(fix !== undefined && {fix}),
    ...(dexSays !== undefined && {dexSays}),
    ...(first && {first}),
  }
}
