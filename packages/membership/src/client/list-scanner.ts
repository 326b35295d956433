const [QUOTE, BACKSLASH, COMMA, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 44, 91, 93, 123, 125]

/**
 * Reads `{"data": [ … ]}` in pieces cut anywhere: looks at each letter for where an element of `data` ends, and gives those that
 * have ended. All else is `JSON.parse`.
 */
export class ListScanner {
  /** What was read and not yet given back. */
  private pending = ''
  /** How much of `pending` was looked at. */
  private scanned = 0
  private depth = 0
  private inString = false
  private escaped = false
  private state: 'before' | 'inside' | 'after' = 'before'
  private afterComma = false
  /** The document up to its list. */
  private around = ''

  /** @throws SyntaxError when the text is no JSON */
  take(text: string): unknown[] {
    this.pending += text
    let from = 0
    let to = 0
    for (let index = this.scanned; index < this.pending.length; index++) {
      const code = this.pending.charCodeAt(index)
      if (this.inString) {
        if (this.escaped) this.escaped = false
        else if (code === BACKSLASH) this.escaped = true
        else if (code === QUOTE) this.inString = false
      } else if (code === QUOTE) this.inString = true
      else if (code === OPEN_OBJECT) this.depth++
      else if (code === CLOSE_OBJECT) this.depth--
      else if (code === OPEN_ARRAY) {
        if (++this.depth === 2 && this.state === 'before' && /"data"\s*:\s*$/.test(this.pending.slice(from, index))) {
          this.state = 'inside'
          // Judged at the end, with what follows the list.
          this.around = this.pending.slice(0, index)
          from = to = index + 1
        }
      } else if (code === CLOSE_ARRAY) {
        if (--this.depth === 1 && this.state === 'inside') {
          this.state = 'after'
          const last = this.elements(from, index)
          if (last.length === 0 && this.afterComma) throw new SyntaxError('the list ends with a comma')
          this.pending = this.pending.slice(index + 1)
          this.scanned = 0
          return [...last, ...this.take('')]
        }
      } else if (code === COMMA && this.depth === 2 && this.state === 'inside') to = index
    }
    if (this.state !== 'inside') {
      this.scanned = this.pending.length
      return []
    }
    const elements = to > from ? this.elements(from, to) : []
    this.afterComma ||= elements.length > 0
    // The comma goes with the elements before it.
    this.pending = this.pending.slice(to > from ? to + 1 : from)
    this.scanned = this.pending.length
    return elements
  }

  /** @throws SyntaxError when the text is no JSON, has no list in `data`, or ends before it is complete */
  end(): void {
    if (this.state === 'inside') throw new SyntaxError('the answer ends in the middle of its list')
    const rest: unknown = JSON.parse(this.state === 'after' ? `${this.around}null${this.pending}` : this.pending)
    const data = typeof rest === 'object' && rest !== null && 'data' in rest ? rest.data : undefined
    if (data !== null) throw new SyntaxError('the answer has no list in "data"')
  }

  private elements(from: number, to: number): unknown[] {
    return JSON.parse(`[${this.pending.slice(from, to)}]`) as unknown[]
  }
}
