/** Lines that one edit took out and put in. */
export interface ChangedLines {
  /** Of the first of them, counted from 1, after the edits before it. */
  line: number
  removed: string[]
  added: string[]
}

/**
 * What one edit changed, shown from the masked texts: those have the same lines, without the secrets.
 *
 * @returns undefined when the texts are equal
 */
export function changedLines(before: string, after: string, shown: {before: string; after: string}): ChangedLines | undefined {
  if (before === after) return undefined
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  const shorter = Math.min(old.length, fresh.length)
  let start = 0
  while (start < shorter && old[start] === fresh[start]) start++
  let end = 0
  while (end < shorter - start && old.at(-1 - end) === fresh.at(-1 - end)) end++
  const lines = (text: string, count: number) =>
    text
      .split('\n')
      .slice(start, count - end)
      .map((line) => line.replace(/\r$/, ''))
  return {line: start + 1, removed: lines(shown.before, old.length), added: lines(shown.after, fresh.length)}
}
