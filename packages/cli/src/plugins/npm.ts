import {existsSync} from 'node:fs'
import path from 'node:path'
import {CloudpremError, findExecutable, run} from '@cloudprem/core'

/** What every npm call has: nothing of a package runs, nothing is asked or reported, nothing goes to the global folder. */
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--no-progress', '--global=false']

/**
 * Runs the user's own npm with the user's own configuration (registry, proxy, credentials from .npmrc).
 *
 * @returns what npm wrote to stdout
 * @throws CloudpremError `EXECUTABLE_MISSING` (exit 3) without npm; `PLUGIN_INSTALL_FAILED` (exit 5) with npm's own words
 */
export async function npm(args: string[], signal: AbortSignal): Promise<string> {
  const {program, before} = await findNpm()
  const {exitCode, stdout, stderr} = await run(program, [...before, ...args, ...QUIET], {signal})
  if (exitCode === 0) return stdout
  throw new CloudpremError({
    code: 'PLUGIN_INSTALL_FAILED',
    message: `npm ${args[0]} ended with ${exitCode}`,
    reason: errorLines(stderr),
    hint: [
      'npm config get registry',
      'without a registry: cloudprem plugins install --from FILE.tgz or a folder of packed plugins',
    ],
    details: {exitCode},
  })
}

/** npm on the PATH, else the one that came with Node. */
async function findNpm(): Promise<{program: string; before: string[]}> {
  const program = await findExecutable('npm')
  if (program) return {program, before: []}
  const folder = path.dirname(process.execPath)
  const cli = [path.join(folder, 'node_modules'), path.join(folder, '..', 'lib', 'node_modules')]
    .map((modules) => path.join(modules, 'npm', 'bin', 'npm-cli.js'))
    .find((file) => existsSync(file))
  if (cli) return {program: process.execPath, before: [cli]}
  throw new CloudpremError({
    code: 'EXECUTABLE_MISSING',
    message: 'npm is not on the PATH and does not lie beside Node',
    hint: 'install npm (it comes with Node from nodejs.org), then the same command',
    details: {executable: 'npm'},
  })
}

/** npm's own account of the failure, without its advice on logs and other ways to install, and without its stack. */
function errorLines(stderr: string): string {
  const lines = stderr
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/.test(line))
    .map((line) => line.replace(/^npm (error|ERR!) ?(404(?= |$) ?)?/, '').trimEnd())
    .filter((line) => line.trim() !== '' && !BESIDE_THE_POINT.test(line))
  return (lines.length > 0 ? lines : stderr.trim().split('\n').slice(-3)).slice(0, 6).join('\n')
}

const BESIDE_THE_POINT = /complete log of this run|^ *Note that you can also|^ *tarball, folder|^ +at /
