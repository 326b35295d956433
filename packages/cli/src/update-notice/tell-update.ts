import {spawn} from 'node:child_process'
import path from 'node:path'
import {debug, standardError} from '@cloudprem/core'
import {cacheDirectory} from '../user-directories.js'
import {isNewer} from './stable-version.js'
import {readUpdateCache, writeUpdateCache, type UpdateCache} from './update-cache.js'

const DAY_MS = 24 * 60 * 60 * 1000

export interface UpdatableHost {
  /** Folder of the host package. */
  root: string
  version: string
}

/**
 * Tells what an earlier look-up found, and starts the next one; each at most once a day.
 *
 * @throws what the file system says when the cache cannot be written
 */
export async function tellUpdate(host: UpdatableHost, now: Date): Promise<void> {
  const folder = cacheDirectory()
  const cache = await readUpdateCache(folder)
  const news = cache.latest !== undefined && isNewer(cache.latest, host.version) && isDue(cache.toldAt, now) && cache.latest
  const lookUp = isDue(cache.askedAt, now)
  if (!news && !lookUp) return
  const next: UpdateCache = {...cache, ...(news && {toldAt: now}), ...(lookUp && {askedAt: now})}
  // Before it is done, and not done when this throws: where nothing can be remembered, "once a day" would be every time.
  await writeUpdateCache(folder, next)
  if (news) standardError.write(`${standardError.style('dim', renderNews(news))}\n`)
  if (lookUp) startLookUp(host.root, folder)
}

/** Within 80 columns, so that the command can be copied whole. */
function renderNews(version: string): string {
  return `New version ${version}: npm i -g @cloudprem/cli (off: CLOUDPREM_NO_UPDATE_NOTICE=1)`
}

/** A time in the future is a clock that was wrong: not an answer for years. */
function isDue(lastAt: Date | undefined, now: Date): boolean {
  return lastAt === undefined || lastAt > now || now.getTime() - lastAt.getTime() >= DAY_MS
}

/** In a process that outlives this one and has nothing of its terminal. */
function startLookUp(root: string, folder: string): void {
  const program = path.join(root, 'dist', 'update-notice', 'look-up.entry.cjs')
  spawn(process.execPath, [program, folder], {
    // Not where the user stands: a stranger's .npmrc could name a registry of its own there.
    cwd: folder,
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  })
    .on('error', (error) => debug('update', error.message))
    .unref()
}
