/** `created` in a plan means that it will be, or would be in a dry run. */
export type Change = 'created' | 'none'

/** What a seed makes of what is there. */
export interface SeedPlan {
  /** The regions that were asked for, in their order. */
  regions: PlannedRegion[]
  stacks: {
    asked: number
    created: number
    /** In the order of the file: all that are asked of flags, and of a file the first MOST_SINGLE that are created. */
    rows: PlannedStack[]
  }
  /** What a `--prune` takes away; empty without one. */
  removals: Removals
  /** What is not as the guide has it, and was not asked for either. */
  remarks: string[]
}

export interface PlannedRegion {
  line: number
  change: Change
  id: string
  name: string
  baseUrl: string
  /** The user in whose name it is created; null for one that is there. */
  creatorId: string | null
}

export interface PlannedStack {
  line: number
  change: Change
  organizationId: string
  id: string
  name: string
  regionId: string
  /** The chosen secret, or a generated one; undefined for a stack that is there. */
  clientSecret?: string | undefined
}

export interface Removals {
  stacks: {organizationId: string; id: string; name: string | null}[]
  regions: {id: string; name: string | null; baseUrl: string | null}[]
}

export const NO_REMOVALS: Removals = {stacks: [], regions: []}

/** Up to so many new stacks are inserted one by one, as in the guide, and shown so in a dry run; more in one statement. */
export const MOST_SINGLE = 100

export function isNothingToDo({regions, stacks, removals}: SeedPlan): boolean {
  const created = stacks.created + regions.filter(({change}) => change === 'created').length
  return created + removals.stacks.length + removals.regions.length === 0
}
