import gt from 'semver/functions/gt.js'
import parse from 'semver/functions/parse.js'

/**
 * Whether it is a release, without pre-release and build (others are told to nobody), written in no other way: it is
 * printed, and comes from a registry or a file.
 */
export function isStable(version: string): boolean {
  const parsed = parse(version)
  return parsed?.prerelease.length === 0 && parsed.version === version
}

/**
 * Whether `version` comes after `present` in semver's order.
 *
 * @param version a stable one
 */
export function isNewer(version: string, present: string): boolean {
  return gt(version, present)
}
