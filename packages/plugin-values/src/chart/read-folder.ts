import {readdir, readFile} from 'node:fs/promises'
import path from 'node:path'
import {CloudpremError} from '@cloudprem/core'
import {isWanted, type ChartEntries} from './chart-entries.js'

/**
 * The same of a chart that lies in a folder: its own files, and those of the charts below `charts/`, unpacked or packed as
 * `helm dependency update` leaves them.
 *
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2)
 */
export async function readFolder(folder: string): Promise<ChartEntries> {
  const entries: ChartEntries = new Map()
  const visit = async (below: string): Promise<void> => {
    const found = await readdir(path.join(folder, below), {withFileTypes: true})
    for (const entry of found) {
      const name = path.posix.join(below, entry.name)
      if (isWanted(name)) entries.set(name, await readFile(path.join(folder, name)))
      else if (isChartFolder(name) && !entry.isFile()) await visit(name)
    }
  }
  try {
    await visit('')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new CloudpremError({code: 'FILE_UNREADABLE', message: `The chart in ${folder} cannot be read: ${code}`, cause: error})
  }
  return entries
}

/** `charts`, `charts/portal`, `charts/portal/charts`. */
function isChartFolder(name: string): boolean {
  return name.split('/').every((step, index) => index % 2 === 1 || step === 'charts')
}
