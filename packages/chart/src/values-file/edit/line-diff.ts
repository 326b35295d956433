import {diffArrays, structuredPatch} from 'diff'

/** Beyond so many differences two texts have little in common, and finding out takes time by the square of it. */
const MOST_DIFFERENCES = 2000

/**
 * For each line of `after` the line of `before` that it is, or -1, by the shortest way from one to the other; undefined when
 * they differ in too many lines.
 */
export function alignLines(before: readonly string[], after: readonly string[]): number[] | undefined {
  const parts = diffArrays([...before], [...after], {maxEditLength: MOST_DIFFERENCES})
  if (!parts) return undefined
  let line = 0
  return parts.flatMap(({added, removed, count}) => {
    if (added) return Array.from({length: count}, () => -1)
    line += count
    return removed ? [] : Array.from({length: count}, (_, index) => line - count + index)
  })
}

/** The changed lines with two lines around them, as `diff -u` shows them; `…` stands for what is left out. */
export function renderLineDiff(before: string, after: string): string[] {
  const {hunks} = structuredPatch('', '', before, after, '', '', {context: 2, stripTrailingCr: true})
  return hunks.flatMap(({lines}, index) => [
    ...(index > 0 ? ['  …'] : []),
    ...lines.filter((line) => !line.startsWith('\\')).map((line) => `${line[0]} ${line.slice(1)}`.trimEnd()),
  ])
}
