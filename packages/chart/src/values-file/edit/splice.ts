/** One replacement in a text. */
export interface Splice {
  start: number
  end: number
  text: string
}

export function applySplice(text: string, {start, end, text: replacement}: Splice): string {
  return text.slice(0, start) + replacement + text.slice(end)
}

/** Offset of the first character of the line that `offset` lies in. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** Offset of the line end (`\n` or `\r\n`) of the line that `offset` lies in, or of the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset)
  if (newline < 0) return text.length
  return newline > 0 && text[newline - 1] === '\r' ? newline - 1 : newline
}

/** Offset of the line after the one that `offset` lies in. */
export function nextLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset)
  return newline < 0 ? text.length : newline + 1
}

/** How far to the right of its line's beginning `offset` lies. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset)
}
