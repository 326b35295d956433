import path from 'node:path'
import {columnsOf, flush, fromUnknown, redactData, renderError, runOclif} from '@cloudprem/core'
import pjson from '../package.json' with {type: 'json'}
import {findPluginsBeside} from './plugins-beside.js'

/** Runs one command line to its end and sets `process.exitCode`. */
export async function main(argv: string[]): Promise<void> {
  const root = path.dirname(__dirname)
  const plugins = findPluginsBeside(root)
  const withPlugins = {
    ...pjson,
    dependencies: {...pjson.dependencies, ...Object.fromEntries(plugins.map((name) => [name, '*']))},
    // One pattern for all: oclif compiles a matcher for each pattern and dependency.
    oclif: {...pjson.oclif, plugins: ['@cloudprem/plugin-*']},
  }
  try {
    await runOclif(argv, {root, pjson: withPlugins as never})
  } catch (thrown) {
    // Errors of commands end in the base command; what comes here was thrown before one was found.
    reportOutsideCommand(thrown, argv)
  }
  await flush()
}

function reportOutsideCommand(thrown: unknown, argv: string[]): void {
  if (isExit(thrown)) {
    process.exitCode = thrown.oclif.exit
    return
  }
  const error = fromUnknown(thrown)
  process.exitCode = error.exitCode
  if (argv.includes('--json')) process.stdout.write(`${JSON.stringify({error: redactData(error.toDocument())}, null, 2)}\n`)
  else process.stderr.write(`${renderError(error, columnsOf(process.stderr)).join('\n')}\n`)
}

/** oclif's ExitError: help was shown, or `this.exit(n)` was called. It has nothing to say. */
function isExit(thrown: unknown): thrown is Error & {oclif: {exit: number}; code: 'EEXIT'} {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIT'
}
