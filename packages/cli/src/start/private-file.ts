import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Stats,
} from 'node:fs'
import path from 'node:path'
import {fill} from './fill.js'

const LARGEST_BYTES = 16_000_000
const PIECE_BYTES = 65_536

/**
 * Content of a file that only this user can have written and that is whole, which is why it is there twice: V8 crashes on
 * damaged code, and a checksum takes as long as running what is in it. Undefined when the file is missing, foreign, open to
 * others, a link, huge or damaged.
 */
export function readPrivateFile(file: string): Buffer | undefined {
  if (!isPrivateFolder(path.dirname(file))) return undefined
  let descriptor: number | undefined
  try {
    // NONBLOCK: a pipe put there must not make us wait.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const stats = fstatSync(descriptor)
    const isOurs = stats.isFile() && isPrivate(stats) && stats.size <= LARGEST_BYTES && stats.size % 2 === 0
    return isOurs ? readTwice(descriptor, stats.size / 2) : undefined
  } catch {
    // A cache that cannot be read is a cache that is not there.
    return undefined
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** The second time in pieces: memory that is touched for the first time costs more than reading does. */
function readTwice(descriptor: number, size: number): Buffer | undefined {
  const content = Buffer.allocUnsafeSlow(size)
  if (!fill(content, descriptor)) return undefined
  const again = Buffer.allocUnsafeSlow(Math.min(size, PIECE_BYTES))
  for (let start = 0; start < size; start += again.length) {
    const piece = again.subarray(0, size - start)
    if (!fill(piece, descriptor) || !piece.equals(content.subarray(start, start + piece.length))) return undefined
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
    writeFileSync(temporary, Buffer.concat([content, content]), {mode: 0o600, flag: 'wx'})
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
