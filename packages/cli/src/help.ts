import {Help} from '@cloudprem/core'
import {findPluginOfTopic, KNOWN_PLUGINS} from './plugins/catalogue.js'
import {hostOf} from './plugins/host.js'
import {locatePlugins} from './plugins/places.js'

/**
 * oclif's help; a file of the host, so that oclif does not search for a help plugin. It also knows the plugins that are
 * not in: their help is offered with them, and the overview names them.
 */
export default class CloudpremHelp extends Help {
  override async showHelp(argv: string[]): Promise<void> {
    const words = wordsBeforeFlags(argv)
    const plugin = findPluginOfTopic(words[0] ?? '')
    if (!plugin || this.config.plugins.has(plugin.name)) return super.showHelp(argv)
    const {offerPlugin} = await import('./plugins/just-in-time.js')
    await offerPlugin(plugin, words.slice(0, 2).join(' '), this.config)
  }

  protected override async showRootHelp(): Promise<void> {
    await super.showRootHelp()
    const {root, userPlace} = hostOf(this.config)
    const present = new Set(locatePlugins(root, userPlace).map(({name}) => name))
    const absent = KNOWN_PLUGINS.filter(({name}) => !present.has(name))
    if (absent.length === 0) return
    const rows = absent.map(({topics, summary}): [string, string] => [topics[0] ?? '', summary])
    this.log(this.section('NOT INSTALLED (offered at first use)', this.renderList(rows, {indentation: 2, spacer: '\n'})))
    this.log('')
  }
}

/** The words by which oclif finds what help is wanted of. */
function wordsBeforeFlags(argv: string[]): string[] {
  const words = argv.filter((argument) => argument !== '--help')
  const end = words.findIndex((word) => word.startsWith('-'))
  return end === -1 ? words : words.slice(0, end)
}
