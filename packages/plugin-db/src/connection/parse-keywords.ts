import {CloudpremError} from '@cloudprem/core'

/** One `key = value` pair; the value bare or in single quotes, with `\'` and `\\` inside of either. */
const PAIR = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/gy

/**
 * Reads libpq's keyword/value form (PostgreSQL manual, "Keyword/Value Connection Strings").
 *
 * @throws CloudpremError `USAGE` (exit 2), naming the position but not the text
 */
export function parseKeywords(text: string): Record<string, string> {
  const parameters: Record<string, string> = {}
  let end = 0
  for (const match of text.matchAll(PAIR)) {
    const [whole, key = '', quoted, bare = ''] = match
    parameters[key] = (quoted ?? bare).replace(/\\(.)/g, '$1')
    end = match.index + whole.length
  }
  if (text.slice(end).trim() !== '') {
    throw new CloudpremError({
      code: 'USAGE',
      message: `The connection string of --dsn cannot be read from character ${end + 1} on`,
      reason: "A value with a blank, a quote or a backslash stands in single quotes, with \\' and \\\\ inside.",
      hint: "host=HOST user=USER password='PASS WORD' dbname=DATABASE",
    })
  }
  return parameters
}
