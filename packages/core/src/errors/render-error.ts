import {visibleLines} from '../list/column.js'
import {redactText} from '../output/redact.js'
import {standardError} from '../output/standard-streams.js'
import {wrapText} from '../output/text.js'
import type {CloudpremError} from './cloudprem-error.js'

/** Wide enough for the longest label and a blank. */
const LABEL_WIDTH = 7

/**
 * Renders an error for a person, redacted and wrapped at `columns`, what a terminal would obey made visible:
 *
 *     Error  what happened                                  CODE
 *            why
 *     Next   the command that mends it
 */
export function renderError(error: CloudpremError, columns: number): string[] {
  const width = Math.max(20, columns - LABEL_WIDTH)
  const lines: string[] = []
  const label = error.code === 'INTERRUPTED' ? 'Ended' : 'Error'
  const message = wrap(error.message, width)
  const last = message.at(-1) ?? ''
  if (last.length + 2 + error.code.length <= width) {
    message[message.length - 1] = last + error.code.padStart(width - last.length)
  } else {
    message.push(error.code.padStart(width))
  }
  lines.push(...labelled(standardError.style('red', label.padEnd(LABEL_WIDTH)), message))
  if (error.reason) lines.push(...labelled(' '.repeat(LABEL_WIDTH), wrap(error.reason, width)))
  if (error.hints.length > 0) {
    // A command is not wrapped: it is there to be pasted.
    lines.push(
      ...labelled(
        'Next'.padEnd(LABEL_WIDTH),
        error.hints.flatMap((hint) => visibleLines(redactText(hint)).split('\n')),
      ),
    )
  }
  return lines
}

function wrap(text: string, width: number): string[] {
  return visibleLines(redactText(text))
    .split('\n')
    .flatMap((line) => wrapText(line, width))
}

function labelled(label: string, lines: string[]): string[] {
  return lines.map((line, index) => (index === 0 ? label : ' '.repeat(LABEL_WIDTH)) + line)
}
