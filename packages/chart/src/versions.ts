import compare from 'semver/functions/compare.js'
import parse from 'semver/functions/parse.js'

/**
 * Major versions of the cloudprem chart. 1 was published from a private repository and is known only by the values page
 * of the deployment guide (formancehq/docs a3667d3) and by the migration notes in charts/cloudprem/README.md.
 */
export type ChartMajor = (typeof MAJORS)[number]

const MAJORS = [1, 2, 3, 4] as const

/** The majors whose values are known here, setting by setting: each has its facts, schemas and the way to it (majors). */
export type KnownMajor = Exclude<ChartMajor, 1>

export const KNOWN_MAJORS: readonly KnownMajor[] = MAJORS.filter((major) => major !== 1)

/** Where Formance publishes the chart (formancehq/helm, .github/workflows). */
export const CHART_REFERENCE = 'oci://ghcr.io/formancehq/helm/cloudprem'

/** The version that commands take when none is named: the newest that was rendered and checked (2026-07-14). */
export const DEFAULT_CHART_VERSION = '4.10.2'

/**
 * Every final version of the public chart from 2.1.0 on, oldest first (tags `cloudprem-…` of formancehq/helm). There is no
 * 2.0.0 and no 3.20.0. Before 2.1.0 the published tags carried a `v`; since then they do not, and Helm takes the spelling
 * verbatim as the OCI tag.
 */
export const KNOWN_VERSIONS: readonly string[] = [
  ...versions('2.1', 0, 1),
  ...versions('2.2', 0, 1),
  ...versions('3.0', 0, 3),
  ...versions('3.1', 0, 2),
  '3.2.0',
  ...versions('3.3', 0, 2),
  '3.4.0',
  '3.5.0',
  '3.6.0',
  ...versions('3.7', 0, 2),
  '3.8.0',
  '3.9.0',
  '3.10.0',
  '3.11.0',
  '3.12.0',
  '3.13.0',
  '3.14.0',
  '3.15.0',
  '3.16.0',
  ...versions('3.17', 0, 1),
  ...versions('3.18', 0, 2),
  ...versions('3.19', 0, 1),
  ...versions('3.20', 1, 3),
  ...versions('4.0', 0, 2),
  '4.1.0',
  ...versions('4.2', 0, 2),
  '4.3.0',
  '4.4.0',
  '4.5.0',
  ...versions('4.6', 0, 2),
  ...versions('4.7', 0, 2),
  '4.8.0',
  ...versions('4.9', 0, 2),
  ...versions('4.10', 0, 2),
]

function versions(minor: string, first: number, last: number): string[] {
  return Array.from({length: last - first + 1}, (_, index) => `${minor}.${first + index}`)
}

/** The version without a leading `v`, or undefined when it is no semantic version. */
export function normalizeVersion(version: string): string | undefined {
  return KNOWN_VERSIONS.includes(version) ? version : parse(version)?.version
}

/** The major of a chart version, with or without `v`; undefined when it is no version or of no known major. */
export function majorOf(version: string): ChartMajor | undefined {
  const major = normalizeVersion(version)?.split('.')[0]
  return MAJORS.find((known) => String(known) === major)
}

/** Like {@link majorOf}, for the majors whose values are known: 1.0.x gives undefined too. */
export function knownMajorOf(version: string): KnownMajor | undefined {
  const major = majorOf(version)
  return major === 1 ? undefined : major
}

/** Whether `version` is `limit` or newer; a pre-release comes before its release. */
export function atLeast(version: string, limit: string): boolean {
  const [place, least] = [KNOWN_VERSIONS.indexOf(version), KNOWN_VERSIONS.indexOf(limit)]
  // The known ones are in order; for the others semver makes its hundred patterns first.
  return place >= 0 && least >= 0 ? place >= least : compare(version, limit) >= 0
}

/**
 * Whether Helm 4 must be told `--server-side=false` to install this version: in 3.1.2 to 3.20.3 the portal's Deployment
 * has the variable DEBUG twice, which server-side apply refuses ("duplicate entries for key [name="DEBUG"]"). Helm 3 has
 * no such flag and needs none.
 */
export function needsClientSideApply(version: string): boolean {
  return atLeast(version, '3.1.2') && !atLeast(version, '3.20.4')
}
