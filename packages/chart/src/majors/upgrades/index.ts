import {upgrade1To2} from './1-to-2.js'
import {upgrade2To3} from './2-to-3.js'
import {upgrade3To4} from './3-to-4.js'
import type {ChartUpgrade} from './upgrade.js'

export type {ChartUpgrade, Condition, KeyChange, Stop, UrlPart} from './upgrade.js'

/** Every known way from one major to the next. */
export const chartUpgrades: readonly ChartUpgrade[] = [upgrade1To2, upgrade2To3, upgrade3To4]

/** The way from one version of a major to a later one: what came with a version of it, as the way to the major tells. */
export function upgradeWithin(major: number, known: readonly ChartUpgrade[]): ChartUpgrade {
  const {changes, stops} = known.find(({to}) => to === major) ?? {changes: [], stops: []}
  return {
    from: major,
    to: major,
    changes: changes.filter(({since}) => since !== undefined),
    stops: stops.filter(({always}) => always),
  }
}

export {SECRETS_OF_1} from './1-to-2.js'
