import type {ValuesPath} from '../../values.js'
import {EditRefusal} from './edit-refusal.js'
import type {FileStyle} from './file-style.js'
import {insertEntry} from './insert-entry.js'
import {replaceValue} from './replace-value.js'
import {nested} from './same-except.js'
import type {Splice} from './splice.js'
import {formatSettingPath} from './setting-path.js'
import {follow, type Slot} from './syntax-tree.js'

/**
 * The one replacement that puts `value` at `path`: over the value that is there, or as a new key of the deepest map that
 * is, behind the keys it has.
 *
 * @throws EditRefusal where the text cannot take it
 */
export function planSet(text: string, root: Slot, path: ValuesPath, value: unknown, style: FileStyle): Splice {
  const {slots, missing} = follow(root, path)
  const slot = slots.at(-1) ?? root
  const [step, ...rest] = missing
  if (step === undefined) return replaceValue(text, slot, value, style)

  const gap = missing.findIndex((each, index) => typeof each === 'number' && index > 0 && each > 0)
  if (gap >= 0) throw beyond(path.slice(0, path.length - missing.length + gap + 1), 0)
  const {node} = slot
  const items = node && 'items' in node ? node.items : []
  if (typeof step === 'number' && step > items.length) throw beyond(path.slice(0, slots.length), items.length)
  if (items.length === 0) return replaceValue(text, slot, nested(missing, value), style)
  return insertEntry(text, slot, step, nested(rest, value), style)
}

function beyond(path: ValuesPath, length: number): EditRefusal {
  const list = formatSettingPath(path.slice(0, -1))
  return new EditRefusal(
    `${formatSettingPath(path)} lies beyond the end of its list`,
    `${list} has ${length === 1 ? '1 item' : `${length} items`}: the next one is ${list}[${length}]`,
  )
}
