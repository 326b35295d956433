import {CloudpremError, visible, type ErrorCode} from '@cloudprem/core'

/** One entry that cannot be: it contradicts a row that is there, or another entry. */
export interface Conflict {
  /** Of the entry in the seed file; 0 when flags ask. */
  line: number
  code: Extract<ErrorCode, 'DATABASE_CONFLICT' | 'ORGANIZATION_UNKNOWN' | 'SEED_FILE_INVALID' | 'USAGE'>
  message: string
  /** As `name is old, asked was default`. What is quoted of a row is made visible when it is shown. */
  contradictions: string[]
  hints: string[]
}

/** So many are looked for and shown; a file with more is likely the wrong file. */
export const MOST_CONFLICTS = 20

/** The error for entries that contradict: the first one in full for flags, a line each for a file. */
export function conflictError(conflicts: Conflict[], file: string | undefined): CloudpremError {
  const sorted = conflicts.toSorted((one, other) => one.line - other.line)
  const [first] = sorted
  if (first === undefined) throw new Error('no conflict to be told')
  return file === undefined ? errorOfOne(first) : errorOfFile(sorted, first, file)
}

function errorOfOne({code, message, contradictions, hints}: Conflict): CloudpremError {
  const unchanged =
    code === 'DATABASE_CONFLICT' ? 'Nothing was changed: cloudprem adds rows and never alters one.' : 'Nothing was changed.'
  return new CloudpremError({
    code,
    message: visible(message),
    reason: [...contradictions.map(visible), unchanged].join('\n'),
    hint: hints.map(visible),
    details: {contradictions},
  })
}

function errorOfFile(conflicts: Conflict[], {code}: Conflict, file: string): CloudpremError {
  const shown = conflicts.slice(0, MOST_CONFLICTS)
  const further = conflicts.length > shown.length ? ['and more'] : []
  const count =
    further.length > 0 ? `more than ${shown.length} entries` : shown.length === 1 ? 'an entry' : `${shown.length} entries`
  return new CloudpremError({
    code,
    message: `${file} has ${count} that cannot be brought into the database`,
    reason: [
      ...shown.map(({line, message, contradictions}) => visible(`${file}:${line}  ${[message, ...contradictions].join('; ')}`)),
      ...further,
      'Nothing was changed.',
    ].join('\n'),
    details: {file, conflicts: shown.map(({line, message, contradictions}) => ({line, message, contradictions}))},
  })
}
