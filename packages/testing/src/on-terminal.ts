import {spawn} from 'node:child_process'
import path from 'node:path'
import {repositoryRoot} from './run-cli.js'

export interface TerminalResult {
  exitCode: number | null
  /** All that the terminal showed, without colours and cursor movements. */
  shown: string
  /** Whether the terminal was left as it was found: its line settings, and a cursor to be seen. */
  restored: boolean
}

/** What is waited for, and what is then typed; keys undefined: the input ends. */
export type Answer = [question: string, keys: string | undefined]

export interface TerminalOptions {
  env: Record<string, string>
  cwd: string
  /** Columns of the terminal; 0: it does not tell its size. */
  columns: number
  /** In their order; each question is looked for in what is shown after the one before. */
  answers: readonly Answer[]
  /** Called with what was shown so far, when a question is there. */
  onQuestion?: (shown: string) => void
  timeoutMs?: number
}

/** Whether `onTerminal` works here: util-linux has the program that gives a terminal to another one. */
export const hasTerminal = process.platform === 'linux'

const CHANGED = '(the terminal has other settings now)'

/** Runs a Node program on a terminal of its own and answers its questions. */
export function onTerminal(
  args: readonly string[],
  {env, cwd, columns, answers, onQuestion, timeoutMs = 30_000}: TerminalOptions,
) {
  const command = [process.execPath, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  // `script` has no size to hand on: its terminal has 0 columns unless they are set.
  const size = columns === 0 ? '' : `stty columns ${columns} rows 24; `
  const settings = `[ "$(stty -g)" = "$settings" ] || echo '${CHANGED}'`
  const line = `${size}settings=$(stty -g); ${command}; code=$?; ${settings}; exit $code`
  const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
    cwd,
    env: {...env, SHELL: '/bin/sh', TERM: 'xterm'},
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: timeoutMs,
  })
  const open = [...answers]
  let all = ''
  let seen = 0
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    all += chunk
    const [next] = open
    if (!next || !plain(all).slice(seen).includes(next[0])) return
    open.shift()
    seen = plain(all).length
    onQuestion?.(plain(all))
    if (next[1] === undefined) child.stdin.end()
    else child.stdin.write(next[1])
  })
  return new Promise<TerminalResult>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => {
      const shown = plain(all)
      const hasCursor = all.lastIndexOf('\u001B[?25l') <= all.lastIndexOf('\u001B[?25h')
      resolve({exitCode, shown, restored: hasCursor && !shown.includes(CHANGED)})
    })
  })
}

/** The built `cloudprem` on a terminal of 80 columns, away from the machine's own configuration. */
export function cliOnTerminal(args: readonly string[], answers: readonly Answer[], home: string): Promise<TerminalResult> {
  const bin = path.join(repositoryRoot, 'packages/cli/bin/cloudprem.cjs')
  return onTerminal([bin, ...args], {env: {PATH: process.env['PATH'] ?? '', HOME: home}, cwd: home, columns: 80, answers})
}

function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- that is how a terminal is told colours and movements
  return text.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r', '')
}
