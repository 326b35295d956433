import type {ValuesPath} from '../values.js'
import type {Edit, Repair} from './finding.js'
import {readPlainScalar} from './plain-scalar.js'
import type {SourceMap, SourceNode} from './source-map.js'

/**
 * The change of the text that makes a repair, or undefined where it would be none: the value stands in an alias or a block
 * text, or its text would be read as something else.
 */
export function editOf(text: string, source: SourceMap, path: ValuesPath, repair: Repair): Edit | undefined {
  const parent = nodeAt(source.root, path.slice(0, -1))
  const node = parent && nodeAt(parent, path.slice(-1))
  if (!node) return undefined
  if (repair.kind === 'rename') return renamed(text, node, parent, repair.key)
  if (!node.scalar || (node.plain === undefined && !node.quoted)) return undefined
  const {start, end} = node.scalar
  const written = text.slice(start, end)
  if (written.includes('\n')) return undefined
  switch (repair.kind) {
    case 'quote':
      return node.quoted ? undefined : {start, end, text: `"${written.replaceAll(/["\\]/g, String.raw`\$&`)}"`}
    case 'unquote':
      return node.quoted && isNoText(written) ? {start: start - 1, end: end + 1, text: written} : undefined
    case 'replace':
      return {start, end, text: repair.value}
  }
}

/** Renames a key unless its new name is there already. */
function renamed(text: string, {key}: SourceNode, parent: SourceNode, name: string): Edit | undefined {
  if (!key || parent.children.has(name)) return undefined
  const quote = /^["']/.exec(text.slice(key.start, key.end))?.[0] ?? ''
  return {start: key.start, end: key.end, text: `${quote}${name}${quote}`}
}

function nodeAt(from: SourceNode, path: ValuesPath): SourceNode | undefined {
  return path.reduce<SourceNode | undefined>((node, step) => node?.children.get(step), from)
}

/** Whether helm reads the bare text as a number or a boolean. */
function isNoText(text: string): boolean {
  const value = readPlainScalar(text)
  return typeof value === 'number' || typeof value === 'boolean'
}
