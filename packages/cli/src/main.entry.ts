import path from 'node:path'
import {columnsOf, flush, fromUnknown, redactData, renderError, runOclif, wrapText} from '@cloudprem/core'
import pjson from '../package.json' with {type: 'json'}
import {mendingCommand} from './plugins/hosted-plugin.js'
import {hostOf} from './plugins/host.js'
import {loadPlugins, type LoadedPlugins} from './plugins/load.js'
import {dataDirectory} from './plugins/places.js'
import {noticeUpdate} from './update-notice/notice-update.js'

/** Runs one command line to its end and sets `process.exitCode`. */
export async function main(argv: string[]): Promise<void> {
  const root = path.dirname(__dirname)
  const host = hostOf({root, version: pjson.version, dataDir: dataDirectory()})
  try {
    const {plugins, broken} = await loadPlugins(host, pjson)
    // `plugins …` tells it itself, or mends it.
    if (argv[0] !== 'plugins') warnOf(broken)
    await runOclif(argv, {root, pjson: pjson as never, plugins: new Map(plugins.map((plugin) => [plugin.name, plugin]))})
  } catch (thrown) {
    // Errors of commands end in the base command; what comes here was thrown before one was found.
    reportOutsideCommand(thrown, argv)
  }
  await flush()
  await noticeUpdate(argv, {root, version: pjson.version})
}

function warnOf(broken: LoadedPlugins['broken']): void {
  for (const {name, problem} of broken) {
    const warning = `Warning: ${name} is left out: ${problem}. To mend it: ${mendingCommand(name)}`
    process.stderr.write(`${wrapText(warning, columnsOf(process.stderr), 2).join('\n')}\n`)
  }
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
