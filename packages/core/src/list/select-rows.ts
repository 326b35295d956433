import {CloudpremError} from '../errors/cloudprem-error.js'
import {cellForPrograms, type Cell, type Column} from './column.js'

/** What of a list is asked: as the flags of `list-flags.ts` have it. */
export interface Selection {
  columns?: string
  sort?: string
  filter?: string[]
}

/** The columns to show: the named ones in the named order, else all but the extra ones. @throws CloudpremError `USAGE` */
export function chooseColumns<Row>(columns: Column<Row>[], names: string | undefined): Column<Row>[] {
  if (names === undefined) return columns.filter(({extra}) => !extra)
  const chosen = names.split(',').map((name) => requireColumn(columns, name.trim(), '--columns'))
  return [...new Set(chosen)]
}

/**
 * The rows that are asked, in batches as they come; `--sort` alone makes them wait for each other.
 *
 * @throws CloudpremError `USAGE` (exit 2) before anything is read
 */
export function selectRows<Row>(
  batches: AsyncIterable<Row[]> | Iterable<Row[]>,
  columns: Column<Row>[],
  selection: Selection,
): AsyncIterable<Row[]> {
  const filters = (selection.filter ?? []).map((text) => parseFilter(columns, text))
  const order = selection.sort === undefined ? undefined : parseSort(columns, selection.sort)
  async function* filtered() {
    for await (const batch of batches) {
      yield filters.length === 0 ? batch : batch.filter((row) => filters.every((holds) => holds(row)))
    }
  }
  if (!order) return filtered()
  return (async function* () {
    const rows: Row[] = []
    for await (const batch of filtered()) for (const row of batch) rows.push(row)
    yield rows.sort(order)
  })()
}

/** `NAME=TEXT` and `NAME!=TEXT` compare whole cells, `NAME~TEXT` looks for a part, upper or lower case alike. */
function parseFilter<Row>(columns: Column<Row>[], text: string): (row: Row) => boolean {
  const [, name, operator, wanted] = /^([^=!~]+)(=|!=|~)(.*)$/s.exec(text) ?? []
  if (name === undefined || wanted === undefined) {
    throw new CloudpremError({
      code: 'USAGE',
      message: `"${text}" is no filter`,
      reason: 'A filter is COLUMN=TEXT, COLUMN!=TEXT or COLUMN~PART.',
    })
  }
  const {value} = requireColumn(columns, name.trim(), '--filter')
  const cell = (row: Row) => cellForPrograms(value(row)).toLowerCase()
  const sought = wanted.toLowerCase()
  if (operator === '~') return (row) => cell(row).includes(sought)
  return operator === '=' ? (row) => cell(row) === sought : (row) => cell(row) !== sought
}

/** `NAME`, or `-NAME` for the other way round. What is not set comes last. */
function parseSort<Row>(columns: Column<Row>[], text: string): (one: Row, other: Row) => number {
  const down = text.startsWith('-')
  const {value} = requireColumn(columns, down ? text.slice(1) : text, '--sort')
  const collator = new Intl.Collator('en', {numeric: true})
  return (one, other) => {
    const [a, b] = [value(one), value(other)]
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
    const order = compare(a, b, collator)
    return down ? -order : order
  }
}

function compare(a: NonNullable<Cell>, b: NonNullable<Cell>, collator: Intl.Collator): number {
  return typeof a === 'string' && typeof b === 'string' ? collator.compare(a, b) : Number(a) - Number(b)
}

function requireColumn<Row>(columns: Column<Row>[], name: string, flag: string): Column<Row> {
  const found = columns.find((column) => column.name === name.toLowerCase().replaceAll(' ', '-'))
  if (found) return found
  throw new CloudpremError({
    code: 'USAGE',
    message: `${flag}: there is no column "${name}"`,
    reason: `Columns: ${columns.map((column) => column.name).join(', ')}`,
  })
}
