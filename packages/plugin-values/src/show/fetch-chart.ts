import {mkdtemp, readdir, rm, stat} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {CloudpremError, redactText, requireExecutable, run} from '@cloudprem/core'
import type {ChartSources} from './join-values.js'
import {readChart} from './read-chart.js'

export interface ChartRequest {
  /** An oci:// or https:// address, a folder, a .tgz, or "sandbox". */
  chart: string
  /** Of a chart in a registry. */
  version: string
  /** Where plugin-sandbox is installed, if it is. */
  sandboxRoot: string | undefined
  plainHttp: boolean
  signal: AbortSignal
}

/**
 * The values files of the chart. helm fetches what lies elsewhere; `helm show values` alone would print those of the outer
 * chart, which from 2.x on has only `global`.
 *
 * @throws CloudpremError `USAGE` (exit 2), `EXECUTABLE_MISSING` (exit 3), `HELM_FAILED` (exit 5)
 */
export async function fetchChart(request: ChartRequest): Promise<ChartSources> {
  const {chart, sandboxRoot} = request
  if (chart === 'sandbox') {
    if (sandboxRoot !== undefined) return readChart(path.join(sandboxRoot, 'charts', 'cloudprem'), chart)
    throw new CloudpremError({
      code: 'USAGE',
      message: '--chart sandbox is the rehearsal chart of @cloudprem/plugin-sandbox, which is not installed',
      hint: 'cloudprem plugins install @cloudprem/plugin-sandbox',
    })
  }
  const isRemote = /^(oci|https?):\/\//.test(chart)
  const isArchive = !isRemote && (await stat(chart).catch(() => undefined))?.isFile() === true
  if (!isRemote && !isArchive) return readChart(chart, chart)

  const folder = await mkdtemp(path.join(tmpdir(), 'cloudprem-chart-'))
  try {
    await (isRemote ? pull(request, folder) : unpack(request, folder))
    const [name = ''] = await readdir(folder)
    return await readChart(path.join(folder, name), chart)
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

async function pull({chart, version, plainHttp, signal}: ChartRequest, folder: string): Promise<void> {
  const helm = await requireExecutable('helm', 'install helm 3.8 or newer: https://helm.sh/docs/intro/install/')
  const more = [...(chart.endsWith('.tgz') ? [] : ['--version', version]), ...(plainHttp ? ['--plain-http'] : [])]
  const {exitCode, stderr} = await run(helm, ['pull', chart, ...more, '--untar', '--untardir', folder], {signal})
  if (exitCode === 0) return
  throw new CloudpremError({
    code: 'HELM_FAILED',
    message: `helm could not fetch ${chart}, version ${version}`,
    reason: redactText(stderr.trim()),
    hint: `helm pull ${[chart, ...more].join(' ')}`,
  })
}

async function unpack({chart, signal}: ChartRequest, folder: string): Promise<void> {
  const tar = await requireExecutable('tar', 'unpack the chart and name its folder')
  const {exitCode, stderr} = await run(tar, ['-xzf', path.resolve(chart), '-C', folder], {signal})
  if (exitCode === 0) return
  throw new CloudpremError({
    code: 'USAGE',
    message: `"${chart}" is no packed chart`,
    reason: redactText(stderr.trim()),
  })
}
