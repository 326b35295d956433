import {CloudpremError, type Hook} from '@cloudprem/core'
import {distance} from 'fastest-levenshtein'

/** The plugin that carries each topic: for the hint when it is not installed. */
const PLUGIN_OF_TOPIC: Record<string, string> = {
  values: '@cloudprem/plugin-values',
  helm: '@cloudprem/plugin-helm',
  dex: '@cloudprem/plugin-dex',
  org: '@cloudprem/plugin-organizations',
  organizations: '@cloudprem/plugin-organizations',
  db: '@cloudprem/plugin-db',
  sandbox: '@cloudprem/plugin-sandbox',
}

const hook: Hook<'command_not_found'> = function ({id, config}) {
  const words = id.replaceAll(':', ' ')
  const plugin = PLUGIN_OF_TOPIC[words.split(' ')[0] ?? '']
  if (plugin && !config.plugins.has(plugin)) {
    throw new CloudpremError({
      code: 'USAGE_COMMAND_UNKNOWN',
      message: `"${words}" comes with ${plugin}, which is not installed`,
      hint: `npm install --global ${plugin}`,
      details: {plugin},
    })
  }
  const known = config.commandIDs.map((command) => command.replaceAll(':', ' '))
  const nearest = known.toSorted((a, b) => distance(words, a) - distance(words, b))[0]
  throw new CloudpremError({
    code: 'USAGE_COMMAND_UNKNOWN',
    message: `There is no command "${words}"`,
    hint: [...(nearest && distance(words, nearest) <= 4 ? [`cloudprem ${nearest}`] : []), 'cloudprem help'],
  })
}

export default hook
