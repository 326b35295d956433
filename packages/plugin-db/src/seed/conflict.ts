import {CloudpremError} from '@cloudprem/core'

/** The error for rows that contradict what was asked: `DATABASE_CONFLICT` (exit 4). */
export function conflict(message: string, contradictions: string[], hints: string[]): CloudpremError {
  return new CloudpremError({
    code: 'DATABASE_CONFLICT',
    message,
    reason: [...contradictions, 'Nothing was changed: cloudprem adds rows and never alters one.'].join('\n'),
    hint: hints,
    details: {contradictions},
  })
}
