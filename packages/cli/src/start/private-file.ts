import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Stats,
} from 'node:fs'
import path from 'node:path'

const LARGEST_BYTES = 16_000_000

/** A file that only this user can have written; undefined when it is missing, foreign, open to others, a link or huge. */
export function readPrivateFile(file: string): Buffer | undefined {
  if (!isPrivateFolder(path.dirname(file))) return undefined
  let descriptor: number | undefined
  try {
    // NONBLOCK: a pipe put there must not make us wait.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const stats = fstatSync(descriptor)
    return stats.isFile() && isPrivate(stats) && stats.size <= LARGEST_BYTES ? readAll(descriptor, stats.size) : undefined
  } catch {
    // A cache that cannot be read is a cache that is not there.
    return undefined
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** What readFileSync does, for which Node compiles half a dozen more functions; undefined when there is less than that. */
function readAll(descriptor: number, size: number): Buffer | undefined {
  const content = Buffer.allocUnsafeSlow(size)
  for (let filled = 0; filled < size;) {
    const read = readSync(descriptor, content, filled, size - filled, null)
    if (read === 0) return undefined
    filled += read
  }
  return content
}

/** Writes a file for `readPrivateFile`, whole or not at all. A failure is of no consequence and not told. */
export function writePrivateFile(file: string, content: Uint8Array): void {
  const folder = path.dirname(file)
  const temporary = `${file}.${process.pid}.tmp`
  try {
    makeFolders(folder)
    if (!isPrivateFolder(folder)) return
    writeFileSync(temporary, content, {mode: 0o600, flag: 'wx'})
    renameSync(temporary, file)
  } catch {
    // Read-only, full, foreign: the next start takes the long way again.
    removeQuietly(temporary)
  }
}

/** One level at a time: with `recursive` Node 20 never returns below /proc. */
function makeFolders(folder: string): void {
  const missing: string[] = []
  for (let level = folder; missing.length < 8 && !lstatSync(level, {throwIfNoEntry: false}); level = path.dirname(level)) {
    missing.unshift(level)
  }
  for (const level of missing) mkdirSync(level, {mode: 0o700})
}

function isPrivateFolder(folder: string): boolean {
  try {
    const stats = lstatSync(folder, {throwIfNoEntry: false})
    return stats !== undefined && stats.isDirectory() && isPrivate(stats)
  } catch {
    // A file stands where a folder should be, or we may not look.
    return false
  }
}

function isPrivate(stats: Stats): boolean {
  return stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, {force: true})
  } catch {
    // What could not be written there cannot be removed either.
  }
}
