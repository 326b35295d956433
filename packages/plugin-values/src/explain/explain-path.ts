import {chartFacts, formatPath, KNOWN_MAJORS, type DeadKey, type KnownMajor, type ValuesPath} from '@cloudprem/chart'
import {childrenOf, knownPaths, type KnownPath} from './known-path.js'
import {readersOf, TOP_KEYS} from './readers.js'

/** What is known of one path of one chart version. */
export interface Explanation extends KnownPath {
  chartVersion: string
  /** A key that helm accepts and no template reads. */
  dead: boolean
  /** Where the value belongs in this version, when the key is dead. */
  replacedBy?: string
  /** Why it is dead. */
  why?: string
  /** Nearest value above that is known, where this one lies inside of the user's own map or list. */
  inside?: string
  readBy: readonly string[]
  children: KnownPath[]
  /** What becomes of it in later majors. */
  later: {major: KnownMajor; replacedBy?: string; why: string}[]
}

/** Explains `path`; undefined where the chart has no such value. An empty path is the whole file. */
export function explainPath(path: ValuesPath, chartVersion: string, major: KnownMajor): Explanation | undefined {
  const named = path.filter((step) => typeof step === 'string')
  const text = formatPath(named)
  const known = knownPaths(major, chartVersion)
  const dead = deadKeyOf(named, major)
  const children = childrenOf(known, named).map((steps): KnownPath => {
    const child = formatPath(steps)
    return {...TOP_KEYS[child], ...(known.get(child) ?? {path: child, type: 'map'})}
  })
  const entry = known.get(text)
  const inside = entry || children.length > 0 ? undefined : openAncestor(named, known)
  if (!entry && !dead && children.length === 0 && inside === undefined) return undefined

  const since = entry?.since ?? firstMajor(text, major)
  return {
    ...(children.length > 0 && named.length > 0 ? {type: 'map'} : {}),
    ...entry,
    path: formatPath(path),
    chartVersion,
    dead: dead !== undefined,
    ...(dead?.key.replacement !== undefined && {replacedBy: movedTo(dead, named, major)}),
    ...(dead && {why: dead.key.why}),
    ...(inside !== undefined && {inside}),
    ...(since !== undefined && !dead && inside === undefined && {since}),
    readBy: dead ? [] : readersOf(named, chartVersion),
    children,
    later: dead ? [] : laterOf(named, major),
  }
}

interface DeadMatch {
  key: DeadKey
  /** Steps of `path` that the dead key stands for. */
  depth: number
}

function deadKeyOf(path: readonly string[], major: KnownMajor): DeadMatch | undefined {
  const text = path.join('.')
  const [key] = chartFacts(major)
    .deadKeys.filter((each) => text === each.path || text.startsWith(`${each.path}.`))
    .sort((one, other) => other.path.length - one.path.length)
  return key && {key, depth: key.path.split('.').length}
}

/** The replacement of a map carries what lies below it along; one that is dead itself leads on to its own. */
function movedTo({key, depth}: DeadMatch, path: readonly string[], major: KnownMajor): string {
  const next = [...(key.replacement ?? '').split('.'), ...path.slice(depth)]
  const dead = deadKeyOf(next, major)
  return dead?.key.replacement === undefined || dead.key === key ? formatPath(next) : movedTo(dead, next, major)
}

function laterOf(path: readonly string[], major: KnownMajor): Explanation['later'] {
  return KNOWN_MAJORS.filter((each) => each > major).flatMap((each) => {
    const dead = deadKeyOf(path, each)
    if (!dead) return []
    return [{major: each, ...(dead.key.replacement !== undefined && {replacedBy: movedTo(dead, path, each)}), why: dead.key.why}]
  })
}

/** The oldest known major that has the path; undefined where not even this one names it. */
function firstMajor(path: string, major: KnownMajor): string | undefined {
  const first = KNOWN_MAJORS.find((each) => each <= major && isNamed(path, each))
  return first === undefined ? undefined : first === KNOWN_MAJORS[0] ? `${first}.x or before` : `${first}.x`
}

function isNamed(path: string, major: KnownMajor): boolean {
  const known = knownPaths(major)
  return known.has(path) || [...known.keys()].some((each) => each.startsWith(`${path}.`))
}

/** The value above that is a map or a list of the user's own, or one of a chart that is not known here. */
function openAncestor(path: readonly string[], known: ReadonlyMap<string, KnownPath>): string | undefined {
  for (let depth = path.length - 1; depth > 0; depth--) {
    const above = formatPath(path.slice(0, depth))
    if (OPEN.includes(above)) return above
    const entry = known.get(above)
    if (!entry) continue
    const isOpen = entry.type === 'list' || (entry.type === 'map' && childrenOf(known, path.slice(0, depth)).length === 0)
    return isOpen ? above : undefined
  }
  return undefined
}

/** Charts of others: dexidp/dex and bitnami's PostgreSQL have more values than are named here. */
const OPEN: readonly string[] = ['membership.dex', 'membership.postgresql', 'portal.postgresql', 'console-v3.postgresql']
