import {isMap, valueAt} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'

/** What `helm install --output json` says of the release. */
export interface InstallAnswer {
  revision: number
  /** `deployed`; `pending-install` of a dry run. */
  status: string
  chartVersion: string | undefined
  manifest: string
}

/** @throws CloudpremError `HELM_FAILED` (exit 5) when it is not what helm 3 and 4 answer */
export function parseInstallAnswer(stdout: string): InstallAnswer {
  const answer = parseObject(stdout)
  const revision = valueAt(answer, 'version')
  const status = valueAt(answer, 'info.status')
  const manifest = valueAt(answer, 'manifest')
  const chartVersion = valueAt(answer, 'chart.metadata.version')
  if (typeof revision !== 'number' || typeof status !== 'string' || typeof manifest !== 'string') {
    throw new CloudpremError({
      code: 'HELM_FAILED',
      message: 'helm ended well, but its answer is not the description of a release',
      hint: 'helm list --all-namespaces',
    })
  }
  return {revision, status, manifest, chartVersion: typeof chartVersion === 'string' ? chartVersion : undefined}
}

/** The JSON object in the output; helm may write a line about the pulled chart before it. */
function parseObject(stdout: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(stdout.slice(Math.max(0, stdout.indexOf('{'))))
    return isMap(parsed) ? parsed : {}
  } catch {
    // Not JSON: the caller says so.
    return {}
  }
}
