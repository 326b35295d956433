/** Nothing but digits and dots: it is printed, and comes from a registry or a file. */
const STABLE = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/

/** Whether it is a release as semver writes it, without pre-release and build: others are told to nobody. */
export function isStable(version: string): boolean {
  return STABLE.test(version)
}

/**
 * Whether `version` comes after `present` in semver's order.
 *
 * @param version a stable one
 * @param present may be a pre-release, which comes before its release
 */
export function isNewer(version: string, present: string): boolean {
  const [release = '', ...preRelease] = present.split('+')[0]?.split('-') ?? []
  const ours = STABLE.exec(release)
  const theirs = STABLE.exec(version)
  if (!ours || !theirs) return false
  for (const index of [1, 2, 3]) {
    const difference = Number(theirs[index]) - Number(ours[index])
    if (difference !== 0) return difference > 0
  }
  return preRelease.length > 0
}
