import {upgrade1To2} from './1-to-2.js'
import {upgrade2To3} from './2-to-3.js'
import {upgrade3To4} from './3-to-4.js'
import type {ChartUpgrade} from './upgrade.js'

export type {ChartUpgrade, Condition, KeyChange, Stop, UrlPart} from './upgrade.js'

/** Every known way from one major to the next. */
export const chartUpgrades: readonly ChartUpgrade[] = [upgrade1To2, upgrade2To3, upgrade3To4]

export {SECRETS_OF_1} from './1-to-2.js'
