import {isPlainString} from '../plain-scalar.js'

export type Quoting = 'plain' | 'single' | 'double'

/** A scalar on one line. `quoting` is how the text that it replaces was written; it is kept where the new one allows. */
export function renderScalar(value: unknown, quoting?: Quoting): string {
  if (typeof value === 'string') return renderText(value, quoting)
  if (typeof value === 'number' && !Number.isFinite(value)) return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf'
  return String(value)
}

/** A key; in quotes where YAML or Helm would take it for something else. */
export function renderKey(key: string, quoting?: Quoting): string {
  if (quoting === 'double') return doubleQuoted(key)
  return /^[A-Za-z_][\w./-]*$/.test(key) && isPlainString(key) ? key : doubleQuoted(key)
}

function renderText(text: string, quoting: Quoting | undefined): string {
  if (quoting === 'single' && isPrintable(text)) return `'${text.replaceAll("'", "''")}'`
  if (quoting === 'double') return doubleQuoted(text)
  return isSafePlain(text) && (quoting === 'plain' || /^[A-Za-z]/.test(text)) ? text : doubleQuoted(text)
}

/** Whether the text stays the same text without quotes, in a block and within braces, for Helm and in a template's output. */
function isSafePlain(text: string): boolean {
  return /^\w[\w./@+:-]*$/.test(text) && !text.endsWith(':') && isPlainString(text)
}

/**
 * One line of what every reader of YAML prints as it is. U+FFFD is not: it is what readers put in the place of bytes that are no
 * UTF-8, and a file that holds it as it is counts as damaged.
 */
export function isPrintable(text: string): boolean {
  return !/[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffd-\uffff]/u.test(text)
}

function doubleQuoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffd-\uffff]/g,
    (character) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
