import {CloudpremError} from '@cloudprem/core'
import {findPluginOfTopic, KNOWN_PLUGINS} from './catalogue.js'

/**
 * The npm name of a plugin as it is typed: `db`, `plugin-db` and `@cloudprem/plugin-db` are the same.
 *
 * @throws CloudpremError `PLUGIN_UNKNOWN` (exit 2) when it cannot be the name of a plugin
 */
export function parsePluginName(typed: string): string {
  const known = findPluginOfTopic(typed)
  if (known) return known.name
  const short = /^(?:@cloudprem\/)?(?:plugin-)?([a-z][a-z0-9-]{0,60})$/.exec(typed)?.[1]
  const name = `@cloudprem/plugin-${short}`
  if (short !== undefined && (typed.includes('plugin-') || KNOWN_PLUGINS.some((plugin) => plugin.name === name))) return name
  throw new CloudpremError({
    code: 'PLUGIN_UNKNOWN',
    message: `"${typed}" is no plugin of cloudprem`,
    reason: `There are ${KNOWN_PLUGINS.map((plugin) => plugin.topics[0]).join(', ')}.`,
    hint: 'cloudprem plugins list',
  })
}
