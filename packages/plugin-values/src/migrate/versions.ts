import {
  DEFAULT_CHART_VERSION,
  KNOWN_MAJORS,
  KNOWN_VERSIONS,
  majorOf,
  normalizeVersion,
  valueAt,
  type Values,
} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'

/** Where a version was taken from, for the person to judge. */
export interface ChosenVersion {
  version: string
  because: string
}

/**
 * The version that a flag names: `4.10.2`, `v3.20.1`, or a major alone for its newest.
 *
 * @throws CloudpremError `CHART_UNSUPPORTED` (exit 2)
 */
export function requireVersion(flag: string, text: string): string {
  const version = /^v?\d+$/.test(text) ? newestOf(Number(text.replace('v', ''))) : normalizeVersion(text)
  if (version !== undefined && majorOf(version) !== undefined) return version
  throw new CloudpremError({
    code: 'CHART_UNSUPPORTED',
    message: `Nothing is known of cloudprem ${text}: --${flag} takes a version, or a major alone, up to ${KNOWN_MAJORS.at(-1)}`,
    hint: `cloudprem values migrate --from 3 --to ${DEFAULT_CHART_VERSION}`,
  })
}

function newestOf(major: number): string | undefined {
  if (major === majorOf(DEFAULT_CHART_VERSION)) return DEFAULT_CHART_VERSION
  if (major === 1) return '1.0.3'
  return KNOWN_VERSIONS.filter((version) => majorOf(version) === major).at(-1)
}

/** Keys that only files of one major have, newest first. */
const TELLING: {major: number; keys: string[]}[] = [
  {major: 1, keys: ['dex.config', 'global.ingress', 'membership.config.configMap', 'membership.config.oidc.issuer']},
  {
    major: 2,
    keys: [
      'membership.enabled',
      'portal.enabled',
      'console.enabled',
      'global.platform.enabled',
      'global.platform.cookie',
      'global.platform.portal.cookie',
      'global.platform.membership.oauthClient',
    ],
  },
  {major: 3, keys: ['global.platform.console.cookie', 'global.platform.console.enabled']},
]

/** The major that a file was written for, as far as its keys tell. */
export function guessVersion(values: Values): ChosenVersion | undefined {
  for (const {major, keys} of TELLING) {
    const key = keys.find((path) => valueAt(values, path) !== undefined)
    const version = newestOf(major)
    if (key !== undefined && version !== undefined) return {version, because: `the file has ${key}`}
  }
  return undefined
}
