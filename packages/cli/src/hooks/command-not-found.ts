import {CloudpremError, type Hook} from '@cloudprem/core'
import {distance} from 'fastest-levenshtein'
import {findPluginOfTopic} from '../plugins/catalogue.js'
import {offerPlugin} from '../plugins/just-in-time.js'

const hook: Hook<'command_not_found'> = async function ({id, config}) {
  const words = id.replaceAll(':', ' ')
  const plugin = findPluginOfTopic(words.split(' ')[0] ?? '')
  if (plugin && !config.plugins.has(plugin.name)) {
    await offerPlugin(plugin, words, config)
    return
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
