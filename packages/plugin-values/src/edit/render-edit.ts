import type {Finding} from '@cloudprem/chart'
import type {ChangedLines} from './changed-lines.js'

/** The document of `values set` and `values unset`. */
export interface EditResult {
  file: string
  /** False with --dry-run, and where nothing had to change. */
  written: boolean
  /** Paths that now hold something else, or nothing. */
  changed: string[]
  /** With secrets masked. */
  lines: ChangedLines[]
  /** What `values validate` says since the edit. */
  findings: Finding[]
}

/** What a person sees of an edit. */
export function renderEdit({file, written, lines}: EditResult): string[] {
  if (lines.length === 0) return [`${file} has it so already and was not touched`]
  const width = String(Math.max(...lines.map(({line, removed, added}) => line + Math.max(removed.length, added.length)))).length
  const show = (sign: string, line: number, texts: string[]) =>
    texts.map((text, index) => `  ${String(line + index).padStart(width)} ${sign} ${text}`.trimEnd())
  return [
    `${written ? 'Wrote' : 'Would change'} ${file}`,
    ...lines.flatMap(({line, removed, added}) => [...show('-', line, removed), ...show('+', line, added)]),
  ]
}

/** One remark a finding. */
export function renderNewFinding({severity, message, fix}: Finding): string {
  return `${severity === 'error' ? 'Error' : 'Warning'}: ${message}${fix === undefined ? '' : ` (${fix})`}`
}
