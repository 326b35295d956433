import {chmod, readFile, realpath, stat} from 'node:fs/promises'
import {text as readAll} from 'node:stream/consumers'
import {CloudpremError, readText, writeFileAtomically} from '@cloudprem/core'

/**
 * The text of a file in which every byte has its place: a byte order mark stays in it.
 *
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2) where it is not there, or is not UTF-8
 */
export async function readExactly(file: string): Promise<string> {
  if (file === '-') return readAll(process.stdin)
  const bytes = await readFile(file).catch(() => undefined)
  if (!bytes) return readText(file) // says why
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch (error) {
    throw new CloudpremError({
      code: 'FILE_UNREADABLE',
      message: `${file} is not UTF-8, so that it could not be written back as it is`,
      hint: `iconv -t UTF-8 ${file}`,
      details: {file},
      cause: error,
    })
  }
}

/**
 * Replaces what is in the file, whole or not at all. Its mode stays, and a link goes on pointing to it.
 *
 * @throws CloudpremError `FILE_UNWRITABLE` (exit 2)
 */
export async function replaceText(file: string, text: string): Promise<void> {
  const target = await realpath(file)
  const mode = (await stat(target)).mode & 0o7777
  await writeFileAtomically(target, text, {mode, overwrite: true})
  // The umask may have taken bits from it.
  if (((await stat(target)).mode & 0o7777) !== mode) await chmod(target, mode)
}
