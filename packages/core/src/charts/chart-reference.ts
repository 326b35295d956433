import {stat} from 'node:fs/promises'
import path from 'node:path'
import {CloudpremError} from '../errors/cloudprem-error.js'

/** `registry`: an OCI reference or a URL, which helm fetches; the others lie on this machine. */
export type ChartKind = 'registry' | 'folder' | 'archive'

export interface ChartReference {
  kind: ChartKind
  /** What helm is given. */
  location: string
  /** What the user gave, for messages and the profile. */
  name: string
}

/** Given instead of a reference: the rehearsal chart that plugin-sandbox brings. */
export const SANDBOX_CHART = 'sandbox'

/**
 * Reads `--chart`: `oci://…`, `https://….tgz`, a folder with a Chart.yaml, a .tgz, or `sandbox`.
 *
 * @param sandboxRoot where plugin-sandbox is installed, if it is
 * @throws CloudpremError `USAGE` (exit 2) when it is none of these
 */
export async function resolveChart(name: string, sandboxRoot: string | undefined): Promise<ChartReference> {
  if (name === SANDBOX_CHART) return sandboxChart(sandboxRoot)
  if (/^(oci|https?):\/\//.test(name)) return {kind: 'registry', location: name, name}

  const found = await stat(name).catch(() => undefined)
  if (found?.isDirectory()) {
    if (await stat(path.join(name, 'Chart.yaml')).catch(() => undefined)) return {kind: 'folder', location: name, name}
    throw notAChart(name, 'The folder holds no Chart.yaml.')
  }
  if (found?.isFile() && /\.(tgz|tar\.gz)$/.test(name)) return {kind: 'archive', location: name, name}
  throw notAChart(name, found ? 'The file is no .tgz.' : 'There is no such file or folder.')
}

function sandboxChart(sandboxRoot: string | undefined): ChartReference {
  if (sandboxRoot === undefined) {
    throw new CloudpremError({
      code: 'USAGE',
      message: '--chart sandbox is the rehearsal chart of @cloudprem/plugin-sandbox, which is not installed',
      hint: 'cloudprem plugins install @cloudprem/plugin-sandbox',
    })
  }
  return {kind: 'folder', location: path.join(sandboxRoot, 'charts', 'cloudprem'), name: SANDBOX_CHART}
}

function notAChart(name: string, reason: string): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: `"${name}" is no chart`,
    reason: `${reason}\nA chart is an oci:// or https:// address, a folder with a Chart.yaml, a .tgz, or "sandbox".`,
  })
}
