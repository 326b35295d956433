import {valueAt, type Values, type ValuesPath} from '../../values.js'
import {parseValues, type ValuesFile} from '../parse-values.js'
import {EditRefusal} from './edit-refusal.js'
import {styleOf, type FileStyle} from './file-style.js'
import {ABSENT, isSameExceptAt} from './same-except.js'
import {planSet} from './set-value.js'
import {formatSettingPath} from './setting-path.js'
import {applySplice, type Splice} from './splice.js'
import {follow, parseTree, type Slot, type Way} from './syntax-tree.js'
import {planUnset} from './unset-value.js'

const BOM = '\ufeff'

export type ValuesEdit =
  | {path: ValuesPath; value: unknown}
  | {path: ValuesPath; unset: true}
  /** Puts a value at the end of the list at `path`. */
  | {path: ValuesPath; append: unknown}

/** The text of a values file, and how helm reads it. */
export interface EditableFile {
  text: string
  file: ValuesFile & {values: Values}
}

/**
 * The text of a values file with `value` at `path`, and every other byte as it was.
 *
 * @throws EditRefusal where the file's form does not allow that
 */
export function setValue(text: string, path: ValuesPath, value: unknown): string {
  return editValues(text, [{path, value}])
}

/** The same without what is at `path`; the text itself where nothing is. @throws EditRefusal */
export function unsetValue(text: string, path: ValuesPath): string {
  return editValues(text, [{path, unset: true}])
}

/**
 * The text with the edits made one after the other, a byte order mark kept. After each it is read again as helm reads it: it must hold the change
 * and nothing else, else it is not given out.
 *
 * @throws EditRefusal
 */
export function editValues(text: string, edits: readonly ValuesEdit[]): string {
  if (text.startsWith(BOM)) return BOM + editValues(text.slice(1), edits)
  return edits.reduce(makeEdit, readEditable(text)).text
}

/** One edit of a file without a byte order mark; the file itself where there is nothing to do. @throws EditRefusal */
export function makeEdit(before: EditableFile, given: ValuesEdit): EditableFile {
  const {
    text,
    file: {values},
  } = before
  const root = parseTree(text)
  const style = styleOf(text)
  const edit = 'append' in given ? appending(values, given) : given
  const {path} = edit
  const wanted = 'unset' in edit ? ABSENT : edit.value
  // A literal block swallows comments below it that stand further in: then quotes.
  for (const literals of [true, false]) {
    const splice = planEdit(text, root, edit, {...style, literals})
    if (!splice) {
      if (valueAt(values, path) === undefined) return before
      throw new EditRefusal(`${formatSettingPath(path)} cannot be removed`, 'It comes from elsewhere, by a merge key (<<).')
    }
    const result = applySplice(text, splice)
    const file = parseValues(result)
    if (hasValues(file) && isSameExceptAt(values, file.values, path, wanted)) return {text: result, file}
  }
  throw obstacle(follow(root, path), path)
}

function appending(values: unknown, {path, append}: {path: ValuesPath; append: unknown}) {
  const list = valueAt(values, path)
  return {path: [...path, Array.isArray(list) ? list.length : 0], value: append}
}

function planEdit(text: string, root: Slot, edit: Exclude<ValuesEdit, {append: unknown}>, style: FileStyle): Splice | undefined {
  if ('unset' in edit) return planUnset(text, root, edit.path, style)
  return planSet(text, root, edit.path, edit.value, style)
}

/** A text without a byte order mark. @throws EditRefusal when it is not what helm reads as one map */
export function readEditable(text: string): EditableFile {
  const file = parseValues(text)
  const problem = file.findings.find(({rule}) => rule !== 'yaml-duplicate-key')
  if (hasValues(file) && !problem) return {text, file}
  throw new EditRefusal('the file cannot be edited', `${problem?.line}:${problem?.column} ${problem?.message}`)
}

function hasValues(file: ValuesFile): file is EditableFile['file'] {
  return file.values !== undefined
}

/** What on the way is known to let one edit change two values. */
function obstacle({slots}: Way, path: ValuesPath): EditRefusal {
  const anchor = slots.map(({node}) => (node && 'anchor' in node ? node.anchor : undefined)).findLast(Boolean)
  const reason =
    anchor === undefined
      ? 'A tag, a merge key (<<) or braces around it are in the way.'
      : `It stands within &${anchor}, and what refers to it by *${anchor} would change too.`
  return new EditRefusal(`${formatSettingPath(path)} cannot be changed alone`, reason)
}
