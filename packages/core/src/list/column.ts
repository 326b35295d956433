/** What a cell can hold; undefined is "not set". */
export type Cell = string | number | boolean | Date | undefined

/** One column of a list: what `--columns`, `--sort` and `--filter` name. */
export interface Column<Row> {
  /** `owner-email`; its head in a table is OWNER EMAIL. */
  name: string
  value: (row: Row) => Cell
  /** Shown only when `--columns` names it. */
  extra?: boolean
}

/** A cell for people: `-` when not set, yes and no, points in time to the second. */
export function cellForPeople(cell: Cell): string {
  if (cell === undefined || cell === '') return '-'
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  return visible(cellForPrograms(cell instanceof Date ? new Date(Math.floor(cell.getTime() / 1000) * 1000) : cell))
}

/** A cell for programs: empty when not set, true and false, points in time as RFC 3339. */
export function cellForPrograms(cell: Cell): string {
  if (cell instanceof Date) return cell.toISOString().replace(/\.000Z$/, 'Z')
  return cell === undefined ? '' : String(cell)
}

/**
 * What somebody else wrote, safe to show: control characters (among them those that begin a terminal's escape sequences) and
 * marks that turn the direction of writing are written as `\u001b`.
 */
export function visible(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (each) => {
    return `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** The same for text of several lines, such as what another program said: line ends stay, tabs become blanks. */
export function visibleLines(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\t', '  ').split('\n')
  return lines.map(visible).join('\n')
}
