import {CloudpremCommand} from '../command/cloudprem-command.js'
import {CloudpremError} from '../errors/cloudprem-error.js'
import {redactData, redactKnown} from '../output/redact.js'
import {standardOutput} from '../output/standard-streams.js'
import type {Column} from './column.js'
import {listFlags, type ListFormat} from './list-flags.js'
import type {ListWriter} from './list-writer.js'
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
  /** The list that is being written. */
  private begun: {writer: ListWriter<unknown>; isWritten: boolean} | undefined

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
    this.begun = {writer: writer, isWritten: false}
    let count = 0
    for await (const batch of rows) {
      count += batch.length
      const text = writer.rows(batch)
      this.begun.isWritten ||= text !== ''
      write(text)
    }
    this.begun = undefined
    write(writer.end())
    if (count === 0 && format === 'table') this.note(list.empty)
  }

  /** Of a list that has been written in part: a document holds the error, so that it stays one; a table or CSV just ends. */
  protected override printError(error: CloudpremError): void {
    if (!this.begun?.isWritten) {
      super.printError(error)
      return
    }
    const {code, message, reason, hints, details} = error
    const incomplete = new CloudpremError({
      code,
      message,
      reason: `${reason ? `${reason.replace(/\.?$/, '.')} ` : ''}What was printed of the list is not all of it.`,
      hint: hints,
      ...(details && {details}),
    })
    write(this.begun.writer.broken?.(redactData(incomplete.toDocument())) ?? '')
    if (!this.jsonEnabled()) super.printError(incomplete)
  }

  /** The document was written row by row. */
  protected override logJson(): void {
    // nothing is left to write
  }
}

function write(text: string): void {
  if (text !== '') standardOutput.write(redactKnown(text))
}
