import {existsSync} from 'node:fs'
import {Args, CloudpremCommand, CloudpremError} from '@cloudprem/core'
import {parsePluginName} from '../../plugins/plugin-name.js'
import {hostOf} from '../../plugins/host.js'
import {installedFolder, locatePlugins} from '../../plugins/places.js'
import {uninstallPlugins} from '../../plugins/user-place.js'

export interface PluginsUninstallResult {
  plugins: string[]
}

export default class PluginsUninstall extends CloudpremCommand<PluginsUninstallResult> {
  static override readonly summary = 'Remove plugins that "plugins install" installed.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> db']
  static override readonly strict = false
  static override readonly args = {
    plugin: Args.string({description: 'one or more plugins, by npm name or topic', required: true}),
  }

  async run(): Promise<PluginsUninstallResult> {
    const {argv} = await this.parse(PluginsUninstall)
    const host = hostOf(this.config)
    const names = argv.map((typed) => parsePluginName(String(typed)))
    for (const name of names) {
      if (existsSync(installedFolder(host.userPlace, name))) continue
      const beside = locatePlugins(host.root, host.userPlace).find((each) => each.name === name)
      throw new CloudpremError({
        code: 'PLUGIN_NOT_INSTALLED',
        message: beside ? `${name} lies beside cloudprem and was not installed by it` : `${name} is not installed`,
        ...(beside && {reason: `It is in ${beside.folder}; remove it with the npm that installed it.`}),
        hint: 'cloudprem plugins list',
        details: {plugin: name},
      })
    }
    await uninstallPlugins(host, names, this.signal)

    this.printResult(names.map((name) => `${name} is removed.`))
    return {plugins: names}
  }
}
