import {formatPath, type KnownMajor, type ValuesPath} from '@cloudprem/chart'
import {distance} from 'fastest-levenshtein'
import {knownPaths} from './known-path.js'

/** Known paths that someone may have meant: of the same last key, or spelled nearly alike; nearest first. */
export function suggestPaths(path: ValuesPath, major: KnownMajor, version: string, limit = 3): string[] {
  const steps = path.filter((step) => typeof step === 'string')
  const wanted = formatPath(steps).toLowerCase()
  const last = (steps.at(-1) ?? '').toLowerCase()
  return [...knownPaths(major, version).keys()]
    .map((known) => {
      const lower = known.toLowerCase()
      const steps = distance(wanted, lower)
      const isSameKey = lower === last || lower.endsWith(`.${last}`)
      return {known, isSameKey, steps, isNear: steps <= Math.max(2, Math.floor(wanted.length / 5))}
    })
    .filter(({isSameKey, isNear}) => isSameKey || isNear)
    .sort((one, other) => one.steps - other.steps)
    .slice(0, limit)
    .map(({known}) => known)
}
