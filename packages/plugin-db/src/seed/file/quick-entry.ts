import type {Entry, Section} from './entry.js'

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
  for (const [index, text] of lines.entries()) {
    const match = FIELD.exec(text)
    if (!match) return undefined
    const [, before = '', key = '', quoted, plain] = match
    if (index === 0) indent = before.length
    else if (before.length !== indent || before.includes('-')) return undefined
    if (Object.hasOwn(fields, key)) return undefined
    if (quoted === undefined && NOT_TEXT.test(plain ?? '')) return undefined
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

function placeOf(key: string | undefined, lines: string[], line: number): {line: number; column: number} {
  const index = key === undefined ? 0 : lines.findIndex((text) => FIELD.exec(text)?.[2] === key)
  const text = lines[Math.max(0, index)] ?? ''
  const column =
    key === undefined
      ? text.indexOf('-')
      : text.indexOf(':') + 1 + (/^ */.exec(text.slice(text.indexOf(':') + 1))?.[0].length ?? 0)
  return {line: line + Math.max(0, index), column: column + 1}
}

function placeOfJson(key: string | undefined, text: string, line: number): {line: number; column: number} {
  const start = key === undefined ? -1 : text.indexOf(`${JSON.stringify(key)}`)
  return {line, column: (start === -1 ? text.indexOf('-') : start) + 1}
}
