import {readText, refuseExisting} from '@cloudprem/core'
import {existsSync} from 'node:fs'
import {renderSideFile} from './render-side-file.js'
import type {SideFile} from './side-files.js'

/** A file beside the values as it is to be written. */
export interface SideText {
  file: string
  text: string
  mode: number
  overwrite: boolean
}

/**
 * The files beside the values. With `merge` those that are there get what they lack, with `force` they are replaced.
 *
 * @throws CloudpremError `FILE_EXISTS`, `USAGE` (exit 2)
 */
export async function readSideFiles(
  files: readonly SideFile[],
  {merge, force}: {merge: boolean; force: boolean},
): Promise<SideText[]> {
  const texts: SideText[] = []
  for (const side of files) {
    const {file, holdsSecrets} = side
    const isExtended = merge && existsSync(file)
    if (!isExtended) await refuseExisting(file, force)
    const text = isExtended ? await extended(await readText(file), side) : renderSideFile(side)
    texts.push({file, text, mode: holdsSecrets ? 0o600 : 0o644, overwrite: isExtended || force})
  }
  return texts
}

async function extended(text: string, side: SideFile): Promise<string> {
  const {extendSideFile} = await import('./extend-side-file.js')
  return extendSideFile(text, side)
}
