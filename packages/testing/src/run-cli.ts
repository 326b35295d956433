import {spawn} from 'node:child_process'
import {mkdirSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

export const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url))
const builtBin = path.join(repositoryRoot, 'packages/cli/bin/cloudprem.cjs')

export interface CliOptions {
  /** Home of the fake user: configuration, data and cache folders lie below it. */
  home: string
  cwd?: string
  /** Another `cloudprem.cjs` than the one that is built here. */
  bin?: string
  /** A program and its arguments that start it, such as `unshare -n`. */
  within?: readonly string[]
  /** Written to standard input, which is then closed. Without it standard input is empty. */
  input?: string
  env?: Record<string, string>
  /** Called with the running process, for tests that kill or interrupt it. */
  started?: (child: {pid: number; kill: (signal: NodeJS.Signals) => void}) => void
  /** Called with all of standard error so far, whenever more came: for tests that answer while the command waits. */
  onStderr?: (text: string) => void
  timeoutMs?: number
}

export interface CliResult {
  exitCode: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  /** Standard output as the one JSON document it must be. */
  json: () => unknown
}

/** Runs the built `cloudprem` as a user without a terminal would, away from the machine's own configuration. */
export async function runCli(args: string[], options: CliOptions): Promise<CliResult> {
  mkdirSync(options.home, {recursive: true})
  const [program = process.execPath, ...rest] = [...(options.within ?? []), process.execPath, options.bin ?? builtBin, ...args]
  const child = spawn(program, rest, {
    cwd: options.cwd ?? options.home,
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: options.timeoutMs ?? 60_000,
    env: {
      PATH: process.env['PATH'],
      HOME: options.home,
      USERPROFILE: options.home,
      SYSTEMROOT: process.env['SYSTEMROOT'],
      ...options.env,
    },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk
    options.onStderr?.(stderr)
  })
  child.stdin.on('error', () => undefined) // a command that reads nothing may end before it is written
  child.stdin.end(options.input ?? '')
  if (child.pid !== undefined) options.started?.({pid: child.pid, kill: (signal) => child.kill(signal)})
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode, signal) =>
      resolve({exitCode, signal, stdout, stderr, json: () => JSON.parse(stdout) as unknown}),
    )
  })
}
