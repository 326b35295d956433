import {Args, CloudpremCommand, CloudpremError, Flags} from '@cloudprem/core'
import {parsePluginName} from '../../plugins/plugin-name.js'
import {hostOf} from '../../plugins/host.js'
import {installPlugins} from '../../plugins/user-place.js'

export interface PluginsInstallResult {
  plugins: {name: string; version?: string; folder: string}[]
}

export default class PluginsInstall extends CloudpremCommand<PluginsInstallResult> {
  static override readonly summary = 'Install plugins for yourself, of the versions that go with this cloudprem.'
  static override readonly description =
    'npm does the work, with its own configuration: registry, proxy and credentials are those of your .npmrc. ' +
    'No script of a package is run. The plugins lie in the data directory and survive an update of cloudprem.\n\n' +
    'A command whose plugin is not installed offers to install it and then goes on; --yes agrees. ' +
    'CLOUDPREM_NO_JIT=1 switches that off: the command then ends with 3 and tells what to install.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> db',
    '<%= config.bin %> <%= command.id %> @cloudprem/plugin-values @cloudprem/plugin-dex',
    '<%= config.bin %> <%= command.id %> --from ./cloudprem-plugin-db-0.1.0.tgz',
    '<%= config.bin %> <%= command.id %> db --from ./packed',
  ]
  static override readonly strict = false
  static override readonly args = {
    plugin: Args.string({description: 'one or more plugins, by npm name or topic'}),
  }
  static override readonly flags = {
    from: Flags.string({
      description: 'instead of a registry: a packed plugin, the folder of a plugin, or a folder of packed plugins',
      helpValue: 'FILE.tgz|DIR',
      env: 'CLOUDPREM_PLUGINS_FROM',
    }),
  }

  async run(): Promise<PluginsInstallResult> {
    const {argv, flags} = await this.parse(PluginsInstall)
    const names = argv.map((typed) => parsePluginName(String(typed)))
    if (names.length === 0 && flags.from === undefined) {
      throw new CloudpremError({
        code: 'USAGE',
        message: 'No plugin is named',
        hint: ['cloudprem plugins install db', 'cloudprem plugins list'],
      })
    }
    this.note(`Installing ${names.join(', ') || `what is in ${flags.from}`} with npm …`)
    const installed = await installPlugins(hostOf(this.config), {names, from: flags.from, signal: this.signal})

    this.printResult(installed.map(({name, version}) => `${name} ${version} is installed.`))
    return {plugins: installed.map(({name, version, folder}) => ({name, version, folder}))}
  }
}
