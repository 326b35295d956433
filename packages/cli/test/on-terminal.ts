import {spawn} from 'node:child_process'

export interface TerminalResult {
  exitCode: number | null
  /** All that the terminal showed, without colours and cursor movements. */
  shown: string
}

export interface TerminalOptions {
  env: Record<string, string>
  cwd: string
  /** Columns of the terminal; 0: it does not tell its size. */
  columns: number
  /** What is typed once `question` is shown; undefined: the input ends. */
  keys: string | undefined
  question: string
  timeoutMs?: number
  /** Called once with what was shown, when the question is there. */
  shown?: (text: string) => void
}

/** Whether `onTerminal` works here: util-linux has the program that gives a terminal to another one. */
export const hasTerminal = process.platform === 'linux'

/** Runs a Node program on a terminal of its own and answers its question. */
export function onTerminal(args: string[], {env, cwd, columns, keys, question, shown, timeoutMs = 30_000}: TerminalOptions) {
  const command = [process.execPath, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  // `script` has no size to hand on: its terminal has 0 columns unless they are set.
  const size = columns === 0 ? '' : `stty columns ${columns} rows 24; `
  const child = spawn('script', ['--quiet', '--return', '--command', `${size}exec ${command}`, '/dev/null'], {
    cwd,
    env: {...env, SHELL: '/bin/sh', TERM: 'xterm'},
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: timeoutMs,
  })
  let all = ''
  let answered = false
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    all += chunk
    if (answered || !plain(all).includes(question)) return
    answered = true
    shown?.(plain(all))
    if (keys === undefined) child.stdin.end()
    else child.stdin.write(keys)
  })
  return new Promise<TerminalResult>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({exitCode, shown: plain(all)}))
  })
}

function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- that is how a terminal is told colours and movements
  return text.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r', '')
}
