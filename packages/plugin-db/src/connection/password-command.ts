import {CloudpremError, isCloudpremError, registerSecret, run} from '@cloudprem/core'
import type {DatabaseTarget} from './target.js'
import {parseWords} from './words.js'

/** Longer than any cloud needs to sign a token; shorter than a person waits for one that asks for something. */
const TIMEOUT_MS = 30_000

/**
 * Runs a program whose first line on standard output is the password: a token of a cloud, mostly, that is good for minutes.
 * PGHOST, PGPORT, PGUSER and PGDATABASE tell it which database is meant. Standard input is empty. What it prints is shown
 * nowhere, but for its errors.
 *
 * @param command program and arguments; no shell is involved
 * @throws CloudpremError `USAGE` (exit 2), `EXECUTABLE_FAILED` (exit 5) with its exit code and its errors, `INTERRUPTED`
 */
export async function passwordFromCommand(command: string, target: DatabaseTarget, signal: AbortSignal): Promise<string> {
  const [program = '', ...args] = parseWords(command, 'password-command')
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const {exitCode, stdout, stderr} = await run(program, args, {
      signal: AbortSignal.any([signal, timeout]),
      env: {PGHOST: target.host, PGPORT: String(target.port), PGUSER: target.user, PGDATABASE: target.database},
    })
    // Part of a password may stand in the errors as well.
    for (const line of stdout.split(/\r?\n/)) registerSecret(line)
    const [password = ''] = stdout.split(/\r?\n/)
    if (exitCode !== 0) throw failed(program, `It ended with ${exitCode}.`, stderr, exitCode)
    if (password === '') throw failed(program, 'Its first line of output is empty, and that line is the password.', stderr, 0)
    return password
  } catch (error) {
    if (timeout.aborted && !signal.aborted) {
      throw failed(program, `It did not end within ${TIMEOUT_MS / 1000} s; it is given no input, so it must not ask for any.`, '')
    }
    if (isCloudpremError(error) && error.code === 'EXECUTABLE_FAILED' && error.details?.['program'] === undefined) {
      throw failed(program, 'It could not be started: there is no such program, or it may not be run.', '')
    }
    throw error
  }
}

function failed(program: string, why: string, stderr: string, exitCode?: number): CloudpremError {
  const said = stderr.trim().split('\n').slice(-5).join('\n')
  return new CloudpremError({
    code: 'EXECUTABLE_FAILED',
    message: `The program of --password-command, ${program}, gave no password`,
    reason: [why, said].filter(Boolean).join('\n'),
    hint: 'the command itself, to see what it says',
    details: {program, ...(exitCode !== undefined && {exitCode})},
  })
}
