import {CloudpremError} from '@cloudprem/core'
import {stat} from 'node:fs/promises'
import {homedir} from 'node:os'
import path from 'node:path'
import type {FctlInstallation} from './found-profile.js'
import {readLayout2} from './layout-2.js'
import {readLayout3} from './layout-3.js'

/**
 * fctl's files: the named one, else those in the home folder. The newer layout comes last, so that it is the one that holds.
 * fctl 4 is not known here; where it keeps the layout of 3.x it is read as that.
 *
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2) when there is nothing, or nothing that fctl writes
 */
export async function findInstallations(named: string | undefined): Promise<FctlInstallation[]> {
  if (named !== undefined) return [await readNamed(named)]
  const file = path.join(homedir(), '.formance', 'fctl.config')
  const folder = path.join(homedir(), '.config', 'formance', 'fctl')
  const found: FctlInstallation[] = []
  if ((await kindOf(file)) === 'file') found.push(await readLayout2(file))
  if ((await kindOf(path.join(folder, 'config.yml'))) === 'file') found.push(await readLayout3(folder))
  if (found.length > 0) return found
  throw new CloudpremError({
    code: 'FILE_UNREADABLE',
    message: 'No profiles of fctl were found',
    reason: `Looked for ${file} (fctl 2.x) and ${path.join(folder, 'config.yml')} (fctl 3.x).`,
    hint: 'cloudprem profiles import-fctl --from FILE_OR_FOLDER',
  })
}

async function readNamed(place: string): Promise<FctlInstallation> {
  const kind = await kindOf(place)
  if (kind === 'file') return readLayout2(place)
  if (kind === 'folder' && (await kindOf(path.join(place, 'config.yml'))) === 'file') return readLayout3(place)
  throw new CloudpremError({
    code: 'FILE_UNREADABLE',
    message: `${place} is not where fctl keeps its profiles`,
    reason: 'fctl 2.x has one file, fctl.config; fctl 3.x a folder with config.yml and profiles/ in it.',
  })
}

async function kindOf(place: string): Promise<'file' | 'folder' | undefined> {
  try {
    const status = await stat(place)
    return status.isDirectory() ? 'folder' : status.isFile() ? 'file' : undefined
  } catch {
    // Not there, or not for us: both are "not found" to whoever asks.
    return undefined
  }
}
