import {mkdtemp, readdir, readFile, rm, stat} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import type {ChartFiles} from '@cloudprem/chart'
import {
  CloudpremError,
  explainFetchFailure,
  redactText,
  requireExecutable,
  resolveChart,
  run,
  type ChartReference,
} from '@cloudprem/core'
import {ChartCache} from './chart-cache.js'
import {MOST_CHART_BYTES} from './chart-entries.js'
import {parseChart} from './parse-chart.js'
import {readArchive} from './read-archive.js'
import {readFolder} from './read-folder.js'

export interface ChartRequest {
  /** An oci:// or https:// address, a folder, a .tgz, or "sandbox". */
  chart: string
  /** Of a chart in a registry. */
  version: string
  /** Where plugin-sandbox is installed, if it is. */
  sandboxRoot: string | undefined
  plainHttp: boolean
  /** Of the user. */
  cacheDirectory: string
  signal: AbortSignal
}

export interface FetchedChart {
  files: ChartFiles
  /** Whether later runs for its version find it without being told where it is. */
  isKept: boolean
}

/**
 * The files of a chart that speak of its values, and those of the charts in it. helm pulls what lies elsewhere;
 * `helm show values` alone would print those of the outer chart, which from 2.x on has only `global`.
 *
 * @throws CloudpremError `USAGE` (exit 2), `EXECUTABLE_MISSING` (exit 3), `HELM_FAILED` (exit 5)
 */
export async function fetchChart(request: ChartRequest): Promise<FetchedChart> {
  const reference = await resolveChart(request.chart, request.sandboxRoot)
  const {kind, location, name} = reference
  // A chart in a folder is being worked on, and may change without changing its version.
  if (kind === 'folder') return {files: await parseChart(await readFolder(location), name), isKept: false}
  const files = kind === 'archive' ? await parseArchive(location, name) : await pull(request, reference)
  const isKept = await new ChartCache(request.cacheDirectory).write({source: request.chart, files})
  return {files, isKept}
}

async function pull(request: ChartRequest, chart: ChartReference): Promise<ChartFiles> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cloudprem-chart-'))
  try {
    await runPull(request, chart, folder)
    const [archive = ''] = await readdir(folder)
    return await parseArchive(path.join(folder, archive), chart.name)
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

async function parseArchive(file: string, shownAs: string): Promise<ChartFiles> {
  return parseChart(await readArchive(await readLimited(file), shownAs), shownAs)
}

async function readLimited(file: string): Promise<Uint8Array> {
  const {size} = await stat(file)
  if (size <= MOST_CHART_BYTES) return readFile(file)
  throw new CloudpremError({code: 'USAGE', message: `"${file}" is no packed chart`, reason: 'It has more than 100 MiB.'})
}

async function runPull({plainHttp, signal, version}: ChartRequest, chart: ChartReference, folder: string): Promise<void> {
  const helm = await requireExecutable('helm', [
    'install helm 3.8 or newer: https://helm.sh/docs/intro/install/',
    'the same command with --chart FOLDER or --chart FILE.tgz',
  ])
  const isArchive = chart.location.endsWith('.tgz')
  const more = [...(isArchive ? [] : ['--version', version]), ...(plainHttp ? ['--plain-http'] : [])]
  const {exitCode, stderr} = await run(helm, ['pull', chart.location, ...more, '--destination', folder], {signal})
  if (exitCode === 0) return
  const said = stderr.trim()
  const explained = explainFetchFailure(said, chart, isArchive ? undefined : version)
  throw new CloudpremError({
    code: 'HELM_FAILED',
    message: explained?.message ?? `helm could not fetch ${chart.name}, version ${version}`,
    reason: redactText(said.split('\n').slice(-4).join('\n')),
    hint: explained?.hint ?? `helm pull ${[chart.location, ...more].join(' ')}`,
    details: {exitCode},
  })
}
