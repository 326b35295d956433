import {parseValues, type Values, type ValuesPath} from '@cloudprem/chart'
import {makeEdit, readEditable, type EditableFile, type ValuesEdit} from '@cloudprem/chart/edit'
import {changedLines, type ChangedLines} from './changed-lines.js'
import {orNotEditable} from './not-editable.js'

const BOM = '\ufeff'

export interface EditedText {
  text: string
  lines: ChangedLines[]
  /** Paths at which something else stands now. */
  changed: ValuesPath[]
  /** What it was and is, as helm reads it. */
  before: EditableFile
  after: EditableFile
}

/**
 * The edits one after the other.
 *
 * @throws CloudpremError `VALUES_NOT_EDITABLE` (exit 3) when the form of the file does not allow one of them
 */
export function applyEdits(original: string, edits: readonly ValuesEdit[], file: string): EditedText {
  const mark = original.startsWith(BOM) ? BOM : ''
  const before = orNotEditable(file, edits[0]?.path ?? [], () => readEditable(original.slice(mark.length)))
  let after = before
  const lines: ChangedLines[] = []
  const changed: ValuesPath[] = []
  for (const edit of edits) {
    const former = after
    after = orNotEditable(file, edit.path, () => makeEdit(former, edit))
    const change = changedLines(former, after)
    if (!change) continue
    changed.push(edit.path)
    lines.push(change)
  }
  return {text: mark + after.text, lines, changed, before, after}
}

/** What helm reads in the text; nothing where it is no YAML. */
export function valuesIn(text: string): Values {
  return parseValues(text.replace(/^\ufeff/, '')).values ?? {}
}
