import {closeSync, existsSync, fsyncSync, linkSync, openSync, readdirSync, renameSync, unlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {CloudpremError, isCloudpremError} from '../errors/cloudprem-error.js'
import {makeFolder} from './make-folder.js'

export interface WriteOptions {
  /** Permission bits of a new file; default 0600, since most files of ours hold a secret. */
  mode?: number
  /** Replace an existing file; without it an existing file is an error and stays untouched. */
  overwrite: boolean
}

/**
 * Writes a file whole or not at all: temporary file beside it, fsync, rename (or link, which never replaces), fsync of
 * the folder. Makes missing folders `0700`. Synchronous inside: by promises it would load Node's streams, and start threads.
 *
 * @param content all of it, or pieces that are asked for one after the other, for what is too long to be in memory
 * @throws CloudpremError `FILE_EXISTS` (exit 2) when the file exists and `overwrite` is false; `FILE_UNWRITABLE` (exit 2); and what
 *   the pieces throw
 */
export async function writeFileAtomically(
  file: string,
  content: string | Uint8Array | AsyncIterable<string>,
  options: WriteOptions,
): Promise<void> {
  const folder = path.dirname(path.resolve(file))
  const temporary = path.join(folder, `${temporaryPrefix(file)}${process.pid}.${process.hrtime.bigint().toString(36)}.tmp`)
  try {
    makeFolder(folder)
    const mode = options.mode ?? 0o600
    if (typeof content === 'string' || content instanceof Uint8Array) writeDurably(temporary, content, mode)
    else await writePieces(temporary, content, mode)
    if (options.overwrite) renameSync(temporary, file)
    else linkNew(temporary, file)
    syncFolder(folder)
  } catch (error) {
    throw isCloudpremError(error) ? error : toWriteError(file, error)
  } finally {
    // After a rename it is gone; after a link it is the second name; after a failure it is rubbish.
    removeQuietly(temporary)
  }
}

/**
 * Fails early when `file` exists and may not be replaced, before any work is done for it.
 *
 * @throws CloudpremError `FILE_EXISTS` (exit 2)
 */
// eslint-disable-next-line @typescript-eslint/require-await -- what it throws must reject
export async function refuseExisting(file: string, overwrite: boolean): Promise<void> {
  if (!overwrite && existsSync(file)) throw fileExists(file)
}

/** Removes what writers of this file left that were killed. Only for who has the lock of the file: no writer may be at work. */
export function removeUnfinished(file: string): void {
  const folder = path.dirname(path.resolve(file))
  for (const name of readdirSync(folder)) {
    if (name.startsWith(temporaryPrefix(file)) && name.endsWith('.tmp')) unlinkSync(path.join(folder, name))
  }
}

function temporaryPrefix(file: string): string {
  return `.${path.basename(file)}.`
}

/** Gives the finished file its name unless the name is taken: a rename would replace what is there. */
function linkNew(temporary: string, file: string): void {
  try {
    linkSync(temporary, file)
  } catch (error) {
    throw error instanceof Error && 'code' in error && error.code === 'EEXIST' ? fileExists(file, error) : error
  }
}

function writeDurably(file: string, content: string | Uint8Array, mode: number): void {
  const descriptor = openSync(file, 'wx', mode)
  try {
    writeFileSync(descriptor, content)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

async function writePieces(file: string, pieces: AsyncIterable<string>, mode: number): Promise<void> {
  const descriptor = openSync(file, 'wx', mode)
  try {
    for await (const piece of pieces) writeFileSync(descriptor, piece)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function syncFolder(folder: string): void {
  // Windows cannot open a folder; its rename is durable without.
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function removeQuietly(file: string): void {
  try {
    unlinkSync(file)
  } catch {
    // Not there, or not ours to remove.
  }
}

function toWriteError(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (typeof code !== 'string') return error
  return new CloudpremError({
    code: 'FILE_UNWRITABLE',
    message: `${file} cannot be written: ${code}`,
    hint: 'name another file with -o, or mend the permissions of the folder',
    cause: error,
  })
}

function fileExists(file: string, cause?: unknown): CloudpremError {
  return new CloudpremError({
    code: 'FILE_EXISTS',
    message: `${file} exists and was not touched`,
    hint: ['--force replaces it', '-o FILE writes elsewhere'],
    details: {file},
    cause,
  })
}
