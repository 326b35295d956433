import wrapAnsi from 'wrap-ansi'

/** Lines of `pairs` as two columns: the keys padded to the longest, the values beside them, `indent` blanks before. */
export function renderPairs(pairs: [string, string | undefined][], indent = 2): string[] {
  const shown = pairs.filter((pair): pair is [string, string] => pair[1] !== undefined)
  const width = Math.max(0, ...shown.map(([key]) => key.length))
  return shown.flatMap(([key, value]) =>
    value.split('\n').map((line, index) => ' '.repeat(indent) + (index === 0 ? key : '').padEnd(width) + '  ' + line),
  )
}

/** One line wrapped at words to `columns`; what follows its first line stands `hang` blanks further in than that. */
export function wrapText(line: string, columns: number, hang = 0): string[] {
  const indent = /^ */.exec(line)?.[0] ?? ''
  return wrapWords(line.slice(indent.length), Math.max(20, columns - indent.length - hang)).map(
    (part, index) => indent + (index === 0 ? part : ' '.repeat(hang) + part),
  )
}

/** Printable ASCII is a column a letter, with no styles in it: to measure it the library's way costs a sixth of a start. */
const PRINTABLE_ASCII = /^[\x20-\x7E]*$/

function wrapWords(text: string, columns: number): string[] {
  if (!PRINTABLE_ASCII.test(text)) return wrapAnsi(text, columns).split('\n')
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    const joined = last === '' ? word : `${last} ${word}`
    if (joined.length <= columns || last === '' || word === '') lines[lines.length - 1] = joined
    else lines.push(word)
  }
  return lines.map((line) => line.trimEnd())
}

/** A table without borders: bold head, two blanks between columns, cells as they are. Empty `rows` give no line. */
export function renderTable(head: string[], rows: string[][]): string[] {
  if (rows.length === 0) return []
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
