import {mkdir, open, readdir, rename, rm, stat, utimes} from 'node:fs/promises'
import path from 'node:path'
import type {ProcessIdentity} from '../process/process-identity.js'

/**
 * The lock itself: a folder that holds exactly one file for ever. The file's name says who has the lock, and every change of
 * hands is one `rename` of it, from the name that was seen to a name nobody else uses:
 *
 *     free                                      →  held.SPACE.PID.START.NONCE     taken
 *     held.SPACE.PID.START.NONCE                →  free                           given back
 *     held.(of a dead one)                      →  held.(of the heir)             taken over
 *
 * Of two that rename the same name one fails, so there is never a second owner, and wherever a process is killed the file is
 * there under one name. A lock that is made by `mkdir` and removed when stale has not got this: the second of two that find it
 * stale removes the lock that the first one has just taken.
 */
export interface Holder extends ProcessIdentity {
  /** Name of the file in the folder. */
  name: string
}

const FREE = 'free'

/** Who has the lock: a process, `undefined` for nobody. `unreadable`: it is changing hands this moment. */
export async function readHolder(folder: string): Promise<Holder | undefined | 'unreadable'> {
  const [name] = await readdir(folder)
  if (name === undefined) return 'unreadable'
  if (name === FREE) return undefined
  const [, space, pid, startedAt] = /^held\.([0-9a-f]+)\.(\d+)\.(-?\d+)\.[0-9a-f]+$/.exec(name) ?? []
  if (space === undefined) return 'unreadable'
  return {name, space, pid: Number(pid), startedAt: Number(startedAt)}
}

/** A name for the lock in the hands of `owner`, never used before. */
export async function nameFor(owner: ProcessIdentity): Promise<string> {
  const {randomBytes} = await import('node:crypto')
  return `held.${owner.space}.${owner.pid}.${owner.startedAt}.${randomBytes(8).toString('hex')}`
}

/** Takes the lock from whoever holds it under `from` (undefined: nobody). False when somebody else was faster. */
export function take(folder: string, from: Holder | undefined, name: string): Promise<boolean> {
  return renameOnce(path.join(folder, from?.name ?? FREE), path.join(folder, name))
}

/** Gives the lock back. False when it had been taken away. */
export function giveBack(folder: string, name: string): Promise<boolean> {
  return renameOnce(path.join(folder, name), path.join(folder, FREE))
}

/** Makes the folder with the lock free in it, at once and once only: its last step is a `rename` as well. */
export async function makeLock(folder: string): Promise<void> {
  const {randomBytes} = await import('node:crypto')
  const temporary = `${folder}.${randomBytes(8).toString('hex')}.tmp`
  await mkdir(temporary, {mode: 0o700})
  try {
    await (await open(path.join(temporary, FREE), 'wx', 0o600)).close()
    await rename(temporary, folder)
  } catch (error) {
    await rm(temporary, {recursive: true, force: true})
    // There is one already, and it is never empty.
    if (!hasCode(error, ['ENOTEMPTY', 'EEXIST', ...RENAME_LATER])) throw error
  }
}

/** Shows a waiting process of another machine that the owner is at work. */
export async function touch(folder: string, name: string): Promise<void> {
  const now = new Date()
  await utimes(path.join(folder, name), now, now)
}

/** When the owner last showed itself, in its own clock: good for telling a change and for nothing else. */
export async function lastTouched(folder: string, name: string): Promise<number | undefined> {
  try {
    return (await stat(path.join(folder, name))).mtimeMs
  } catch (error) {
    if (hasCode(error, ['ENOENT'])) return undefined
    throw error
  }
}

/** On Windows a file that a virus scanner looks at cannot be renamed for a moment. */
const RENAME_LATER = process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : []

async function renameOnce(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (hasCode(error, ['ENOENT', ...RENAME_LATER])) return false
    throw error
  }
}

function hasCode(error: unknown, codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
}
