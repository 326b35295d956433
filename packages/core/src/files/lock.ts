import path from 'node:path'
import {CloudpremError} from '../errors/cloudprem-error.js'
import {judgeProcess, ownIdentity} from '../process/process-identity.js'
import {giveBack, lastTouched, makeLock, nameFor, readHolder, take, touch, type Holder} from './lock-token.js'
import {makeFolder} from './make-folder.js'

/** A refresh that nobody answers takes half of it; whoever waits for that one must not give up first. */
const PATIENCE_MS = 60_000
const TOUCH_EVERY_MS = 2000
/** A holder of which nothing is known but that it does not show itself for so long, watched all the time, is dead. */
const SILENCE_MS = 15_000
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [5, 150]

/**
 * Runs `work` while no other process runs work on the same file, on this machine or another one that shares the folder. The
 * file itself need not exist. A holder that was killed is found out at once on the same machine, elsewhere by its silence.
 *
 * @throws CloudpremError `STORE_LOCKED` (exit 3) when the lock is not given within a minute; `FILE_UNWRITABLE` (exit 2)
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const folder = lockOf(file)
  makeFolder(path.dirname(folder))
  const name = await acquire(file, folder)
  // A touch that fails is one sign of life less; whether the lock was lost shows when it is given back.
  const heartbeat = setInterval(() => void touch(folder, name).catch(() => undefined), TOUCH_EVERY_MS).unref()
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    await release(file, folder, name)
  }
}

/** Where the lock of a file lies. */
export function lockOf(file: string): string {
  return path.join(path.dirname(path.resolve(file)), '.locks', path.basename(file))
}

async function acquire(file: string, folder: string): Promise<string> {
  const name = await nameFor(await ownIdentity())
  const giveUpAt = performance.now() + PATIENCE_MS
  const watch = new SilenceWatch(folder)
  try {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
      const holder = await readOrMake(folder)
      if (holder !== 'unreadable') {
        // A network file system may do what it is asked and say that it has not.
        if (holder?.name === name) return name
        const toBeHad = holder === undefined || (await isDead(holder, watch))
        if (toBeHad && (await take(folder, holder, name))) return name
      }
      if (performance.now() > giveUpAt) throw locked(file, holder)
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())))
    }
  } catch (error) {
    throw toLockError(file, error)
  }
}

async function readOrMake(folder: string): Promise<Holder | undefined | 'unreadable'> {
  try {
    const holder = await readHolder(folder)
    // Nobody leaves it empty: somebody has cleaned up.
    if (holder === 'unreadable') await makeLock(folder)
    return holder
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    await makeLock(folder)
    return readHolder(folder)
  }
}

async function isDead(holder: Holder, watch: SilenceWatch): Promise<boolean> {
  const verdict = await judgeProcess(holder)
  return verdict === 'gone' || (verdict === 'unknown' && (await watch.isSilent(holder)))
}

/** Watches a holder's sign of life by this process's own clock: those of two machines differ, and a laptop sleeps. */
class SilenceWatch {
  private seen: {name: string; touched: number | undefined; since: number; lookedAt: number} | undefined

  constructor(private readonly folder: string) {}

  async isSilent({name}: Holder): Promise<boolean> {
    const now = performance.now()
    const touched = await lastTouched(this.folder, name)
    const {seen} = this
    const isSame = seen?.name === name && seen.touched === touched
    // Who has not looked for a while (this machine slept) has not watched.
    const watched = isSame && now - seen.lookedAt < TOUCH_EVERY_MS
    this.seen = {name, touched, since: watched ? seen.since : now, lookedAt: now}
    return now - this.seen.since > SILENCE_MS
  }
}

async function release(file: string, folder: string, name: string): Promise<void> {
  if (await giveBack(folder, name)) return
  throw new CloudpremError({
    code: 'STORE_LOCKED',
    message: `The lock of ${file} was taken away while this cloudprem worked on it`,
    reason: `It showed no sign of life for ${SILENCE_MS / 1000} seconds, or ${folder} was removed.`,
    hint: 'the same command again',
  })
}

function locked(file: string, holder: Holder | undefined | 'unreadable'): CloudpremError {
  const pid = typeof holder === 'object' ? holder.pid : undefined
  return new CloudpremError({
    code: 'STORE_LOCKED',
    message: `${file} is in use by another cloudprem${pid === undefined ? '' : ` (process ${pid})`}`,
    hint: `the same command again, once that one has ended`,
    ...(pid !== undefined && {details: {pid}}),
  })
}

function toLockError(file: string, error: unknown): unknown {
  const code = codeOf(error)
  if (typeof code !== 'string' || error instanceof CloudpremError) return error
  return new CloudpremError({
    code: 'FILE_UNWRITABLE',
    message: `${file} cannot be locked: ${code}`,
    hint: `mend the permissions of ${path.dirname(lockOf(file))}`,
    cause: error,
  })
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
