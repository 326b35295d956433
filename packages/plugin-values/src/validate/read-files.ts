import {readFile} from 'node:fs/promises'
import type {ValuesText} from '@cloudprem/chart'
import {CloudpremError, readText} from '@cloudprem/core'

/** What the values are called that were piped in. */
export const STANDARD_INPUT = 'standard input'

/**
 * The files by name; `-` is standard input.
 *
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2); `USAGE` (exit 2) when a file is named twice
 */
export async function readValuesFiles(files: readonly string[]): Promise<ValuesText[]> {
  const twice = files.find((file, index) => files.indexOf(file) !== index)
  if (twice !== undefined)
    throw new CloudpremError({code: 'USAGE', message: `${twice} is named twice`, hint: 'name each file once'})
  return Promise.all(files.map(async (file) => ({name: file === '-' ? STANDARD_INPUT : file, text: await readText(file)})))
}

/**
 * Whether the bytes of a file are its text: writing a text that was read from something else than UTF-8 would change bytes
 * that nobody asked about.
 */
export async function isExactly({name, text}: ValuesText): Promise<boolean> {
  return Buffer.from(text, 'utf8').equals(await readFile(name))
}
