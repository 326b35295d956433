import {isMap} from '../../values.js'
import type {FileStyle} from './file-style.js'
import {isPrintable, renderKey, renderScalar, type Quoting} from './render-scalar.js'

/** A value as it stands behind `key:` or `-`: something on the same line, lines below it, or both (`|-` and its text). */
export interface RenderedValue {
  inline: string
  /** Fully indented, without line ends. */
  lines: string[]
}

/**
 * @param column where the key, or the dash, of this value stands
 * @param inList the value is an item of a list: its lines begin two blanks behind the dash
 */
export function renderBlock(
  value: unknown,
  column: number,
  style: FileStyle,
  {inList = false, quoting}: {inList?: boolean; quoting?: Quoting} = {},
): RenderedValue {
  const inner = column + (inList ? 2 : style.indent)
  if (Array.isArray(value) && value.length > 0) {
    const dash = inList ? inner : column + style.listIndent
    return {inline: '', lines: value.flatMap((item) => renderItem(item, dash, style))}
  }
  if (isMap(value) && Object.keys(value).length > 0) {
    return {inline: '', lines: Object.entries(value).flatMap(([key, each]) => renderPair(key, each, inner, style))}
  }
  const block = typeof value === 'string' && style.literals ? renderLiteral(value, inner) : undefined
  return block ?? {inline: renderFlow(value, quoting), lines: []}
}

/** `key: value` at `column`, and what lies below it. */
export function renderPair(key: string, value: unknown, column: number, style: FileStyle): string[] {
  const {inline, lines} = renderBlock(value, column, style)
  return [`${' '.repeat(column)}${renderKey(key)}:${inline === '' ? '' : ` ${inline}`}`, ...lines]
}

/** `- value` with the dash at `column`. */
export function renderItem(value: unknown, column: number, style: FileStyle): string[] {
  const {inline, lines} = renderBlock(value, column, style, {inList: true})
  const dash = `${' '.repeat(column)}- `
  if (inline !== '') return [dash + inline, ...lines]
  const [first = '', ...rest] = lines
  return [dash + first.slice(dash.length), ...rest]
}

/** On one line, as within braces. */
export function renderFlow(value: unknown, quoting?: Quoting): string {
  if (Array.isArray(value)) return `[${value.map((item) => renderFlow(item, quoting)).join(', ')}]`
  if (!isMap(value)) return renderScalar(value, quoting)
  const keyQuoting = quoting === 'double' ? quoting : undefined
  const pairs = Object.entries(value).map(([key, each]) => `${renderKey(key, keyQuoting)}: ${renderFlow(each, quoting)}`)
  return `{${pairs.join(', ')}}`
}

/** Text of several lines as a literal block, where every line stands in it as it is. */
function renderLiteral(text: string, column: number): RenderedValue | undefined {
  const body = text.endsWith('\n') ? text.slice(0, -1) : text
  const lines = body.split('\n')
  const isLiteral =
    lines.length > 1 && lines.every((line) => isPrintable(line) && /^[\p{L}\p{P}\p{S}\p{N}]([^\p{C}\p{Z}]| (?!$))*$/u.test(line))
  if (!isLiteral) return undefined
  return {inline: body === text ? '|-' : '|', lines: lines.map((line) => ' '.repeat(column) + line)}
}
