import {Plugin, type Interfaces} from '@cloudprem/core'
import {firstLine, HostedPlugin} from './hosted-plugin.js'
import {choosePlugins, judgePlugin, type Host, type JudgedPlugin} from './judge.js'
import {locatePlugins} from './places.js'

/** What one command needs, found out earlier. */
export interface KnownPlugins {
  /** Besides the host. */
  plugins: readonly JudgedPlugin[]
  /** By name of the plugin, or of the host; each in place of the file. */
  manifests: Readonly<Record<string, Interfaces.Manifest>>
}

export interface LoadedPlugins {
  /** The host itself first. */
  plugins: [host: Plugin, ...HostedPlugin[]]
  /** What was left out, and why. */
  broken: {name: string; problem: string}[]
}

/**
 * Loads the host and every plugin that can be used; one that cannot never keeps the others from it.
 *
 * @param known what to load, when that is known; otherwise all that is installed
 */
export async function loadPlugins(host: Host, hostPackage: {name: string}, known?: KnownPlugins): Promise<LoadedPlugins> {
  const root = new Plugin({isRoot: true, root: host.root, pjson: hostPackage as never, ...manifestOf(hostPackage.name, known)})
  await root.load()
  const chosen = known?.plugins ?? judgeAll(host)
  const broken: LoadedPlugins['broken'] = []
  const plugins: LoadedPlugins['plugins'] = [root]
  for (const judged of chosen) {
    if (judged.problem !== undefined) {
      broken.push({name: judged.name, problem: judged.problem})
      continue
    }
    const plugin = new HostedPlugin(judged, manifestOf(judged.name, known))
    try {
      await plugin.load()
      plugins.push(plugin)
    } catch (error) {
      broken.push({name: judged.name, problem: firstLine(error)})
    }
  }
  return {plugins, broken}
}

/** An option that our build adds to oclif's (scripts/lazy-requires.mjs); oclif itself reads the file. */
function manifestOf(name: string, known: KnownPlugins | undefined): {manifest?: Interfaces.Manifest} {
  const manifest = known?.manifests[name]
  return manifest === undefined ? {} : {manifest}
}

function judgeAll(host: Host): JudgedPlugin[] {
  return choosePlugins(locatePlugins(host.root, host.userPlace).map((location) => judgePlugin(location, host)))
}
