import {isMap} from 'yaml'
import type {ValuesPath} from '../../values.js'
import {EditRefusal} from './edit-refusal.js'
import type {FileStyle} from './file-style.js'
import {replaceValue} from './replace-value.js'
import {columnOf, lineEnd, lineStart, nextLine, type Splice} from './splice.js'
import {formatSettingPath} from './setting-path.js'
import {contentEnd, follow, keyOf, slotOf, type Collection, type Slot} from './syntax-tree.js'

/**
 * The one replacement that takes the key, or the item, at `path` out, with the comment that stands directly above it.
 * Undefined when nothing is there.
 *
 * @throws EditRefusal where the text cannot lose it
 */
export function planUnset(text: string, root: Slot, path: ValuesPath, style: FileStyle): Splice | undefined {
  const {slots, missing} = follow(root, path)
  const [holder, slot] = [slots.at(-2), slots.at(-1)]
  if (missing.length > 0 || !slot?.parent || !holder) return undefined
  const {collection, index} = slot.parent
  refuseDuplicate(path, collection, index)

  if (collection.flow) return takeOutOfFlow(text, collection, index)
  if (collection.items.length === 1) {
    // An empty `key:` would be a null, which makes helm drop the chart's default: what is left is an empty map.
    const isRoot = holder.parent === undefined
    return isRoot ? takeLines(text, slot) : replaceValue(text, holder, isMap(collection) ? {} : [], style)
  }
  const behindDash = index === 0 && /\S/.test(text.slice(lineStart(text, slot.start), slot.start))
  return behindDash ? takeBehindDash(text, slot, slotOf(collection, 1)) : takeLines(text, slot)
}

/** The lines of an entry: its comment above, itself, and what stands further in below it. */
function takeLines(text: string, slot: Slot): Splice {
  const column = columnOf(text, slot.start)
  const start = withCommentAbove(text, slot, column)
  const end = contentEnd(slot, text)
  let stop = end > 0 && text[end - 1] === '\n' ? end : nextLine(text, end)
  for (;;) {
    const blanks = /^( *)#/.exec(text.slice(stop, lineEnd(text, stop)))?.[1]
    if (stop === text.length || blanks === undefined || blanks.length <= column) break
    stop = nextLine(text, stop)
  }
  const endsFile = stop === text.length && !text.endsWith('\n') && start > 0
  return {start: endsFile ? lineEnd(text, start - 1) : start, end: stop, text: ''}
}

/** Comments without a blank line in between, as far in as the key; not those that the file begins with. */
function withCommentAbove(text: string, slot: Slot, column: number): number {
  const own = lineStart(text, slot.start)
  let start = own
  while (start > 0) {
    const above = lineStart(text, start - 1)
    if (/^( *)#/.exec(text.slice(above, start))?.[1]?.length !== column) return start
    start = above
  }
  return start === 0 && /^\s*#/.test(text) ? own : start
}

/** `- name: x` and further keys below it: the dash stays, and the next key moves up unless a comment is in between. */
function takeBehindDash(text: string, slot: Slot, next: Slot): Splice {
  const end = contentEnd(slot, text)
  const isClear = /^[^\n]*\n[ \t]*$/.test(text.slice(end, next.start)) || text.slice(end, next.start).trim() === ''
  if (isClear) return {start: slot.start, end: next.start, text: ''}
  return {start: slot.start, end: lineEnd(text, end), text: ''}
}

function takeOutOfFlow(text: string, collection: Collection, index: number): Splice {
  const slot = slotOf(collection, index)
  const following = index + 1 < collection.items.length ? slotOf(collection, index + 1) : undefined
  if (following) return {start: slot.start, end: following.start, text: ''}
  const from = index > 0 ? contentEnd(slotOf(collection, index - 1), text) : slot.start
  return {start: from, end: contentEnd(slot, text), text: ''}
}

function refuseDuplicate(path: ValuesPath, collection: Collection, index: number): void {
  if (!isMap(collection)) return
  const pair = collection.items[index]
  if (collection.items.some((other, place) => place !== index && pair && keyOf(other) === keyOf(pair)))
    throw new EditRefusal(`${formatSettingPath(path)} stands twice`, 'Without the later one the former would count.')
}
