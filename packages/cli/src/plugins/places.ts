import {readdirSync} from 'node:fs'
import path from 'node:path'

export interface PluginLocation {
  name: string
  folder: string
  /** `beside` the host, by the npm that installed the host; or `installed` by `cloudprem plugins install`. */
  place: 'beside' | 'installed'
}

/**
 * Every cloudprem plugin that lies beside the host (in an `@cloudprem` folder of the node_modules that Node itself would
 * search from the host: global installs, project installs and the monorepo's links alike) or in the user's own place. The
 * nearest beside the host comes first; a name may come twice.
 *
 * @param root folder of the host package
 * @param userPlace see `userPlaceOf`
 */
export function locatePlugins(root: string, userPlace: string): PluginLocation[] {
  return scopesOf(root, userPlace).flatMap((scope, index, scopes) =>
    listPlugins(scope, index === scopes.length - 1 ? 'installed' : 'beside'),
  )
}

/** The folders that `locatePlugins` looks into, whether they are there or not; that in the user's place is the last. */
export function scopesOf(root: string, userPlace: string): string[] {
  const levels = [root]
  for (let folder = root; path.dirname(folder) !== folder; folder = path.dirname(folder)) levels.push(path.dirname(folder))
  return [...levels, userPlace].map((level) => path.join(level, 'node_modules', '@cloudprem'))
}

/** The folder of one plugin in the user's place. */
export function installedFolder(userPlace: string, name: string): string {
  return path.join(userPlace, 'node_modules', ...name.split('/'))
}

/** Where `cloudprem plugins install` puts plugins. */
export function userPlaceOf(dataDir: string): string {
  return path.join(dataDir, 'plugins')
}

function listPlugins(scope: string, place: PluginLocation['place']): PluginLocation[] {
  try {
    return readdirSync(scope)
      .filter((name) => name.startsWith('plugin-'))
      .map((name) => ({name: `@cloudprem/${name}`, folder: path.join(scope, name), place}))
  } catch {
    // No such folder: nothing is installed there.
    return []
  }
}
