import {readFile, unlink} from 'node:fs/promises'
import path from 'node:path'
import {isMap, normalizeVersion, type ChartFiles} from '@cloudprem/chart'
import {debug, isCloudpremError, writeFileAtomically} from '@cloudprem/core'

/** Raised when the form of what is kept changes: what has another number is read anew. */
const FORM = 1

/** A chart that was read before, and where it came from. */
export interface KeptChart {
  source: string
  files: ChartFiles
}

/**
 * What was read of charts, by their exact version, so that later runs judge by it without `--chart` and without a network:
 * one JSON file each, mode 0600, written whole. It can be lost: what cannot be read is taken away, and counts as absent.
 *
 * @param cacheDirectory of the user, as oclif names it
 */
export class ChartCache {
  constructor(private readonly cacheDirectory: string) {}

  fileOf(version: string): string {
    return path.join(this.cacheDirectory, 'charts', `cloudprem-${version}.json`)
  }

  /** @param version without `v` */
  async read(version: string): Promise<KeptChart | undefined> {
    const file = this.fileOf(version)
    const text = await readFile(file, 'utf8').catch(() => undefined) // absent, or not ours to read: the same to us
    if (text === undefined) return undefined
    const kept = parseKept(text)
    if (kept && normalizeVersion(kept.files.version) === version) return kept
    debug('chart-cache', `${file} is damaged or of another version of cloudprem, and was taken away`)
    await unlink(file).catch(() => undefined)
    return undefined
  }

  /** False where it could not be kept; that is no reason to fail. A chart of another name, or of no version, is none of ours. */
  async write(kept: KeptChart): Promise<boolean> {
    const version = normalizeVersion(kept.files.version)
    if (kept.files.name !== 'cloudprem' || version === undefined) return false
    const file = this.fileOf(version)
    try {
      await writeFileAtomically(file, JSON.stringify({form: FORM, ...kept}), {overwrite: true})
      return true
    } catch (error) {
      if (!isCloudpremError(error)) throw error
      debug('chart-cache', error.message)
      return false
    }
  }
}

function parseKept(text: string): KeptChart | undefined {
  try {
    const kept: unknown = JSON.parse(text)
    if (!isMap(kept) || kept['form'] !== FORM || typeof kept['source'] !== 'string' || !isChart(kept['files'])) return undefined
    return {source: kept['source'], files: kept['files']}
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isChart(value: unknown): value is ChartFiles {
  if (!isMap(value)) return false
  const {name, version, values, schema, children} = value
  if (typeof name !== 'string' || typeof version !== 'string' || typeof values !== 'string') return false
  if (schema !== undefined && typeof schema !== 'boolean' && !isMap(schema)) return false
  return (
    Array.isArray(children) &&
    children.every((child) => isMap(child) && typeof child['key'] === 'string' && isChart(child['chart']))
  )
}
