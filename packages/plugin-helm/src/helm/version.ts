import coerce from 'semver/functions/coerce.js'
import gte from 'semver/functions/gte.js'
import {CloudpremError} from '@cloudprem/core'

/** The first helm that takes charts from OCI registries without a switch (Helm 3.8.0, January 2022). */
export const OLDEST_HELM = '3.8.0'

export interface HelmVersion {
  /** As helm says it: `v4.1.4`; one built without its flags says `v4.3` only. */
  text: string
  major: number
}

/**
 * Reads what `helm version --template '{{.Version}}'` prints.
 *
 * @throws CloudpremError `HELM_UNSUPPORTED` (exit 3) when it is too old, or no helm at all
 */
export function parseHelmVersion(output: string, executable: string): HelmVersion {
  const text = output.trim()
  const version = coerce(text)
  if (!/^v?\d/.test(text) || !version || !gte(version, OLDEST_HELM)) {
    throw new CloudpremError({
      code: 'HELM_UNSUPPORTED',
      message: `${executable} is ${text === '' ? 'no helm that tells its version' : `helm ${text}`}, and ${OLDEST_HELM} or newer is needed`,
      hint: 'install a current helm: https://helm.sh/docs/intro/install/',
      details: {executable, version: text},
    })
  }
  return {text, major: version.major}
}
