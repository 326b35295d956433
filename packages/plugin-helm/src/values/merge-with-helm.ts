import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {run} from '@cloudprem/core'
import {templateArguments, type ReleaseArguments} from '../helm/arguments.js'
import {explainFailure} from '../helm/explain-failure.js'
import type {Helm} from '../helm/locate.js'

/**
 * Several values files and `--set` as the one mapping that helm makes of them: rendered by helm itself from an empty
 * chart that prints its values, so that no rule of helm's is told twice. Needs no network and no cluster.
 *
 * @throws CloudpremError `HELM_FAILED` (exit 5) when helm cannot read a file or an assignment
 */
export async function mergeWithHelm(helm: Helm, request: ReleaseArguments, input: string | undefined, signal: AbortSignal) {
  const folder = await mkdtemp(path.join(tmpdir(), 'cloudprem-values-'))
  try {
    await mkdir(path.join(folder, 'templates'))
    await writeFile(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: values\nversion: 0.0.0\n')
    await writeFile(path.join(folder, 'templates', 'values.yaml'), 'values:\n  {{- toYaml .Values | nindent 2 }}\n')
    const args = templateArguments({...request, chart: {kind: 'folder', location: folder, name: folder}})
    const {exitCode, stderr, stdout} = await run(helm.executable, args, {signal, ...(input !== undefined && {input})})
    if (exitCode !== 0) throw explainFailure({action: 'template', stderr, exitCode, ...request})
    const {dump, load} = await import('js-yaml')
    return dump((load(stdout) as {values: unknown}).values)
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}
