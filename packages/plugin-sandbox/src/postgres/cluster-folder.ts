import {createHash} from 'node:crypto'
import {chmod, chown, mkdir} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {NOBODY, type Account} from './account.js'

/** Where things of one cluster lie. */
export interface ClusterFolders {
  /** Holds everything else here. */
  root: string
  /** PostgreSQL's data folder. */
  data: string
  /** Where the programs are copied to when they cannot run from where they were installed. */
  programs: string
}

/**
 * The folders of the cluster that belongs to `folder`. Normally below it. A PostgreSQL that runs as nobody cannot enter a
 * folder of root's, so its cluster lies in /var/lib under a name derived from `folder`, readable for nobody else.
 */
export function clusterFolders(folder: string, account: Account): ClusterFolders {
  const root = account === 'nobody' ? path.join(publicFolder(), `cloudprem-${shortHash(path.resolve(folder))}`) : folder
  return {root, data: path.join(root, 'data'), programs: path.join(root, 'programs')}
}

/** Makes the root: others may pass through to the programs, and see nothing of the data, which is 0700. */
export async function makeClusterRoot({root, data}: ClusterFolders, account: Account): Promise<void> {
  await mkdir(root, {recursive: true, mode: 0o700})
  if (account !== 'nobody') return
  await chmod(root, 0o711)
  await mkdir(data, {recursive: true, mode: 0o700})
  await chown(data, NOBODY, NOBODY)
}

function publicFolder(): string {
  return process.platform === 'linux' || process.platform === 'darwin' ? '/var/lib' : tmpdir()
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
