export interface DiffLine {
  kind: 'same' | 'removed' | 'added'
  text: string
  /** Index of the line in the older text; for an added line, where it goes before. */
  before: number
}

/** The lines of `after` as changes of `before`, by a longest common subsequence between the parts that differ. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end++
  }
  const old = before.slice(start, before.length - end)
  const fresh = after.slice(start, after.length - end)
  return [
    ...before.slice(0, start).map((text, index): DiffLine => ({kind: 'same', text, before: index})),
    ...diffMiddle(old, fresh).map((line) => ({...line, before: line.before + start})),
    ...before
      .slice(before.length - end)
      .map((text, index): DiffLine => ({kind: 'same', text, before: before.length - end + index})),
  ]
}

function diffMiddle(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  const width = fresh.length + 1
  const common = new Uint32Array((old.length + 1) * width)
  const at = (i: number, j: number): number => common[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      common[i * width + j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: DiffLine[] = []
  for (let i = 0, j = 0; i < old.length || j < fresh.length;) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push({kind: 'same', text: old[i] ?? '', before: i})
      i++
      j++
    } else if (i < old.length && (j >= fresh.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({kind: 'removed', text: old[i] ?? '', before: i++})
    } else {
      lines.push({kind: 'added', text: fresh[j++] ?? '', before: i})
    }
  }
  return lines
}

/** The changed lines with `context` lines around them, as `diff` shows them. */
export function renderDiff(lines: readonly DiffLine[], context = 2): string[] {
  const signs = {same: '  ', removed: '- ', added: '+ '} as const
  const near = (index: number) => lines.slice(Math.max(0, index - context), index + context + 1).some(({kind}) => kind !== 'same')
  return lines.flatMap((line, index) => {
    if (!near(index)) return []
    const gap = index > 0 && !near(index - 1) ? ['  …'] : []
    return [...gap, (signs[line.kind] + line.text).trimEnd()]
  })
}
