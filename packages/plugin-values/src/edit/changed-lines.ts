import type {EditableFile} from '@cloudprem/chart/edit'
import {maskSecrets} from './mask-secrets.js'

/** Lines that one edit took out and put in. */
export interface ChangedLines {
  /** Of the first of them, counted from 1, after the edits before it. */
  line: number
  removed: string[]
  added: string[]
}

/** What one edit changed, secrets masked; undefined when the texts are equal. */
export function changedLines(before: EditableFile, after: EditableFile): ChangedLines | undefined {
  if (before.text === after.text) return undefined
  const [old, fresh] = [before.text.split('\n'), after.text.split('\n')]
  const shorter = Math.min(old.length, fresh.length)
  let start = 0
  while (start < shorter && old[start] === fresh[start]) start++
  let end = 0
  while (end < shorter - start && old.at(-1 - end) === fresh.at(-1 - end)) end++

  const from = old.slice(0, start).reduce((offset, line) => offset + line.length + 1, 0)
  const shown = (file: EditableFile, lines: string[]) => {
    const own = lines.slice(start, lines.length - end)
    if (own.length === 0) return []
    const masked = maskSecrets(file, from, from + own.join('\n').length)
    return masked.split('\n').map((line) => line.replace(/\r$/, ''))
  }
  return {line: start + 1, removed: shown(before, old), added: shown(after, fresh)}
}
