import {CloudpremError} from '../errors/cloudprem-error.js'
import {debug} from '../output/debug.js'
import {redactText} from '../output/redact.js'

export interface RunOptions {
  /** Written to the program's standard input: the way for secrets. */
  input?: string
  /** Added to the environment. */
  env?: Record<string, string>
  cwd?: string
  /** Ends the program with SIGTERM, and waits for it to end. */
  signal?: AbortSignal
  /** Let the program write straight to the user's terminal; its output is then not returned. */
  inherit?: boolean
}

export interface RunResult {
  stdout: string
  stderr: string
  /** The exit code; a program ended by a signal has 128 + its number, or 1 where that is unknown. */
  exitCode: number
}

/**
 * Runs a program to its end and returns what it said, whatever its exit code. Arguments are an array and reach the
 * program as they are; no shell is involved. Secrets belong into `input`, a file or `env`, never into `args`.
 *
 * @throws CloudpremError `EXECUTABLE_FAILED` (exit 5) when it cannot be started at all; `INTERRUPTED` when aborted
 */
export async function run(executable: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  debug('run', `${executable} ${args.join(' ')}`)
  const {default: spawn, SubprocessError} = await import('nano-spawn')
  const stdio = options.inherit ? 'inherit' : 'pipe'
  let end: (() => void) | undefined
  try {
    const running = spawn(executable, args, {
      stdin: options.input === undefined ? (options.inherit ? 'inherit' : 'ignore') : {string: options.input},
      stdout: stdio,
      stderr: stdio,
      ...(options.env && {env: options.env}),
      ...(options.cwd && {cwd: options.cwd}),
    })
    // Not the library's own `signal`: that rejects at once, and the program may still be at work after us.
    const child = await running.nodeChildProcess
    end = () => child.kill('SIGTERM')
    if (options.signal?.aborted) end()
    options.signal?.addEventListener('abort', end)
    const done = await running
    options.signal?.throwIfAborted()
    return {stdout: done.stdout, stderr: done.stderr, exitCode: 0}
  } catch (error) {
    if (options.signal?.aborted) {
      throw new CloudpremError({code: 'INTERRUPTED', message: `Interrupted while ${executable} ran`, cause: error})
    }
    if (error instanceof SubprocessError && (error.exitCode !== undefined || error.signalName !== undefined)) {
      debug('run', `exit ${error.exitCode ?? error.signalName}: ${error.stderr}`)
      return {stdout: error.stdout, stderr: error.stderr, exitCode: error.exitCode ?? 1}
    }
    throw new CloudpremError({
      code: 'EXECUTABLE_FAILED',
      message: `${executable} could not be started`,
      reason: error instanceof Error ? redactText(error.message) : undefined,
      cause: error,
    })
  } finally {
    if (end) options.signal?.removeEventListener('abort', end)
  }
}
