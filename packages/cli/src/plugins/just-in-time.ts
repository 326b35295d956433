import {choosePrompter, Interruption, runOclif, standardError, wrapText, type Config} from '@cloudprem/core'
import type {KnownPlugin} from './catalogue.js'
import {brokenPlugin} from './hosted-plugin.js'
import {hostOf} from './host.js'
import {loadPlugins} from './load.js'
import {pluginNotInstalled} from './not-installed.js'
import {installPlugins} from './user-place.js'

/**
 * A command was given whose plugin is not in: says which one has it and how large that is, asks (`--yes` answers), installs
 * it, and goes on with the whole command line as it was given.
 *
 * @param words the command, for people
 * @throws CloudpremError `PLUGIN_NOT_INSTALLED` (exit 3) with the exact command on no, when there is nobody to ask, or when
 *   CLOUDPREM_NO_JIT is set; `PLUGIN_BROKEN` (exit 3) when it lies there and cannot be used; see `installPlugins`
 */
export async function offerPlugin(plugin: KnownPlugin, words: string, config: Pick<Config, HostFacts>): Promise<void> {
  // oclif's own `argv` lacks the words that it took for the command.
  const argv = process.argv.slice(2)
  const host = hostOf(config)
  // What lies there and was left out wants mending, not a question; the person has been warned of it.
  const present = (await loadPlugins(host, config.pjson)).broken.find(({name}) => name === plugin.name)
  if (present) throw brokenPlugin(plugin.name, present.problem)

  await agree(plugin, words, argv)
  tell(`Installing ${plugin.name} with npm …`)
  const interruption = new Interruption()
  interruption.start()
  try {
    await installPlugins(host, {names: [plugin.name], signal: interruption.signal})
  } finally {
    interruption.stop()
  }

  const {plugins} = await loadPlugins(host, config.pjson)
  await runOclif(argv, {
    root: config.root,
    pjson: config.pjson,
    plugins: new Map(plugins.map((loaded) => [loaded.name, loaded])),
  })
}

type HostFacts = 'root' | 'version' | 'dataDir' | 'pjson'

/** Returns when the plugin is to be installed. */
async function agree(plugin: KnownPlugin, words: string, argv: string[]): Promise<void> {
  const yes = hasFlag(argv, ['--yes', '-y']) || isTrue(process.env['CLOUDPREM_YES'])
  if (isTrue(process.env['CLOUDPREM_NO_JIT'])) throw pluginNotInstalled(plugin, words)
  const prompter = await choosePrompter({yes, json: hasFlag(argv, ['--json'])})
  if (!yes && !prompter.interactive) throw pluginNotInstalled(plugin, words)

  tell(`"${words}" comes with ${plugin.name} (about ${plugin.installedMb} MB on disk), which is not installed.`)
  if (!yes && !(await prompter.confirm('Install it now?', true))) throw pluginNotInstalled(plugin, words)
}

function tell(text: string): void {
  standardError.write(`${wrapText(text, standardError.columns).join('\n')}\n`)
}

function hasFlag(argv: string[], names: string[]): boolean {
  const end = argv.indexOf('--')
  return (end === -1 ? argv : argv.slice(0, end)).some((argument) => names.includes(argument))
}

/** As oclif reads the environment name of a boolean flag. */
function isTrue(value: string | undefined): boolean {
  return ['1', 'true', 'yes', 'y'].includes((value ?? '').toLowerCase())
}
