import {rm} from 'node:fs/promises'
import {chooseAccount} from '../postgres/account.js'
import {clusterFolders} from '../postgres/cluster-folder.js'
import {cleanUpAfterCrash, endProcess, findPostmaster} from '../postgres/leftover.js'
import {removeCluster} from '../postgres/remove-cluster.js'
import type {SandboxFolder} from './folder.js'
import {findRunning, stateStore} from './state.js'

/** PostgreSQL is given one and a half of them. */
const STOP_WITHIN_MS = 2000

/**
 * Ends the sandbox, and whatever of it is left when it crashed.
 *
 * @returns whether something ran
 */
export async function stopSandbox(folder: SandboxFolder): Promise<boolean> {
  const running = await findRunning(folder)
  if (running) await endProcess(running.pid, 'SIGTERM', STOP_WITHIN_MS)
  const leftover = await cleanUp(folder)
  return running !== undefined || leftover
}

/** Ends a PostgreSQL without its server and forgets that the sandbox runs. @returns whether there was one */
export async function cleanUp(folder: SandboxFolder): Promise<boolean> {
  const {data} = clusterFolders(folder.postgres, await chooseAccount())
  const found = (await findPostmaster(data)) !== undefined
  if (found) await cleanUpAfterCrash(data)
  if ((await stateStore(folder).read()).running) await stateStore(folder).update(({running: _gone, ...rest}) => rest)
  return found
}

/** Removes the data of a sandbox that does not run. */
export async function purgeSandbox(folder: SandboxFolder): Promise<void> {
  await removeCluster(folder.postgres)
  await rm(folder.root, {recursive: true, force: true})
}
