import {Plugin} from '@cloudprem/core'
import {firstLine, HostedPlugin} from './hosted-plugin.js'
import {choosePlugins, judgePlugin, type Host, type JudgedPlugin} from './judge.js'
import {locatePlugins} from './places.js'

export interface LoadedPlugins {
  /** The host itself first. */
  plugins: [host: Plugin, ...HostedPlugin[]]
  /** What was left out, and why. */
  broken: {name: string; problem: string}[]
}

/**
 * Loads the host and every plugin that can be used; one that cannot never keeps the others from it.
 *
 * @param known the plugins to load, when that is known; otherwise all that are installed
 */
export async function loadPlugins(host: Host, hostPackage: object, known?: readonly JudgedPlugin[]): Promise<LoadedPlugins> {
  const root = new Plugin({isRoot: true, root: host.root, pjson: hostPackage as never})
  await root.load()
  const chosen = known ?? judgeAll(host)
  const broken: LoadedPlugins['broken'] = []
  const plugins: LoadedPlugins['plugins'] = [root]
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

function judgeAll(host: Host): JudgedPlugin[] {
  return choosePlugins(locatePlugins(host.root, host.userPlace).map((location) => judgePlugin(location, host)))
}
