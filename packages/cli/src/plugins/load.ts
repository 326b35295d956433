import {Plugin} from '@cloudprem/core'
import {firstLine, HostedPlugin} from './hosted-plugin.js'
import {choosePlugins, judgePlugin, type Host} from './judge.js'
import {locatePlugins} from './places.js'

export interface LoadedPlugins {
  /** The host itself first. */
  plugins: Plugin[]
  /** What was left out, and why. */
  broken: {name: string; problem: string}[]
}

/**
 * Loads the host and every plugin that can be used; one that cannot never keeps the others from it.
 *
 * @param only names of the plugins to load; all when it is left out
 */
export async function loadPlugins(host: Host, hostPackage: object, only?: readonly string[]): Promise<LoadedPlugins> {
  const root = new Plugin({isRoot: true, root: host.root, pjson: hostPackage as never})
  await root.load()
  const wanted = locatePlugins(host.root, host.userPlace).filter(({name}) => only?.includes(name) ?? true)
  const chosen = choosePlugins(wanted.map((location) => judgePlugin(location, host)))
  const broken: LoadedPlugins['broken'] = []
  const plugins: Plugin[] = [root]
  for (const judged of chosen) {
    if (judged.problem !== undefined) {
      broken.push({name: judged.name, problem: judged.problem})
      continue
    }
    const plugin = new HostedPlugin(judged)
    try {
      await plugin.load()
      plugins.push(plugin)
    } catch (error) {
      broken.push({name: judged.name, problem: firstLine(error)})
    }
  }
  return {plugins, broken}
}
