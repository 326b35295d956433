import {isMap} from 'yaml'
import type {FileStyle} from './file-style.js'
import {renderFlow, renderItem, renderPair} from './render-block.js'
import {renderKey} from './render-scalar.js'
import {isJson} from './replace-value.js'
import {columnOf, lineEnd, nextLine, type Splice} from './splice.js'
import {contentEnd, isFlow, slotOf, type Collection, type Slot} from './syntax-tree.js'

/** Adds `key: value` to the map, or `- value` to the list, of `slot`, which has something in it. */
export function insertEntry(text: string, slot: Slot, step: string | number, value: unknown, style: FileStyle): Splice {
  const collection = slot.node as Collection
  if (isFlow(collection)) return insertInFlow(text, collection, step, value, style)

  const first = slotOf(collection, 0)
  const column = columnOf(text, first.start)
  const end = contentEnd(slot, text)
  const isRoot = slot.parent === undefined
  const at = end > 0 && text[end - 1] === '\n' ? end : behindComments(text, end, isRoot ? 1 : column)
  const lines = isMap(collection) ? renderPair(String(step), value, column, style) : renderItem(value, column, style)
  const body = (isRoot && isSpaced(text, collection) ? style.newline : '') + lines.join(style.newline)
  if (at > 0 && text[at - 1] === '\n') return {start: at, end: at, text: body + style.newline}
  return {start: at, end: at, text: style.newline + body}
}

/** The end of the line, or of the comments below it that stand `column` blanks in or more: they belong to what is above. */
function behindComments(text: string, offset: number, column: number): number {
  let end = lineEnd(text, offset)
  for (;;) {
    const next = nextLine(text, end)
    const blanks = /^( *)#/.exec(text.slice(next, lineEnd(text, next)))?.[1]
    if (next === text.length || blanks === undefined || blanks.length < column) return end
    end = lineEnd(text, next)
  }
}

/** Whether blank lines stand between the file's sections, judged by the last two. */
function isSpaced(text: string, collection: Collection): boolean {
  const {length} = collection.items
  if (length < 2) return false
  const between = text.slice(contentEnd(slotOf(collection, length - 2), text), slotOf(collection, length - 1).start)
  return /\n[ \t]*\r?\n/.test(between)
}

function insertInFlow(text: string, collection: Collection, step: string | number, value: unknown, style: FileStyle): Splice {
  const quoting = isJson(collection) ? 'double' : undefined
  const rendered = renderFlow(value, quoting)
  const entry = isMap(collection) ? `${renderKey(String(step), quoting)}: ${rendered}` : rendered
  const close = (collection.range?.[1] ?? 0) - 1
  const last = slotOf(collection, collection.items.length - 1)
  const end = contentEnd(last, text)
  const comma = text.slice(end, close).trimStart().startsWith(',') ? end + text.slice(end).indexOf(',') + 1 : undefined
  // One entry a line where the file has it so.
  const {start} = slotOf(collection, 0)
  const isSpread = text.slice(collection.range?.[0], start).includes('\n')
  const gap = isSpread ? style.newline + ' '.repeat(columnOf(text, start)) : ' '
  const at = comma ?? end
  return {start: at, end: at, text: comma === undefined ? `,${gap}${entry}` : gap + entry}
}
