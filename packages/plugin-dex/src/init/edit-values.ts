import {DEX_PATHS, parsePath} from '@cloudprem/chart'
import {isCollection, isMap, isSeq, parseDocument, Scalar, visit, YAMLMap, type Document, type Node} from 'yaml'
import type {Change} from './plan-init.js'
import {diffLines} from './line-diff.js'

/**
 * The text of a values file with `changes` made below `membership.dex.configOverrides`. Every other line stays as it is,
 * byte for byte, as far as lines of YAML can be told apart.
 */
export function editValues(text: string, changes: readonly Change[]): string {
  const style = styleOf(text)
  const parse = () => parseDocument(text, {version: '1.1', keepSourceTokens: false})
  const document = parse()
  for (const change of changes) applyChange(document, change)
  const rewritten = document.toString(style)
  const normalized = parse().toString(style)
  return carryOver(text, normalized, rewritten)
}

function applyChange(document: Document, {action, path, value}: Change): void {
  const steps = [...parsePath(DEX_PATHS.overrides), ...parsePath(path)]
  if (action === 'remove') {
    document.deleteIn(steps)
    return
  }
  const node = quoted(document, value)
  const list = action === 'append' ? document.getIn(steps, true) : undefined
  if (isSeq(list)) {
    if (list.items.length === 0) list.flow = false
    list.items.push(node)
    return
  }
  // `key:` without a value, and an empty file, are no maps yet.
  if (!isMap(document.contents)) document.contents = new YAMLMap()
  for (let depth = 1; depth < steps.length; depth++) {
    const parent = steps.slice(0, depth)
    if (!isCollection(document.getIn(parent, true))) document.setIn(parent, document.createNode({}))
    const map = document.getIn(parent, true)
    // `{}` would keep its braces around what is put in.
    if (isMap(map) && map.items.length === 0) map.flow = false
  }
  document.setIn(steps, node)
}

/** A node in which texts that YAML, Helm or Dex could take for something else stand in quotes. */
function quoted(document: Document, value: unknown): Node {
  const node = document.createNode(value)
  visit(node, {
    Scalar: (key, scalar) => {
      if (key !== 'key' && typeof scalar.value === 'string' && !/^[A-Za-z][\w.@-]*$/.test(scalar.value)) {
        scalar.type = Scalar.QUOTE_DOUBLE
      }
    },
  })
  return node
}

/** How the file is indented, so that new lines look like those around them. */
function styleOf(text: string): {lineWidth: 0; indent: number; indentSeq: boolean; flowCollectionPadding: boolean} {
  const indent = /^[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( +)[^\s#-]/m.exec(text)?.[1]?.length ?? 2
  const list = /^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)- /m.exec(text)
  return {
    lineWidth: 0,
    indent,
    indentSeq: list === null || (list[1] ?? '').length < (list[2] ?? '').length,
    flowCollectionPadding: !/[[{][^\s\]}]/.test(text.replaceAll('{{', '')),
  }
}

/**
 * `yaml` writes the whole file in its own style. The change is taken as the lines in which its outputs before and after
 * differ; every other line is that of the original.
 */
function carryOver(original: string, normalized: string, rewritten: string): string {
  const newline = original.includes('\r\n') ? '\r\n' : '\n'
  const lines = original.split(/\r?\n/)
  const from = normalized.split('\n')
  // Blanks are what the two styles differ in: inside of lines, and lines of nothing else.
  const essence = (line: string) => line.replaceAll(/\s/g, '')
  const blocks: string[][] = []
  let pending: string[] = []
  for (const {kind, before} of diffLines(lines.map(essence), from.map(essence))) {
    if (kind === 'added') {
      blocks.push([...pending, from[blocks.length] ?? ''])
      pending = []
    } else {
      pending.push(lines[before] ?? '')
      if (kind === 'removed') continue
      blocks.push(pending)
      pending = []
    }
  }
  return diffLines(from, rewritten.split('\n'))
    .filter(({kind}) => kind !== 'removed')
    .flatMap(({kind, text, before}) => (kind === 'same' ? (blocks[before] ?? [text]) : [text]))
    .join(newline)
}
