import {CloudpremError} from '@cloudprem/core'
import type {KnownPlugin} from './catalogue.js'
import {mendingCommand} from './hosted-plugin.js'

/** `PLUGIN_NOT_INSTALLED` (exit 3) for a command of a known plugin; `words`: the command, for people. */
export function pluginNotInstalled(plugin: KnownPlugin, words: string): CloudpremError {
  return new CloudpremError({
    code: 'PLUGIN_NOT_INSTALLED',
    message: `"${words}" comes with ${plugin.name}, which is not installed`,
    reason: `It takes about ${plugin.installedMb} MB on disk.`,
    hint: mendingCommand(plugin.name),
    details: {plugin: plugin.name, installedMb: plugin.installedMb},
  })
}
