/** Beyond so many differences two texts have little in common, and finding out takes memory by the square of it. */
const MOST_DIFFERENCES = 2000

/**
 * For each line of `after` the line of `before` that it is, or -1, by the shortest way from one to the other (Myers, An
 * O(ND) Difference Algorithm, 1986); undefined when they differ in too many lines.
 */
export function alignLines(before: readonly string[], after: readonly string[]): number[] | undefined {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++

  const middle = alignMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end))
  if (!middle) return undefined
  return [
    ...Array.from({length: start}, (_, index) => index),
    ...middle.map((index) => (index < 0 ? -1 : index + start)),
    ...Array.from({length: end}, (_, index) => before.length - end + index),
  ]
}

function alignMiddle(before: readonly string[], after: readonly string[]): number[] | undefined {
  const aligned = Array.from({length: after.length}, () => -1)
  const trace = furthest(before, after)
  if (!trace) return undefined
  let [x, y] = [before.length, after.length]
  for (let d = trace.length - 1; d >= 0; d--) {
    const reached = trace[d] ?? new Map<number, number>()
    const k = x - y
    const fromAbove = k === -d || (k !== d && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1))
    const previous = fromAbove ? k + 1 : k - 1
    const previousX = d === 0 ? 0 : (reached.get(previous) ?? 0)
    const previousY = d === 0 ? 0 : previousX - previous
    while (x > previousX && y > previousY) aligned[--y] = --x
    ;[x, y] = [previousX, previousY]
  }
  return aligned
}

/** How far each diagonal is reached with d differences: before the d-th is made. */
function furthest(before: readonly string[], after: readonly string[]): Map<number, number>[] | undefined {
  const trace: Map<number, number>[] = []
  const reached = new Map<number, number>([[1, 0]])
  const most = Math.min(before.length + after.length, MOST_DIFFERENCES)
  for (let d = 0; d <= most; d++) {
    trace.push(new Map(reached))
    for (let k = -d; k <= d; k += 2) {
      const fromAbove = k === -d || (k !== d && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1))
      let x = fromAbove ? (reached.get(k + 1) ?? 0) : (reached.get(k - 1) ?? 0) + 1
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) x++
      reached.set(k, x)
      if (x >= before.length && x - k >= after.length) return trace
    }
  }
  return undefined
}
