import {lstat, readFile} from 'node:fs/promises'
import path from 'node:path'
import {debug, writeFileAtomically} from '@cloudprem/core'
import {isStable} from './stable-version.js'

/** What is remembered between runs, in `update-notice.json` of the cache directory. */
export interface UpdateCache {
  /** The newest release that a look-up found. */
  latest?: string
  /** When a look-up was last started, whatever came of it. */
  askedAt?: Date
  /** When a person was last told. */
  toldAt?: Date
}

/** A file of ours has 120 bytes. */
const LIMIT_BYTES = 4096

/** What the file says; what is not as we write it counts as not being there. */
export async function readUpdateCache(folder: string): Promise<UpdateCache> {
  const file = fileIn(folder)
  try {
    const status = await lstat(file)
    // A pipe would keep us waiting, a link leads to a file that is not ours.
    if (!status.isFile() || status.size > LIMIT_BYTES) return {}
    return parseUpdateCache(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    debug('update', String(error))
    return {}
  }
}

/**
 * Replaces the file, mode 0600.
 *
 * @throws what the file system says when it cannot be written
 */
export async function writeUpdateCache(folder: string, cache: UpdateCache): Promise<void> {
  await writeFileAtomically(fileIn(folder), `${JSON.stringify(cache)}\n`, {overwrite: true})
}

function fileIn(folder: string): string {
  return path.join(folder, 'update-notice.json')
}

function parseUpdateCache(document: unknown): UpdateCache {
  if (typeof document !== 'object' || document === null) return {}
  const {latest, askedAt, toldAt} = document as Record<keyof UpdateCache, unknown>
  return {
    ...(typeof latest === 'string' && isStable(latest) && {latest}),
    ...instant('askedAt', askedAt),
    ...instant('toldAt', toldAt),
  }
}

function instant(key: 'askedAt' | 'toldAt', value: unknown): Pick<UpdateCache, 'askedAt' | 'toldAt'> {
  const at = typeof value === 'string' ? new Date(value) : undefined
  return at && !Number.isNaN(at.getTime()) ? {[key]: at} : {}
}
