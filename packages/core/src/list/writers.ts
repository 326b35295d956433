import {cellForPrograms, type Column} from './column.js'
import type {ListFormat} from './list-flags.js'
import type {ListWriter} from './list-writer.js'
import {tableWriter} from './table-writer.js'

export interface WriterOptions<Row> {
  /** Name of the list in a JSON or YAML document: `organizations`. */
  key: string
  columns: Column<Row>[]
  /** `--columns` was given: documents hold just these, under the columns' names; else whole rows. */
  onlyColumns: boolean
  /** Width of the terminal; undefined where there is none, and nothing is cut. */
  terminalColumns: number | undefined
}

/** The writer of a format. What a format needs is loaded only for it. */
export async function listWriter<Row>(format: ListFormat, options: WriterOptions<Row>): Promise<ListWriter<Row>> {
  if (format === 'csv') return csvWriter(options)
  if (format === 'yaml') return yamlWriter(options)
  return format === 'json' ? jsonWriter(options) : tableWriter(options.columns, options.terminalColumns)
}

const CLOSING = '\n  ]\n}'

/** The same text as `JSON.stringify({[key]: rows}, null, 2)`. */
function jsonWriter<Row>({key, ...options}: WriterOptions<Row>): ListWriter<Row> {
  const opening = `{\n  ${JSON.stringify(key)}: [\n`
  let started = false
  return {
    rows(batch) {
      if (batch.length === 0) return ''
      const text = JSON.stringify({[key]: batch.map((row) => document(row, options))}, null, 2)
      const elements = text.slice(opening.length, -CLOSING.length)
      const before = started ? ',\n' : opening
      started = true
      return before + elements
    },
    end: () => (started ? `${CLOSING}\n` : `{\n  ${JSON.stringify(key)}: []\n}\n`),
    broken: (error) => (started ? `\n  ],\n${JSON.stringify({error}, null, 2).slice('{\n'.length)}\n` : ''),
  }
}

async function yamlWriter<Row>({key, ...options}: WriterOptions<Row>): Promise<ListWriter<Row>> {
  const {stringify} = await import('yaml')
  let started = false
  return {
    rows(batch) {
      if (batch.length === 0) return ''
      const before = started ? '' : `${key}:\n`
      started = true
      // Through JSON, so that both documents hold the same: points in time are text, what is not set is left out.
      const plain: unknown = JSON.parse(JSON.stringify(batch.map((row) => document(row, options))))
      return before + stringify(plain, {aliasDuplicateObjects: false})
    },
    end: () => (started ? '' : `${key}: []\n`),
    broken: (error) => (started ? stringify({error}) : ''),
  }
}

async function csvWriter<Row>({columns}: WriterOptions<Row>): Promise<ListWriter<Row>> {
  const {stringify} = await import('csv-stringify/sync')
  // A cell that begins like a formula would be run by a spreadsheet.
  const text = (rows: string[][]) => stringify(rows, {escape_formulas: true})
  const head = text([columns.map(({name}) => name)])
  let started = false
  return {
    rows(batch) {
      const before = started ? '' : head
      started = true
      return before + text(batch.map((row) => columns.map(({value}) => cellForPrograms(value(row)))))
    },
    end: () => (started ? '' : head),
  }
}

function document<Row>(row: Row, {columns, onlyColumns}: Pick<WriterOptions<Row>, 'columns' | 'onlyColumns'>): unknown {
  return onlyColumns ? Object.fromEntries(columns.map(({name, value}) => [name, value(row) ?? null])) : row
}
