import {
  flushOutput,
  fromUnknown,
  redactData,
  renderError,
  runOclif,
  standardError,
  standardOutput,
  tolerateGoneReader,
  wrapText,
} from '@cloudprem/core'
import pjson from '../package.json' with {type: 'json'}
import {mendingCommand} from './plugins/hosted-plugin.js'
import {hostOf} from './plugins/host.js'
import {loadPlugins, type KnownPlugins, type LoadedPlugins} from './plugins/load.js'
import {noticeUpdate} from './update-notice/notice-update.js'
import {dataDirectory} from './user-directories.js'

/**
 * Hands one command line to oclif and sets `process.exitCode`.
 *
 * @param root folder of the host package
 * @param known what to load, when that is known; everything otherwise
 */
export async function run(argv: string[], root: string, known?: KnownPlugins): Promise<LoadedPlugins> {
  tolerateGoneReader()
  const loaded = await loadPlugins(hostOf({root, version: pjson.version, dataDir: dataDirectory()}), pjson, known)
  // `plugins …` tells it itself, or mends it.
  if (argv[0] !== 'plugins') warnOf(loaded.broken)
  try {
    const plugins = new Map(loaded.plugins.map((plugin) => [plugin.name, plugin]))
    await runOclif(argv, {root, pjson: pjson as never, plugins})
  } catch (thrown) {
    // Errors of commands end in the base command; what comes here was thrown before one was found.
    reportOutsideCommand(thrown, argv)
  }
  await flushOutput()
  await noticeUpdate(argv, {root, version: pjson.version})
  return loaded
}

function warnOf(broken: LoadedPlugins['broken']): void {
  for (const {name, problem} of broken) {
    const warning = `Warning: ${name} is left out: ${problem}. To mend it: ${mendingCommand(name)}`
    standardError.write(`${wrapText(warning, standardError.columns, 2).join('\n')}\n`)
  }
}

function reportOutsideCommand(thrown: unknown, argv: string[]): void {
  if (isExit(thrown)) {
    process.exitCode = thrown.oclif.exit
    return
  }
  const error = fromUnknown(thrown)
  process.exitCode = error.exitCode
  if (argv.includes('--json')) standardOutput.write(`${JSON.stringify({error: redactData(error.toDocument())}, null, 2)}\n`)
  else standardError.write(`${renderError(error, standardError.columns).join('\n')}\n`)
}

/** oclif's ExitError: help was shown, or `this.exit(n)` was called. It has nothing to say. */
function isExit(thrown: unknown): thrown is Error & {oclif: {exit: number}; code: 'EEXIT'} {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIT'
}
