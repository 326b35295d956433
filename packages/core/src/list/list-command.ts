import {CloudpremCommand} from '../command/cloudprem-command.js'
import {redactKnown} from '../output/redact.js'
import {standardOutput} from '../output/standard-streams.js'
import type {Column} from './column.js'
import {listFlags, type ListFormat} from './list-flags.js'
import {chooseColumns, selectRows, type Selection} from './select-rows.js'
import {listWriter} from './writers.js'

export interface List<Row> {
  /** Name of the list in a JSON or YAML document: `organizations`. */
  key: string
  rows: AsyncIterable<Row[]> | Iterable<Row[]>
  columns: Column<Row>[]
  /** Said in place of a table without rows. */
  empty: string
}

/**
 * The base of every command that lists: `--output`, `--columns`, `--sort`, `--filter`, and rows that are written as they come.
 * `run` ends with `printList`, and returns nothing: the document is already written.
 */
export abstract class ListCommand extends CloudpremCommand<void> {
  static override baseFlags = {...CloudpremCommand.baseFlags, ...listFlags}

  /** `--output json` is `--json` in every respect, errors too, also errors of flags, which are told before flags are known. */
  override jsonEnabled(): boolean {
    return super.jsonEnabled() || /(^|\s)(--output[= ]|-o[= ]?)json(\s|$)/.test(this.argv.join(' '))
  }

  /** @throws CloudpremError `USAGE` (exit 2) for a column that is not there, before the first row is asked */
  protected async printList<Row>(list: List<Row>, flags: Selection & {output: ListFormat}): Promise<void> {
    const format = this.jsonEnabled() ? 'json' : flags.output
    const columns = chooseColumns(list.columns, flags.columns)
    const rows = selectRows(list.rows, list.columns, flags)
    const writer = await listWriter(format, {
      key: list.key,
      columns,
      onlyColumns: flags.columns !== undefined,
      terminalColumns: standardOutput.isTTY ? standardOutput.columns : undefined,
    })
    let any = false
    for await (const batch of rows) {
      any ||= batch.length > 0
      write(writer.rows(batch))
    }
    write(writer.end())
    if (!any && format === 'table') this.note(list.empty)
  }

  /** The document was written row by row. */
  protected override logJson(): void {
    // nothing is left to write
  }
}

function write(text: string): void {
  if (text !== '') standardOutput.write(redactKnown(text))
}
