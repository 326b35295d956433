import {rm} from 'node:fs/promises'
import {clusterFolders} from './cluster-folder.js'

/** Removes the stopped cluster that belongs to `folder`, wherever its parts lie. */
export async function removeCluster(folder: string): Promise<void> {
  if (process.getuid?.() === 0) await rm(clusterFolders(folder, 'nobody').root, {recursive: true, force: true})
  await rm(folder, {recursive: true, force: true})
}
