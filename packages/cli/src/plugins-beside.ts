import {readdirSync} from 'node:fs'
import path from 'node:path'

/**
 * Names of the cloudprem plugins installed beside the host: in the `@cloudprem` folder of the node_modules that Node
 * itself would search from the host (global installs, project installs and the monorepo's links alike).
 *
 * @param root folder of the host package
 */
export function findPluginsBeside(root: string): string[] {
  const found = new Set<string>()
  for (let folder = root; ; folder = path.dirname(folder)) {
    for (const name of listScope(path.join(folder, 'node_modules', '@cloudprem'))) {
      if (name.startsWith('plugin-')) found.add(`@cloudprem/${name}`)
    }
    if (path.dirname(folder) === folder) return [...found].toSorted()
  }
}

function listScope(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // No such folder on this level: nothing is installed there.
    return []
  }
}
