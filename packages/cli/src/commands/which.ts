import path from 'node:path'
import {CloudpremCommand, CloudpremError, renderPairs} from '@cloudprem/core'

export interface WhichResult {
  commands: {command: string; plugin: string; version: string; file: string}[]
}

export default class Which extends CloudpremCommand<WhichResult> {
  static override readonly strict = false
  static override readonly summary = 'Tell which plugin carries a command, and in which file; of a topic, for all its commands.'
  static override readonly usage = '<%= command.id %> COMMAND…'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> profiles list',
    '<%= config.bin %> <%= command.id %> profiles --json',
  ]

  async run(): Promise<WhichResult> {
    const {argv} = await this.parse(Which)
    const id = (argv as string[]).flatMap((word) => word.split(/[ :]/)).join(':')
    if (id === '') {
      throw new CloudpremError({
        code: 'USAGE',
        message: 'The command to look for is missing',
        hint: 'cloudprem which profiles list',
      })
    }
    // Not findCommand: it gives an alias back under the name of the alias.
    const {commands: all} = this.config
    const exact = all.find((each) => [each.id, ...each.aliases, ...each.hiddenAliases].includes(id))
    const found = exact ? [exact] : all.filter((each) => !each.hidden && each.id.startsWith(`${id}:`))
    if (found.length === 0) {
      throw new CloudpremError({
        code: 'USAGE_COMMAND_UNKNOWN',
        message: `No installed plugin has "${id.replaceAll(':', ' ')}"`,
        hint: 'cloudprem help',
      })
    }
    const commands = found.map((command) => {
      const plugin = this.config.plugins.get(command.pluginName ?? '')
      return {
        command: `${this.config.bin} ${command.id.replaceAll(':', ' ')}`,
        plugin: plugin?.name ?? '-',
        version: plugin?.version ?? '-',
        file: path.join(plugin?.root ?? '', ...(command.relativePath ?? [])),
      }
    })
    this.printResult(
      commands.flatMap(({command, plugin, version, file}, index) => [
        ...(index > 0 ? [''] : []),
        command,
        ...renderPairs([
          ['Plugin', `${plugin} ${version}`],
          ['File', file],
        ]),
      ]),
    )
    return {commands}
  }
}
