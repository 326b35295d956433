import {choosePrompter, CloudpremError, runOclif} from '@cloudprem/core'
import type {KnownPlugin} from './catalogue.js'
import {choosePlugins, judgePlugin, type Host} from './judge.js'
import {loadPlugins} from './load.js'
import {locatePlugins} from './places.js'
import {brokenPlugin, mendingCommand, pluginNotInstalled} from './plugin-errors.js'
import {installPlugins} from './user-place.js'

/**
 * A command was given whose plugin is not in: says which one and how large it is, asks (`--yes` answers), installs it, and
 * goes on with the command itself.
 *
 * @param words the command, for people
 * @param argv the whole command line
 * @throws CloudpremError `PLUGIN_NOT_INSTALLED` (exit 3) with the exact command when there is nobody to ask, or
 *   CLOUDPREM_NO_JIT is set; `INTERRUPTED` (exit 130) on no; see `installPlugins`
 */
export async function offerPlugin(
  plugin: KnownPlugin,
  {words, argv, host, hostPackage}: {words: string; argv: string[]; host: Host; hostPackage: object},
): Promise<void> {
  requireNotBroken(plugin.name, host)
  const yes = hasFlag(argv, ['--yes', '-y']) || isTrue(process.env['CLOUDPREM_YES'])
  const prompter = await choosePrompter({yes, json: hasFlag(argv, ['--json'])})
  const off = isTrue(process.env['CLOUDPREM_NO_JIT'])
  if (off || (!yes && !prompter.interactive)) throw pluginNotInstalled(plugin, words)
  const question = `"${words}" comes with ${plugin.name} (about ${plugin.installedMb} MB), which is not installed.`
  if (!yes && !(await prompter.confirm(`${question} Install it now?`, true))) {
    throw new CloudpremError({code: 'INTERRUPTED', message: 'Nothing was installed', hint: mendingCommand(plugin.name)})
  }

  if (yes) process.stderr.write(`${question}\n`)
  process.stderr.write(`Installing ${plugin.name} with npm …\n`)
  await interruptible((signal) => installPlugins(host, {names: [plugin.name], signal}))
  const {plugins} = await loadPlugins(host, hostPackage)
  await runOclif(argv, {root: host.root, pjson: hostPackage as never, plugins})
}

/** One that lies there and was left out wants mending; the person has been warned of it. */
function requireNotBroken(name: string, host: Host): void {
  const here = locatePlugins(host.root, host.userPlace).filter((location) => location.name === name)
  const [chosen] = choosePlugins(here.map((location) => judgePlugin(location, host)))
  if (chosen?.problem !== undefined) throw brokenPlugin(name, chosen.problem)
}

function hasFlag(argv: string[], names: string[]): boolean {
  const end = argv.indexOf('--')
  return (end === -1 ? argv : argv.slice(0, end)).some((argument) => names.includes(argument))
}

/** As oclif reads the environment name of a boolean flag. */
function isTrue(value: string | undefined): boolean {
  return ['1', 'true', 'yes', 'y'].includes((value ?? '').toLowerCase())
}

/** Runs `work`; Ctrl-C and SIGTERM abort its signal and let it end in order. */
async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interruption = new AbortController()
  const interrupt = () => interruption.abort()
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  try {
    return await work(interruption.signal)
  } finally {
    process.removeListener('SIGINT', interrupt)
    process.removeListener('SIGTERM', interrupt)
  }
}
