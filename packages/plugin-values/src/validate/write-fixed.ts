import {realpath, stat} from 'node:fs/promises'
import type {ValuesText} from '@cloudprem/chart'
import {CloudpremError, writeFileAtomically} from '@cloudprem/core'
import {isExactly} from './read-files.js'

/**
 * Writes the texts that differ from what was read. Permissions stay, and a link stays a link.
 *
 * @throws CloudpremError `FILE_UNWRITABLE` (exit 2), `VALUES_UNPARSABLE` (exit 4) for a file that is not UTF-8; nothing is
 * written then
 */
export async function writeFixed(before: readonly ValuesText[], after: readonly ValuesText[]): Promise<void> {
  const changed = after.flatMap((file, index) => {
    const original = before[index]
    return original && original.text !== file.text ? [{original, text: file.text}] : []
  })
  for (const {original} of changed) {
    if (await isExactly(original)) continue
    throw new CloudpremError({
      code: 'VALUES_UNPARSABLE',
      message: `${original.name} is not UTF-8 and was not changed`,
      hint: 'save it as UTF-8 first',
    })
  }
  for (const {original, text} of changed) {
    const file = await realpath(original.name)
    const {mode} = await stat(file)
    await writeFileAtomically(file, text, {mode: mode & 0o777, overwrite: true})
  }
}
