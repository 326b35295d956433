import {
  atLeast,
  hostNameProblem,
  knownMajorOf,
  majorOf,
  normalizeVersion,
  releaseNameProblem,
  type KnownMajor,
} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'

/** The oldest chart whose values are known; pre-releases of 2.0.0 moved keys with almost every number. */
const OLDEST = '2.1.0'

/** @throws CloudpremError `CHART_UNSUPPORTED` (exit 2) */
export function requireKnownChart(version: string): {chartVersion: string; major: KnownMajor} {
  const chartVersion = normalizeVersion(version)
  const major = knownMajorOf(version)
  if (chartVersion === undefined || major === undefined || !atLeast(chartVersion, OLDEST)) {
    throw new CloudpremError({
      code: 'CHART_UNSUPPORTED',
      message: `Nothing is known of cloudprem ${version}: --chart-version takes ${OLDEST} to 4.x`,
      hint: /^v?1\./.test(version)
        ? 'cloudprem values init --from FILE   fills in the placeholders of a 1.0.x file'
        : 'cloudprem values init --chart-version 4.10.2',
    })
  }
  return {chartVersion, major}
}

/**
 * The version without `v`, when at least its major is known.
 *
 * @throws CloudpremError `CHART_UNSUPPORTED` (exit 2)
 */
export function requireCheckableChart(version: string): string {
  const chartVersion = normalizeVersion(version)
  if (chartVersion !== undefined && majorOf(version) !== undefined) return chartVersion
  throw new CloudpremError({
    code: 'CHART_UNSUPPORTED',
    message: `Nothing is known of cloudprem ${version}: --chart-version takes 1.0.0 to 4.x`,
    hint: 'cloudprem values validate --chart-version 4.10.2',
  })
}

/** @throws CloudpremError `USAGE` (exit 2) when `value` is no lower-case DNS name */
export function checkName(flag: string, value: string): void {
  const problem = hostNameProblem(value)
  if (problem === undefined) return
  const mended = value
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/:].*$/, '')
    .replace(/\.$/, '')
    .toLowerCase()
  throw new CloudpremError({
    code: 'USAGE',
    message: `--${flag} ${JSON.stringify(value)} ${problem}`,
    ...(hostNameProblem(mended) === undefined && {hint: `--${flag} ${mended}`}),
  })
}

/** @throws CloudpremError `USAGE` (exit 2) */
export function checkRelease(release: string, major: KnownMajor): void {
  const problem = releaseNameProblem(release, major)
  if (problem === undefined) return
  throw new CloudpremError({code: 'USAGE', message: `--release "${release}" ${problem}`, hint: '--release cloudprem'})
}

/** @throws CloudpremError `USAGE` (exit 2) when it is no name of a namespace */
export function checkNamespace(namespace: string): void {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) return
  throw new CloudpremError({
    code: 'USAGE',
    message: `--namespace ${JSON.stringify(namespace)} is no name of a namespace`,
    reason: 'It has up to 63 lower-case letters, digits and inner hyphens.',
  })
}

/** @throws CloudpremError `USAGE` (exit 2) */
export function checkEmail(email: string): void {
  if (/^[^\s@:]+@[^\s@]+$/.test(email)) return
  throw new CloudpremError({code: 'USAGE', message: `--admin-email ${JSON.stringify(email)} is no e-mail address`})
}

/** Charts before 3.0 have no licence. @throws CloudpremError `USAGE` (exit 2) */
export function checkLicenceFlags(given: boolean, chartVersion: string, major: KnownMajor): void {
  if (!given || major >= 3) return
  throw new CloudpremError({
    code: 'USAGE',
    message: `cloudprem ${chartVersion} has no licence; leave --licence-token and --licence-cluster-id out`,
  })
}
