import {findPluginOfTopic, KNOWN_PLUGINS} from './catalogue.js'

/** What the build writes as oclif.manifest.json; see `writeManifest` in scripts/build-package.mjs. */
export interface Manifest {
  version: string
  commands: Record<string, ManifestCommand>
  /** The interface number of the core that it was built against. */
  interface?: number
}

/** The parts of a command that are read before, and without, loading it. */
interface ManifestCommand {
  id: string
  flags: object
  args?: object
  aliases?: string[]
  hiddenAliases?: string[]
  relativePath?: string[]
}

/** Whether all has the types that oclif takes for granted: one command of another shape would end every command line. */
export function isManifest(value: unknown): value is Manifest {
  return (
    isObject(value) &&
    typeof value['version'] === 'string' &&
    isObject(value['commands']) &&
    Object.entries(value['commands']).every(([id, command]) => isManifestCommand(command) && command.id === id)
  )
}

/**
 * A command or alias that is not the plugin's to define: oclif would run it in place of the plugin whose it is.
 *
 * @returns as it is typed
 */
export function findForeignCommand(pluginName: string, {commands}: Manifest): string | undefined {
  const own = KNOWN_PLUGINS.find(({name}) => name === pluginName)?.topics
  const isForeign = (id: string) => {
    const topic = id.split(':')[0] ?? ''
    return own ? !own.includes(topic) : findPluginOfTopic(topic) !== undefined
  }
  const ids = Object.values(commands).flatMap(({id, aliases = [], hiddenAliases = []}) => [id, ...aliases, ...hiddenAliases])
  return ids.find((id) => isForeign(id))?.replaceAll(':', ' ')
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isManifestCommand(value: unknown): value is ManifestCommand {
  return (
    isObject(value) &&
    typeof value['id'] === 'string' &&
    isObject(value['flags']) &&
    (value['args'] === undefined || isObject(value['args'])) &&
    [value['aliases'], value['hiddenAliases'], value['relativePath']].every((list) => list === undefined || isTexts(list))
  )
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}
