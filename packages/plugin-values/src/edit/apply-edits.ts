import {parseValues, type Values, type ValuesPath} from '@cloudprem/chart'
import {editValues, scalarsOf, type ValuesEdit} from '@cloudprem/chart/edit'
import {changedLines, type ChangedLines} from './changed-lines.js'
import {maskSecrets} from './mask-secrets.js'
import {orNotEditable} from './not-editable.js'

export interface EditedText {
  text: string
  lines: ChangedLines[]
  /** Paths at which something else stands now. */
  changed: ValuesPath[]
}

/**
 * The edits one after the other.
 *
 * @throws CloudpremError `VALUES_NOT_EDITABLE` (exit 3) when the form of the file does not allow one of them
 */
export function applyEdits(original: string, edits: readonly ValuesEdit[], file: string): EditedText {
  let text = original
  let shown: string | undefined
  const lines: ChangedLines[] = []
  const changed: ValuesPath[] = []
  for (const edit of edits) {
    const before = text
    text = orNotEditable(file, edit.path, () => editValues(before, [edit]))
    if (text === before) continue
    changed.push(edit.path)
    const after = maskedText(text)
    const change = changedLines(before, text, {before: shown ?? maskedText(before), after})
    shown = after
    if (change) lines.push(change)
  }
  return {text, lines, changed}
}

/** What helm reads in the text; nothing where it is no YAML. */
export function valuesIn(text: string): Values {
  return parseValues(text.replace(/^\ufeff/, '')).values ?? {}
}

function maskedText(text: string): string {
  return maskSecrets(text, valuesIn(text), scalarsOf(text))
}
