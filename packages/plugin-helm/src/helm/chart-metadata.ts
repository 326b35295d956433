import {run, type ChartReference} from '@cloudprem/core'
import {explainFailure} from './explain-failure.js'
import type {Helm} from './locate.js'

export interface ChartMetadata {
  /** `cloudprem`; of a chart that is fetched, the last part of its address. */
  name: string
  /** Undefined where helm is to choose the newest. */
  version: string | undefined
}

/**
 * Name and version of a chart: asked of helm where it lies on this machine, read off the address where it is fetched.
 *
 * @throws CloudpremError `HELM_FAILED` (exit 5) when helm cannot read it
 */
export async function readChartMetadata(
  helm: Helm,
  chart: ChartReference,
  version: string | undefined,
  signal: AbortSignal,
): Promise<ChartMetadata> {
  if (chart.kind === 'registry') return {name: chartNameIn(chart.location), version}
  const {exitCode, stderr, stdout} = await run(helm.executable, ['show', 'chart', chart.location], {signal})
  if (exitCode !== 0) {
    const unknown = {release: '', namespace: '', valuesFiles: []}
    throw explainFailure({action: 'template', stderr, exitCode, chart, ...unknown})
  }
  const {load} = await import('js-yaml')
  const {name, version: own} = load(stdout) as {name: string; version: string}
  return {name, version: own}
}

/** `oci://ghcr.io/formancehq/helm/cloudprem` and `https://host/cloudprem-4.10.2.tgz` → `cloudprem`. */
export function chartNameIn(location: string): string {
  const last = location.replace(/\/+$/, '').split('/').at(-1) ?? location
  return last.replace(/(-v?\d[^/]*)?\.tgz$/, '').replace(/[:@].*$/, '')
}
