import {alignLines} from '../values-file/edit/line-diff.js'

/** Lines of the library's text, and those of the original that they stand for. */
interface Segment {
  from: number
  to: number
  original: string[]
}

/**
 * `yaml` writes the whole file in its own style. The lines that are the same in `normalized` (the original as the library
 * writes it) and in `rewritten` are taken from the original, so that blanks, blank lines and line ends of what was not
 * touched stay byte for byte.
 */
export function restoreLines(original: string, normalized: string, rewritten: string): string {
  const newline = original.includes('\r\n') ? '\r\n' : '\n'
  const lines = original.split(/\r?\n/)
  const base = normalized.split('\n')
  const now = rewritten.split('\n')
  // Blanks are what the two styles differ in.
  const essence = (line: string): string => line.replaceAll(/\s/g, '')
  const inOriginal = alignLines(lines.map(essence), base.map(essence))
  const inBase = alignLines(base, now)
  if (!inOriginal || !inBase) return now.join(newline)

  const starts = new Map(segmentsOf(lines, base.length, inOriginal).map((segment) => [segment.from, segment]))
  const restored: string[] = []
  for (let index = 0; index < now.length;) {
    const segment = starts.get(inBase[index] ?? -1)
    if (segment && isWhole(segment, inBase, index)) {
      for (const line of segment.original) restored.push(line)
      index += segment.to - segment.from
    } else restored.push(now[index++] ?? '')
  }
  return restored.join(newline)
}

function segmentsOf(lines: readonly string[], baseLength: number, inOriginal: readonly number[]): Segment[] {
  const segments: Segment[] = []
  let next = 0
  for (let from = 0; from < baseLength;) {
    const found = inOriginal[from] ?? -1
    let to = from + 1
    let end = found + 1
    if (found < 0) {
      while (to < baseLength && (inOriginal[to] ?? -1) < 0) to++
      end = to < baseLength ? (inOriginal[to] ?? lines.length) : lines.length
    }
    segments.push({from, to, original: lines.slice(next, end)})
    next = end
    from = to
  }
  segments.at(-1)?.original.push(...lines.slice(next))
  return segments
}

/** Whether all lines of a segment stand at `index`, one after another. */
function isWhole({from, to}: Segment, inBase: readonly number[], index: number): boolean {
  for (let step = 0; step < to - from; step++) if (inBase[index + step] !== from + step) return false
  return true
}
