import {CloudpremError, Flags, type Profile} from '@cloudprem/core'
import {
  DEFAULT_CHART_VERSION,
  DEFAULT_NAMESPACE,
  DEFAULT_RELEASE,
  knownMajorOf,
  normalizeVersion,
  type DexDeployment,
} from '@cloudprem/chart'

/** Flags that say which deployment a values file is for; the profile has the answers otherwise. */
export const deploymentFlags = {
  'chart-version': Flags.string({
    description: `version of the cloudprem chart (default: the profile's, else ${DEFAULT_CHART_VERSION})`,
    env: 'CLOUDPREM_CHART_VERSION',
  }),
  release: Flags.string({
    description: `name of the Helm release (default: the profile's, else ${DEFAULT_RELEASE})`,
    env: 'CLOUDPREM_RELEASE',
  }),
  namespace: Flags.string({
    char: 'n',
    description: `namespace of the release (default: the profile's, else ${DEFAULT_NAMESPACE})`,
    env: 'CLOUDPREM_NAMESPACE',
  }),
}

/**
 * The deployment that flags and profile name.
 *
 * @throws CloudpremError `CHART_UNSUPPORTED` (exit 2) for a version whose values are not known
 */
export function requireDeployment(
  flags: {'chart-version'?: string; release?: string; namespace?: string},
  profile: Profile,
): DexDeployment & {version: string} {
  const given = flags['chart-version'] ?? profile.chartVersion ?? DEFAULT_CHART_VERSION
  const version = normalizeVersion(given)
  const major = version === undefined ? undefined : knownMajorOf(version)
  if (version === undefined || major === undefined) {
    throw new CloudpremError({
      code: 'CHART_UNSUPPORTED',
      message: `The chart version ${given} is not known here`,
      reason: 'Charts 2.x, 3.x and 4.x are; 1.0.x kept Dex at the top of its values, and its defaults are not public.',
      hint: `--chart-version ${DEFAULT_CHART_VERSION}`,
    })
  }
  return {
    major,
    version,
    release: flags.release ?? profile.release ?? DEFAULT_RELEASE,
    namespace: flags.namespace ?? profile.namespace ?? DEFAULT_NAMESPACE,
  }
}
