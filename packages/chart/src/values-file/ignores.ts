import type {SourceMap, SourceNode} from './source-map.js'

/** A comment `# cloudprem-ignore RULE reason`. */
export interface Ignore {
  /** Undefined when nothing follows the word. */
  rule: string | undefined
  /** Empty when none is given; the comment then has no effect. */
  reason: string
  /** Where the comment itself stands; counted from 1. */
  line: number
  column: number
  /** The line whose findings it is about: its own, or the next that holds something when it stands alone. */
  target: number
}

const COMMENT = /(^|[ \t])#[ \t]*cloudprem-ignore\b(?::?[ \t]+(\S+))?(?:[ \t]+(.*))?$/

/** The comments of a text that switch a rule off for one line. Texts that only look like one, inside values, do not count. */
export function findIgnores(text: string, source: SourceMap): Ignore[] {
  if (!text.includes('cloudprem-ignore')) return []
  const lines = text.split('\n')
  const scalars = scalarRanges(source.root)
  const ignores: Ignore[] = []
  let offset = 0
  for (const [index, line] of lines.entries()) {
    const match = COMMENT.exec(line.replace(/\r$/, ''))
    const start = match ? match.index + (match[1]?.length ?? 0) : 0
    if (match && !isInside(scalars, offset + start)) {
      const alone = line.slice(0, start).trim() === ''
      ignores.push({
        rule: match[2],
        reason: match[3]?.trim() ?? '',
        line: index + 1,
        column: start + 1,
        target: (alone ? nextContent(lines, index) : index) + 1,
      })
    }
    offset += line.length + 1
  }
  return ignores
}

/** Index of the first line after `index` that is neither blank nor a comment; comments stack up above what they are about. */
function nextContent(lines: readonly string[], index: number): number {
  let next = index + 1
  while (next < lines.length && /^[ \t\r]*(#|$)/.test(lines[next] ?? '')) next += 1
  return next
}

function scalarRanges(root: SourceNode): {start: number; end: number}[] {
  const ranges: {start: number; end: number}[] = []
  const open = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.scalar) ranges.push(node.scalar)
    open.push(...node.children.values())
  }
  return ranges.sort((one, other) => one.start - other.start)
}

function isInside(ranges: readonly {start: number; end: number}[], offset: number): boolean {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.start ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low > 0 && offset < (ranges[low - 1]?.end ?? 0)
}
