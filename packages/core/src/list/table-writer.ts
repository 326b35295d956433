import stringWidth from 'string-width'
import {cellForPeople, type Column} from './column.js'
import type {ListWriter} from './list-writer.js'

/** So many rows decide how wide the columns are; a longer cell that comes later stands out. */
const ROWS_THAT_DECIDE = 1000
const GAP = '  '
const NARROWEST = 8

/** A table without borders: head in capitals, two blanks between columns; on a terminal no wider than that. */
export function tableWriter<Row>(columns: Column<Row>[], terminalColumns: number | undefined): ListWriter<Row> {
  const head = columns.map(({name}) => name.replaceAll('-', ' ').toUpperCase())
  let waiting: string[][] = []
  let widths: number[] | undefined

  const start = () => {
    widths = fit(widest([head, ...waiting]), terminalColumns)
    const text = lines([head, ...waiting], widths, terminalColumns)
    waiting = []
    return text
  }
  return {
    rows(batch) {
      const rows = batch.map((row) => columns.map(({value}) => cellForPeople(value(row))))
      if (widths) return lines(rows, widths, terminalColumns)
      for (const row of rows) waiting.push(row)
      return waiting.length < ROWS_THAT_DECIDE ? '' : start()
    },
    end: () => (widths || waiting.length === 0 ? '' : start()),
  }
}

function widest(rows: string[][]): number[] {
  return (rows[0] ?? []).map((_, column) => rows.reduce((width, row) => Math.max(width, widthOf(row[column] ?? '')), 0))
}

/** Takes from the widest column until all fit. */
function fit(widths: number[], terminalColumns: number | undefined): number[] {
  if (terminalColumns === undefined) return widths
  const fitted = [...widths]
  let excess = fitted.reduce((sum, width) => sum + width, 0) + GAP.length * (fitted.length - 1) - terminalColumns
  while (excess > 0) {
    const most = Math.max(...fitted)
    if (most <= NARROWEST) break
    fitted[fitted.indexOf(most)] = most - 1
    excess--
  }
  return fitted
}

function lines(rows: string[][], widths: number[], terminalColumns: number | undefined): string {
  let text = ''
  for (const row of rows) {
    const whole = line(row, widths, padded)
    const isTooWide = terminalColumns !== undefined && widthOf(whole) > terminalColumns
    text += isTooWide ? line(row, widths, (cell, width) => padded(cut(cell, width), width)) : whole
  }
  return text
}

function line(row: string[], widths: number[], shown: (cell: string, width: number) => string): string {
  return `${row
    .map((cell, column) => shown(cell, widths[column] ?? 0))
    .join(GAP)
    .trimEnd()}\n`
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - widthOf(cell)))
}

/** The end of what is too long is left out, and a `…` says so. */
function cut(cell: string, width: number): string {
  if (widthOf(cell) <= width) return cell
  let shown = ''
  let used = 0
  for (const character of cell) {
    const next = used + widthOf(character)
    if (next > width - 1) break
    shown += character
    used = next
  }
  return `${shown}…`
}

/** Columns a text takes on a terminal; nearly all text is ASCII and needs no library for that. */
function widthOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text)
}
