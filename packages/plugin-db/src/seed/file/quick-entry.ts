import type {Entry, Section} from './entry.js'
import type {Place} from './findings.js'

/**
 * One line of an item: `key: value`, the value a plain word or in double quotes without a backslash. Deliberately narrow: what
 * it accepts means the same to every YAML parser (YAML 1.2.2, 7.3.3), and all the rest is left to one.
 */

const FIELD =
  /^( *(?:- +)?)([A-Za-z]+): +(?:"([ !#-[\]-~\u00a1-\u1fff\u3000-\ud7ff]*)"|([A-Za-z0-9](?:[\w ./@+-]|:(?=[\w/]))*)) *$/

/** What YAML takes for something else than text (YAML 1.2.2, 10.3.2 "Core schema"; `yes` and `on` as 1.1 had them). */
const NOT_TEXT =
  /^(?:null|true|false|yes|no|on|off|[yn]|[\d.]+(?:e[+-]?\d+)?|0o[0-7]+|0x[\da-f]+|[\d_:.]+|\d{4}-\d\d?-\d\d?.*) *$/i

/**
 * Reads an item that is written in the plainest way, which items of long files are; a hundred times as fast as a parser.
 *
 * @param lines from its dash on
 * @returns undefined for everything that takes a YAML parser
 */
export function readQuickly(section: Section, lines: string[], line: number): Entry | undefined {
  const fields: Record<string, unknown> = {}
  let indent = -1
  for (let index = 0; index < lines.length; index += 1) {
    const match = FIELD.exec(lines[index] ?? '')
    if (!match) return undefined
    const [, before = '', key = '', quoted, plain] = match
    if (index === 0) indent = before.length
    else if (before.length !== indent || before.includes('-')) return undefined
    if (Object.hasOwn(fields, key)) return undefined
    if (plain !== undefined && mayBeNoText(plain) && NOT_TEXT.test(plain)) return undefined
    fields[key] = quoted ?? plain?.trimEnd()
  }
  return {section, line, fields, placeOf: (key) => placeOf(key, lines, line)}
}

/** Reads `- {"id": "demo", …}`: an item that is JSON, which is YAML as well. */
export function readJsonQuickly(section: Section, text: string, line: number): Entry | undefined {
  const match = /^ *- +(\{.*\}) *$/.exec(text)
  const json = match?.[1]
  if (json === undefined) return undefined
  const fields = parseFlatObject(json)
  return fields && {section, line, fields, placeOf: (key) => placeOfJson(key, text, line)}
}

/** Words are short, all else begins with a digit: the rule itself is too slow to be asked of each value. */
function mayBeNoText(plain: string): boolean {
  return plain.length <= LONGEST_WORD || plain.charCodeAt(0) <= CODE_OF_9 || plain.endsWith(' ')
}

const LONGEST_WORD = 'false'.length
const CODE_OF_9 = 0x39

function parseFlatObject(json: string): Record<string, unknown> | undefined {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const entries = Object.entries(value)
  // A key that is there twice is an error in YAML, and JSON.parse says nothing of it.
  const isFlat = entries.every(([, each]) => typeof each === 'string') && (json.match(/": *"/g)?.length ?? 0) === entries.length
  return isFlat ? Object.fromEntries(entries) : undefined
}

function placeOf(key: string | undefined, lines: string[], line: number): Place {
  const index = key === undefined ? 0 : lines.findIndex((text) => FIELD.exec(text)?.[2] === key)
  const text = lines[index] ?? ''
  const before = key === undefined ? /^ *- */ : /^[^:]*: */
  return {line: line + index, column: (before.exec(text)?.[0].length ?? 0) + 1}
}

function placeOfJson(key: string | undefined, text: string, line: number): Place {
  const start = text.indexOf('{')
  const name = key === undefined ? -1 : text.indexOf(JSON.stringify(key), start)
  const value = /^"[^"]*": */.exec(text.slice(name))?.[0].length ?? 0
  return {line, column: (name === -1 ? start : name + value) + 1}
}
