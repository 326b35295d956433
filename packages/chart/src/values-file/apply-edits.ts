import type {Edit} from './finding.js'

/** The text with the edits made; of two that overlap the first is made. All other bytes stay. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = ''
  let position = 0
  for (const {start, end, text: inserted} of edits.toSorted((one, other) => one.start - other.start)) {
    if (start < position) continue
    result += text.slice(position, start) + inserted
    position = end
  }
  return result + text.slice(position)
}
