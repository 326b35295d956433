import path from 'node:path'
import {CloudpremError} from '../errors/cloudprem-error.js'
import {makeFolder} from './make-folder.js'

/** A holder that gives no sign of life for so long is dead. */
const STALE_AFTER_MS = 10_000
const RETRIES = {retries: 100, factor: 1.2, minTimeout: 20, maxTimeout: 250}

/**
 * Runs `work` while no other process runs work on the same file. The file itself need not exist.
 *
 * @throws CloudpremError `STORE_LOCKED` (exit 3) when the lock is not given within about 20 seconds; `FILE_UNWRITABLE` (exit 2)
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  makeFolder(path.dirname(file))
  const {lock} = await import('proper-lockfile')
  let release: () => Promise<void>
  try {
    release = await lock(file, {realpath: false, stale: STALE_AFTER_MS, retries: RETRIES})
  } catch (error) {
    throw new CloudpremError({
      code: 'STORE_LOCKED',
      message: `${file} is in use by another cloudprem`,
      hint: `the same command again; if no other cloudprem runs, remove ${file}.lock`,
      cause: error,
    })
  }
  try {
    return await work()
  } finally {
    await release()
  }
}
