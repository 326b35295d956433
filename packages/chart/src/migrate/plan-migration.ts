import type {ChartUpgrade, KeyChange, Stop} from '../majors/upgrades/index.js'
import type {Values} from '../values.js'
import {atLeast} from '../versions.js'
import {allHold} from './conditions.js'
import {Draft} from './draft.js'
import {makeChange} from './make-change.js'
import type {MigrationPlace, MigrationStop} from './migration.js'
import {carryReferences} from './references.js'

export interface MigrationPlan {
  draft: Draft
  stops: MigrationStop[]
}

/** What has to be done to `values` of version `from` on the way through `upgrades`, of which the last ends at version `to`. */
export function planMigration(
  values: Values,
  upgrades: readonly ChartUpgrade[],
  {from, to}: {from: string; to: string},
  place: MigrationPlace,
): MigrationPlan {
  const draft = new Draft(values, place)
  const stops: MigrationStop[] = []
  const afterwards: {step: string; change: KeyChange}[] = []
  for (const [index, upgrade] of upgrades.entries()) {
    // Versions matter within the last chart only: on the way the newest of each is passed.
    const isLast = index === upgrades.length - 1
    const isWithin = upgrade.from === upgrade.to
    const step = isWithin ? `${from}→${to}` : `${upgrade.from}→${upgrade.to}`
    draft.step = step
    for (const stop of upgrade.stops) if (allHold(draft.values, stop.when)) stops.push(toStop(draft, step, stop))
    const changes = upgrade.changes.filter(({since}) => {
      if (since === undefined || !isLast) return true
      return atLeast(to, since) && !(isWithin && atLeast(from, since))
    })
    // Their conditions are those of the file as it was.
    const made = changes.filter(({when}) => allHold(draft.values, when))
    for (const change of changes) {
      if (change.kind === 'decide' && change.afterwards) afterwards.push({step, change})
      else makeChange(draft, change)
    }
    carryReferences(draft, made)
  }
  for (const {step, change} of afterwards) {
    draft.step = step
    makeChange(draft, change)
  }
  return {draft, stops}
}

function toStop(draft: Draft, step: string, {id, title, what, commands, source}: Stop): MigrationStop {
  return {step, id, title, what, commands: commands.map((command) => draft.fill(command)), source}
}
