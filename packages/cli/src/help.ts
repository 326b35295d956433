import {Help} from '@cloudprem/core'
import {findPluginOfTopic} from './plugins/catalogue.js'
import {pluginNotInstalled} from './plugins/plugin-errors.js'

/** oclif's help; a file of the host, so that oclif does not search for a help plugin. */
export default class CloudpremHelp extends Help {
  override async showHelp(argv: string[]): Promise<void> {
    const words = argv.filter((word) => !word.startsWith('-'))
    const plugin = findPluginOfTopic(words[0] ?? '')
    if (plugin && !this.config.plugins.has(plugin.name)) throw pluginNotInstalled(plugin, words.slice(0, 2).join(' '))
    await super.showHelp(argv)
  }
}
