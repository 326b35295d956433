import {link, open, readdir, rename, stat, unlink} from 'node:fs/promises'
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
 * the folder. Makes missing folders `0700`.
 *
 * @throws CloudpremError `FILE_EXISTS` (exit 2) when the file exists and `overwrite` is false; `FILE_UNWRITABLE` (exit 2)
 */
export async function writeFileAtomically(file: string, content: string | Uint8Array, options: WriteOptions): Promise<void> {
  const {randomBytes} = await import('node:crypto')
  const folder = path.dirname(path.resolve(file))
  const temporary = path.join(folder, `${temporaryPrefix(file)}${process.pid}.${randomBytes(4).toString('hex')}.tmp`)
  try {
    await makeFolder(folder)
    await writeDurably(temporary, content, options.mode ?? 0o600)
    if (options.overwrite) await rename(temporary, file)
    else await linkNew(temporary, file)
    await syncFolder(folder)
  } catch (error) {
    throw isCloudpremError(error) ? error : toWriteError(file, error)
  } finally {
    // After a rename it is gone; after a link it is the second name; after a failure it is rubbish.
    await unlink(temporary).catch(() => undefined)
  }
}

/**
 * Fails early when `file` exists and may not be replaced, before any work is done for it.
 *
 * @throws CloudpremError `FILE_EXISTS` (exit 2)
 */
export async function refuseExisting(file: string, overwrite: boolean): Promise<void> {
  if (overwrite) return
  const exists = await stat(file).then(
    () => true,
    () => false,
  )
  if (exists) throw fileExists(file)
}

/** Removes what writers of this file left that were killed. Only for who has the lock of the file: no writer may be at work. */
export async function removeUnfinished(file: string): Promise<void> {
  const folder = path.dirname(path.resolve(file))
  for (const name of await readdir(folder)) {
    if (name.startsWith(temporaryPrefix(file)) && name.endsWith('.tmp')) await unlink(path.join(folder, name))
  }
}

function temporaryPrefix(file: string): string {
  return `.${path.basename(file)}.`
}

/** Gives the finished file its name unless the name is taken: `rename` would replace what is there. */
async function linkNew(temporary: string, file: string): Promise<void> {
  try {
    await link(temporary, file)
  } catch (error) {
    throw error instanceof Error && 'code' in error && error.code === 'EEXIST' ? fileExists(file, error) : error
  }
}

async function writeDurably(file: string, content: string | Uint8Array, mode: number): Promise<void> {
  const handle = await open(file, 'wx', mode)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its rename is durable without.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
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
