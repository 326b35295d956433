import {isCollection, isMap, isScalar} from 'yaml'
import type {FileStyle} from './file-style.js'
import {renderBlock, renderFlow} from './render-block.js'
import type {Quoting} from './render-scalar.js'
import {columnOf, lineEnd, type Splice} from './splice.js'
import {contentEnd, isFlow, type Slot} from './syntax-tree.js'

/** Puts `value` in the place of what `slot` holds; a comment on the same line stays. */
export function replaceValue(text: string, slot: Slot, value: unknown, style: FileStyle): Splice {
  const {node, after, parent} = slot
  const quoting = quotingOf(slot)
  const [start = 0] = node?.range ?? []
  const end = contentEnd(slot, text)
  if (isFlow(parent?.collection)) {
    if (!node?.range || start === end) return {start: end, end, text: ` ${renderFlow(value, quoting)}`}
    return {start, end, text: renderFlow(value, quoting)}
  }
  if (after === undefined) return replaceRoot(text, slot, value, style)

  const isBlock = isCollection(node) && !node.flow
  const isMarked = node !== undefined && 'anchor' in node && node.anchor !== undefined
  const {inline, lines} = renderBlock(value, columnOf(text, slot.start), style, {
    inList: parent !== undefined && !isKeyed(slot),
    ...(quoting && {quoting}),
  })
  // Between the colon and the value: an anchor or a tag, and blanks that a person may have lined up.
  const between = node?.range && !isBlock && end > after ? text.slice(after, start) : ''
  if (lines.length === 0) {
    if (!isBlock) return {start: after, end, text: (between === '' ? ' ' : between) + inline}
    const rest = text.slice(after, lineEnd(text, after))
    return {start: after, end, text: ` ${inline}${/^\s*#/.test(rest) ? rest : ''}`}
  }
  // A list item's map begins behind the dash, where no comment stands in between.
  const kept = isBlock ? /^[ \t]*#.*/.exec(text.slice(after, lineEnd(text, after)))?.[0] : undefined
  const tail = kept ?? text.slice(end, lineEnd(text, end)).trimEnd()
  const stop = kept === undefined ? lineEnd(text, end) : end
  const mark = between.trim() === '' || !isMarked ? '' : between.trimEnd()
  const head = mark + (inline === '' ? '' : ` ${inline}`)
  const isCompact = !isKeyed(slot) && head === '' && tail === ''
  const body = isCompact ? ` ${lines.join(style.newline).trimStart()}` : head + tail + style.newline + lines.join(style.newline)
  return {start: after, end: Math.max(stop, end), text: body}
}

function replaceRoot(text: string, slot: Slot, value: unknown, style: FileStyle): Splice {
  const end = contentEnd(slot, text)
  if (isFlow(slot.node) && slot.node.items.length > 0) return {start: slot.start, end, text: renderFlow(value, 'double')}
  const {inline, lines} = renderBlock(value, -style.indent, style)
  const body = inline + lines.join(style.newline)
  if (slot.node?.range && slot.node.range[1] > slot.node.range[0]) return {start: slot.start, end, text: body}
  const isFreshLine = text === '' || text.endsWith('\n')
  return {start: text.length, end: text.length, text: (isFreshLine ? '' : style.newline) + body + style.newline}
}

/** Whether a key stands before the value, not a dash. */
function isKeyed({parent}: Slot): boolean {
  return isMap(parent?.collection)
}

/** How the text was quoted; what is replaced as a whole has no say. */
function quotingOf({node, parent}: Slot): Quoting | undefined {
  if (isScalar(node)) {
    if (node.type === 'QUOTE_DOUBLE') return 'double'
    if (node.type === 'QUOTE_SINGLE') return 'single'
    return typeof node.value === 'string' && node.type === 'PLAIN' ? 'plain' : undefined
  }
  return isFlow(parent?.collection) && isJson(parent.collection) ? 'double' : undefined
}

/** Braces with quoted keys, as JSON has them. */
export function isJson(collection: {items: unknown[]}): boolean {
  return collection.items.some(
    (item) =>
      typeof item === 'object' && item !== null && 'key' in item && isScalar(item.key) && item.key.type === 'QUOTE_DOUBLE',
  )
}
