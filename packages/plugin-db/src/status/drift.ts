import {isCloudpremError} from '@cloudprem/core'
import {NO_REMOVALS, type Removals} from '../seed/plan.js'
import type {ComparedSeed} from '../seed/compare.js'

/** One way in which the database is not as it was asked for. */
export interface Drift {
  /** Asked for and not there; there and otherwise; there and not asked for. */
  kind: 'missing' | 'different' | 'unasked'
  /** Of the entry in the seed file; null when flags or the profile ask. */
  line: number | null
  message: string
  /** As `name is old, asked was default`. */
  contradictions: string[]
}

/** What a comparison found, in the order of the file, what is not asked for at the end. */
export function driftOf({plan, conflicts}: ComparedSeed): Drift[] {
  const missing = plan.regions
    .filter(({change}) => change === 'created')
    .map(({line, name, baseUrl}) => missingOf(line, `Region ${name} (${baseUrl}) is missing`))
  const single = plan.stacks.rows.map(({line, organizationId, id}) =>
    missingOf(line, `Stack ${id} of organization ${organizationId} is missing`),
  )
  // Of many, or beside conflicts, only their number is known.
  const rest = plan.stacks.created - single.length
  const further = rest > 0 ? [missingOf(0, `${rest} ${rest === 1 ? 'stack is' : 'stacks are'} missing`)] : []
  const different = conflicts.map(({line, message, contradictions}): Drift => {
    return {kind: 'different', line: line === 0 ? null : line, message, contradictions}
  })
  const found = [...missing, ...single, ...further, ...different]
  return [...found.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0)), ...unasked(plan.removals)]
}

/** An organization that is not there, or not named, as drift: what else there is can still be told. */
export function driftOfError(error: unknown): Drift | undefined {
  if (!isCloudpremError(error) || !error.code.startsWith('ORGANIZATION_')) return undefined
  return {kind: 'different', line: null, message: error.message, contradictions: []}
}

function missingOf(line: number, message: string): Drift {
  return {kind: 'missing', line: line === 0 ? null : line, message, contradictions: []}
}

function unasked({stacks, regions}: Removals = NO_REMOVALS): Drift[] {
  return [
    ...regions.map(({id, name}) => `Region ${name ?? 'without a name'} (${id}) is not in the file`),
    ...stacks.map(({organizationId, id}) => `Stack ${id} of organization ${organizationId} is not in the file`),
  ].map((message) => ({kind: 'unasked', line: null, message, contradictions: []}))
}
