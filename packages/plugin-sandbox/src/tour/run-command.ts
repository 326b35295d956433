import {spawn} from 'node:child_process'

export interface CommandOptions {
  cwd: string
  env: NodeJS.ProcessEnv
  signal: AbortSignal
  /** Called with every line of either stream, in the order they came. */
  onLine: (line: string) => void
}

/** Runs a program to its end, line by line; returns its exit code (130 when interrupted) and its standard output. */
export async function runCommand(
  executable: string,
  args: string[],
  options: CommandOptions,
): Promise<{exitCode: number; stdout: string}> {
  const child = spawn(executable, args, {
    cwd: options.cwd,
    env: options.env,
    signal: options.signal,
    killSignal: 'SIGINT',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(options.onLine)
    })
    stream.on('end', () => {
      if (rest !== '') options.onLine(rest)
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      if (error.name !== 'AbortError') reject(error)
    })
    child.on('close', (code) => resolve({exitCode: code ?? 130, stdout}))
  })
}
