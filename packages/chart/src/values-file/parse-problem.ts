import type {YAMLException} from 'js-yaml'
import type {SourceMap} from './source-map.js'

/** Why a text cannot be read, and where a person has to look: a parser often stops later than the mistake. */
export interface ParseProblem {
  offset: number
  message: string
  fix?: string
}

/** @param source what is known of the text's places, when its events could be read */
export function parseProblem(text: string, error: YAMLException, source: SourceMap | undefined): ParseProblem {
  const conflict = /^(?:<{7}|={7}|>{7})(?: |\r?$)/m.exec(text)
  if (conflict) return {offset: conflict.index, message: 'not YAML: a merge conflict is left', fix: 'resolve the conflict'}
  if (source?.complexKey !== undefined) {
    const isTemplate = text.startsWith('{', source.complexKey) && text[source.complexKey - 1] === '{'
    return {
      offset: source.complexKey,
      message: 'not YAML for helm: a map stands where a key belongs',
      ...(isTemplate && {fix: 'put the template {{ … }} in quotes'}),
    }
  }
  const offset = error.mark?.position ?? 0
  const quote = openQuote(text, offset)
  if (quote !== undefined)
    return {offset: quote, message: `not YAML: the quote is not closed (${error.reason})`, fix: 'close the quote'}
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n', 1)[0] ?? ''
  const tab = /^ *\t/.test(line)
  return {offset, message: `not YAML: ${error.reason}`, ...(tab && {fix: 'indent with blanks, not with tabs'})}
}

/** The offset of a value's quote that is not closed on its line, in the last such line up to `offset`. */
function openQuote(text: string, offset: number): number | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  // The parser stops in the line after, or at the end of the text; further up is another matter.
  const lines = text.slice(0, offset).split('\n')
  let start = lineStart
  for (let index = lines.length - 1; index >= Math.max(0, lines.length - 3); index -= 1) {
    const line = lines[index] ?? ''
    const match = /^[^#'"]*[:-] +(?:"[^"]*|'[^']*)$/.exec(line.replace(/\r$/, ''))
    if (match) return start + match[0].search(/["']/)
    start = text.lastIndexOf('\n', start - 2) + 1
  }
  return undefined
}
