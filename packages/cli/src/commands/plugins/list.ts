import {CloudpremCommand, renderTable} from '@cloudprem/core'
import {KNOWN_PLUGINS} from '../../plugins/catalogue.js'
import {hostOf} from '../../plugins/host.js'
import {mendingCommand} from '../../plugins/hosted-plugin.js'
import {choosePlugins, judgePlugin, type JudgedPlugin} from '../../plugins/judge.js'
import {locatePlugins} from '../../plugins/places.js'

/** `ok`; `out-of-step`: used, but not of the host's line; `broken`: left out; `available`: not installed. */
type PluginStatus = 'ok' | 'out-of-step' | 'broken' | 'available'

export interface PluginsListResult {
  /** The host's version. */
  host: string
  plugins: {
    name: string
    status: PluginStatus
    version?: string
    /** Where it lies: beside the host, or installed by `plugins install`. */
    place?: 'beside' | 'installed'
    folder?: string
    /** Why it is broken. */
    problem?: string
    /** The command that installs or mends it. */
    command?: string
    /** Only when available: roughly what it takes on disk, in MB. */
    installedMb?: number
  }[]
}

export default class PluginsList extends CloudpremCommand<PluginsListResult> {
  static override readonly summary = 'List the plugins: what is in, what is available, what is out of step with the host.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']

  async run(): Promise<PluginsListResult> {
    await this.parse(PluginsList)
    const host = hostOf(this.config)
    const present = choosePlugins(locatePlugins(host.root, host.userPlace).map((each) => judgePlugin(each, host, true)))
    const plugins = [...present.map((plugin) => describe(plugin)), ...listAvailable(present)]

    this.printResult(
      renderTable(
        ['PLUGIN', 'VERSION', 'WHERE', 'STATUS'],
        plugins.map(({name, version, place, status, problem, installedMb}) => [
          name,
          version ?? '-',
          place ?? '-',
          problem ?? (status === 'available' ? `available (${installedMb} MB)` : status),
        ]),
      ),
    )
    const wrong = plugins.filter(({status}) => status === 'broken' || status === 'out-of-step')
    if (wrong.length > 0) this.next(...wrong.map(({name}) => mendingCommand(name)))
    return {host: host.version, plugins}
  }
}

function describe({name, version, place, folder, problem, outOfStep}: JudgedPlugin): PluginsListResult['plugins'][number] {
  const status = problem === undefined ? (outOfStep ? 'out-of-step' : 'ok') : 'broken'
  return {
    name,
    status,
    ...(version !== undefined && {version}),
    place,
    folder,
    ...(problem !== undefined && {problem}),
    ...(status !== 'ok' && {command: mendingCommand(name)}),
  }
}

function listAvailable(present: JudgedPlugin[]): PluginsListResult['plugins'] {
  return KNOWN_PLUGINS.filter((known) => !present.some(({name}) => name === known.name)).map(({name, installedMb}) => ({
    name,
    status: 'available',
    command: mendingCommand(name),
    installedMb,
  }))
}
