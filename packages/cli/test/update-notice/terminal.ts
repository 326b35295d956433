import {spawn, spawnSync} from 'node:child_process'
import path from 'node:path'
import {repositoryRoot} from '@cloudprem/testing'

const BIN = path.join(repositoryRoot, 'packages/cli/bin/cloudprem.cjs')

/** Whether programs can be given a terminal here: by the `script` of util-linux. */
export function hasTerminal(): boolean {
  return spawnSync('script', ['-qec', 'test -t 0 -a -t 1 -a -t 2', '/dev/null'], {stdio: 'pipe'}).status === 0
}

/**
 * Runs the built `cloudprem` on a terminal of its own.
 *
 * @param line arguments, and redirections, as a shell has them
 * @returns what the terminal showed, with the line ends of a file
 */
export async function runOnTerminal(line: string, env: Record<string, string>, cwd = env['HOME']) {
  const startedAt = performance.now()
  const child = spawn('script', ['-qec', `'${process.execPath}' '${BIN}' ${line}`, '/dev/null'], {
    env: {PATH: process.env['PATH'], TERM: 'xterm', ...env},
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd,
    timeout: 60_000,
  })
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (screen += chunk))
  const exitCode = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  return {exitCode, screen: screen.replaceAll('\r\n', '\n'), elapsedMs: performance.now() - startedAt}
}
