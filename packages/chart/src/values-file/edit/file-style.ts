/** How a file is written, so that new lines look like those around them. */
export interface FileStyle {
  newline: '\n' | '\r\n'
  /** Blanks that a map stands further in than its key. */
  indent: number
  /** Blanks that the dash of a list stands further in than its key: 0 or `indent`. */
  listIndent: number
  /** Text of several lines may stand in literal blocks (`|`); else it is written in quotes, on one line. */
  literals: boolean
}

export function styleOf(text: string): FileStyle {
  const steps = new Map<number, number>()
  let lists = 0
  let flushLists = 0
  let parent: number | undefined
  for (const line of text.split('\n')) {
    const [, blanks = '', mark = ''] = /^( *)([^ #\r])/.exec(line) ?? []
    if (mark === '') continue
    if (parent !== undefined && mark === '-') {
      lists += 1
      if (blanks.length === parent) flushLists += 1
    } else if (parent !== undefined && blanks.length > parent) {
      const step = blanks.length - parent
      steps.set(step, (steps.get(step) ?? 0) + 1)
    }
    parent = mark !== '-' && /:[ \t]*(#.*)?\r?$/.test(line) ? blanks.length : undefined
  }
  const indent = [...steps].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 2
  return {
    newline: /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n',
    indent,
    literals: true,
    listIndent: flushLists * 2 > lists ? 0 : indent,
  }
}
