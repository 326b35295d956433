import {gunzipSync} from 'node:zlib'
import {CloudpremError} from '@cloudprem/core'
import {isWanted, MOST_CHART_BYTES, MOST_FILE_BYTES, type ChartEntries} from './chart-entries.js'

/**
 * What a packed chart says of its values. It is read in memory and never unpacked, so no name in it can lead anywhere; it is
 * refused as helm refuses it: when a name leads out of the chart, or when it is larger than helm takes.
 *
 * @throws CloudpremError `USAGE` (exit 2) when it is no packed chart
 */
export async function readArchive(archive: Uint8Array, shownAs: string): Promise<ChartEntries> {
  const {unpackTar} = await import('modern-tar')
  const refuse = (reason: string) => new CloudpremError({code: 'USAGE', message: `"${shownAs}" is no packed chart`, reason})
  let tar: Uint8Array
  try {
    tar = gunzipSync(archive, {maxOutputLength: MOST_CHART_BYTES})
  } catch (error) {
    throw refuse(codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? 'Unpacked it has more than 100 MiB.' : `gzip: ${messageOf(error)}`)
  }
  const entries: ChartEntries = new Map()
  const names: string[] = []
  const files = await unpackTar(tar, {
    strict: true,
    filter: ({name, type}) => {
      names.push(name)
      return type === 'file' && isWanted(withoutRoot(name))
    },
  }).catch((error: unknown) => {
    throw refuse(`tar: ${messageOf(error)}`)
  })
  const outside = names.find((name) => name.split(/[\\/]/).includes('..') || /^([\\/]|[A-Za-z]:)/.test(name))
  if (outside !== undefined) throw refuse(`A file in it leads out of the chart: ${JSON.stringify(outside)}`)
  for (const {header, data} of files) {
    if (header.size > MOST_FILE_BYTES && !header.name.endsWith('.tgz')) throw refuse(`${header.name} has more than 5 MiB.`)
    entries.set(withoutRoot(header.name), data ?? new Uint8Array())
  }
  return entries
}

/** A packed chart has everything below one folder of its name. */
function withoutRoot(name: string): string {
  return name.replace(/^\.\//, '').split('/').slice(1).join('/')
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
