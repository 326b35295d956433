import {requireExecutable, run} from '@cloudprem/core'
import {parseHelmVersion, type HelmVersion} from './version.js'

export interface Helm {
  executable: string
  version: HelmVersion
}

/**
 * The helm to use, its version checked: the named one, else the first on the PATH.
 *
 * @throws CloudpremError `EXECUTABLE_MISSING`, `HELM_UNSUPPORTED` (both exit 3)
 */
export async function locateHelm(named: string | undefined, signal: AbortSignal): Promise<Helm> {
  const executable = named ?? (await requireExecutable('helm', 'install helm 3.8 or newer: https://helm.sh/docs/intro/install/'))
  const {stdout} = await run(executable, ['version', '--template', '{{.Version}}'], {signal})
  return {executable, version: parseHelmVersion(stdout, executable)}
}
