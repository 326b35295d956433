import {constructFromEvents, parseEvents, YAMLException} from 'js-yaml'
import {formatPath, isMap, type Values, type ValuesPath} from '../values.js'
import {editOf} from './edit-of.js'
import type {Edit, Finding, Repair} from './finding.js'
import {helmSchema} from './helm-schema.js'
import {aliasProblem} from './expansion.js'
import {findIgnores, type Ignore} from './ignores.js'
import {parseProblem} from './parse-problem.js'
import {mapSource, type SourceMap, type SourceNode} from './source-map.js'

export interface Position {
  /** Counted from 1. */
  line: number
  column: number
}

/** A values file as Helm reads it, with the place of every key. */
export interface ValuesFile {
  /** Undefined when the text is no YAML or no mapping; `findings` then says why. */
  values: Values | undefined
  /** What is wrong with the text itself. */
  findings: Finding[]
  /** How many things were looked at for `findings`. */
  checks: number
  /** The comments that switch a rule off for a line. */
  ignores: Ignore[]
  /** How many steps of `path` stand in the file. */
  depthOf(path: ValuesPath): number
  /** The change of the text that makes a repair at `path`; undefined where there is none. */
  editOf(path: ValuesPath, repair: Repair): Edit | undefined
  /** Where `path` stands, or the nearest part of it that exists. */
  locate(path: ValuesPath): Position
  /** The path of the scalar that `offset` of the text lies in; undefined for a key or a comment. */
  pathAt(offset: number): ValuesPath | undefined
  /** Calls `visit` for every scalar with its place in the text, quotes included; for what a later key hides too. */
  forEachScalar(visit: (path: ValuesPath, place: {start: number; end: number}) => void): void
  /** Calls `visit` for every plain scalar with its text as written. */
  forEachPlain(visit: (path: ValuesPath, text: string) => void): void
}

/**
 * Reads a values file as Helm does. What Helm passes over in silence is a finding: the key that stands twice, the second
 * document, digits that are lost.
 */
export function parseValues(text: string): ValuesFile {
  const positionAt = positions(text)
  const finding = (rule: string, offset: number, message: string, fix?: string, path: ValuesPath = []): Finding => ({
    rule,
    severity: 'error',
    path: formatPath(path),
    ...positionAt(offset),
    message,
    ...(fix !== undefined && {fix}),
  })
  const unreadable = (problem: Finding): ValuesFile => ({
    values: undefined,
    findings: [problem],
    checks: 1,
    ignores: [],
    depthOf: () => 0,
    editOf: () => undefined,
    locate: () => ({line: problem.line, column: problem.column}),
    pathAt: () => undefined,
    forEachScalar: () => undefined,
    forEachPlain: () => undefined,
  })

  if (text.includes('\0')) {
    const utf16 = /^\uFFFD\uFFFD|^[^\0]\0/.test(text) // PowerShell's > writes it
    const what = utf16 ? 'the file is UTF-16, and helm reads UTF-8 only' : 'the file holds a null byte: it is no text'
    return unreadable(finding('yaml-not-utf8', 0, what, utf16 ? 'save it as UTF-8' : undefined))
  }

  let source: SourceMap | undefined
  let documents: unknown[]
  try {
    const events = parseEvents(text, {})
    source = mapSource(text, events)
    // `json`: a repeated key overrides, as in Helm; it is reported from the events.
    documents = constructFromEvents(events, {source: text, schema: helmSchema, json: true, maxAliases: 1000})
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const {offset, message, fix} = parseProblem(text, error, source)
    return unreadable(finding('yaml-unparsable', offset, message, fix))
  }

  const values = documents[0] ?? {} // an empty file is no values
  const aliases = aliasProblem(values, text.length)
  if (aliases !== undefined) return unreadable(finding('yaml-aliases', source.root.offset, aliases))
  if (!isMap(values)) {
    return unreadable(
      finding('yaml-not-a-mapping', source.root.offset, `the file holds ${kindOf(values)} where helm wants keys and values`),
    )
  }

  const findings = source.duplicates.map(({path, offset, firstOffset}) =>
    finding(
      'yaml-duplicate-key',
      offset,
      `${formatPath(path)} stands twice: helm keeps this one and drops the one of line ${positionAt(firstOffset).line}, all of it`,
      'merge the two into one',
      path,
    ),
  )
  if (source.secondDocument !== undefined) {
    findings.push(
      finding(
        'yaml-second-document',
        source.secondDocument,
        'a second document begins here: Helm 3 ignores it, Helm 4 merges it',
        'remove the line --- before it',
      ),
    )
  }
  // What readers put in the place of bytes that are no UTF-8.
  const foreign = text.indexOf('\uFFFD')
  if (foreign >= 0)
    findings.push(finding('yaml-not-utf8', foreign, 'a sign here is not UTF-8, and helm refuses the file', 'save it as UTF-8'))
  return {
    values,
    findings,
    checks: 4,
    ignores: findIgnores(text, source),
    depthOf: (path) => find(source, path).depth,
    editOf: (path, repair) => editOf(text, source, path, repair),
    locate: (path) => positionAt(find(source, path).node.offset),
    pathAt: (offset) => findScalar(source.root, [], offset),
    forEachScalar: (visit) => {
      for (const {path, node} of [{path: [], node: source.root}, ...source.shadowed]) walkScalars(node, path, visit)
    },
    forEachPlain: (visit) => walkPlain(source.root, [], visit),
  }
}

/** The node at `path`, or the last one on the way to it, and how many steps of the path lead there. */
function find(source: SourceMap, path: ValuesPath): {node: SourceNode; depth: number} {
  let node = source.root
  let depth = 0
  for (const step of path) {
    const next = node.children.get(step) ?? node.children.get('<<')
    if (!next) break
    node = next
    depth += 1
  }
  return {node, depth}
}

function findScalar(node: SourceNode, path: ValuesPath, offset: number): ValuesPath | undefined {
  if (node.scalar && node.scalar.start <= offset && offset < node.scalar.end) return path
  for (const [step, child] of node.children) {
    const found = findScalar(child, [...path, step], offset)
    if (found) return found
  }
  return undefined
}

function walkPlain(node: SourceNode, path: ValuesPath, visit: (path: ValuesPath, text: string) => void): void {
  if (node.plain !== undefined) visit(path, node.plain)
  for (const [step, child] of node.children) walkPlain(child, [...path, step], visit)
}

function walkScalars(
  {scalar, quoted, children}: SourceNode,
  path: ValuesPath,
  visit: Parameters<ValuesFile['forEachScalar']>[0],
): void {
  const quote = quoted ? 1 : 0
  if (scalar) visit(path, {start: scalar.start - quote, end: scalar.end + quote})
  for (const [step, child] of children) walkScalars(child, [...path, step], visit)
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'a list' : `a single ${typeof value}`
}

/** Offsets to lines and columns by one pass and binary search. */
function positions(text: string): (offset: number) => Position {
  const starts = [0]
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) starts.push(index + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return {line: low + 1, column: offset - (starts[low] ?? 0) + 1}
  }
}
