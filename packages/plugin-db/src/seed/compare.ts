import type {DatabaseConnection} from '../connection/connect.js'
import type {MembershipSchema} from '../schema/read-schema.js'
import type {SeedSource} from './asked.js'
import type {Conflict} from './conflict.js'
import {fillDifference, hasDifference} from './difference.js'
import {MOST_SINGLE, NO_REMOVALS, type PlannedStack, type SeedPlan} from './plan.js'
import {planRegions, type RegionCandidate, type RegionPlan} from './plan-regions.js'
import {readCreators, readRegions} from './read-regions.js'
import {findStackConflicts} from './stack-conflicts.js'
import type {Staged} from './stage.js'
import {DIFFERENCE} from './temporary-tables.js'

/** What a comparison works with, once the asked stacks are staged. */
export interface Comparison {
  schema: MembershipSchema
  source: SeedSource
  staged: Staged
  /** Of entries that name none; undefined when there are several organizations and none was named for all. */
  defaultOrganization: string | undefined
  newIds: NewIds
}

/** Makes a UUID at each call; the world's randomness is not this module's. */
export interface NewIds {
  regionId: () => string
  clientSecret: () => string
}

export interface ComparedSeed {
  plan: SeedPlan
  candidates: RegionCandidate[]
  conflicts: Conflict[]
}

/**
 * Looks, without a lock, whether everything is as asked; then there is nothing to plan.
 *
 * @throws CloudpremError `DATABASE_FAILED` (exit 5)
 */
export async function findNothingToDo(connection: DatabaseConnection, comparison: Comparison): Promise<SeedPlan | undefined> {
  const regions = await compareRegions(connection, comparison)
  if (regions.conflicts.length > 0 || regions.regions.some(({change}) => change === 'created')) return undefined
  if (await hasDifference(connection, comparison.schema, regions.candidates)) return undefined
  return planOf(regions, comparison, {created: 0, rows: []})
}

/**
 * Compares what is asked with what is there, as a whole. Who writes afterwards holds the locks before.
 *
 * @throws CloudpremError `DATABASE_FAILED` (exit 5)
 */
export async function compare(connection: DatabaseConnection, comparison: Comparison): Promise<ComparedSeed> {
  const {schema, staged} = comparison
  const regions = await compareRegions(connection, comparison)
  const {missing} = await fillDifference(connection, schema, regions.candidates)
  const conflicts = [
    ...staged.conflicts,
    ...regions.conflicts,
    ...(await findStackConflicts(connection, schema, regions.candidates)),
  ]
  const rows = conflicts.length === 0 && missing <= MOST_SINGLE ? await newStacks(connection, regions.candidates, comparison) : []
  return {plan: planOf(regions, comparison, {created: missing, rows}), candidates: regions.candidates, conflicts}
}

function planOf({regions, remarks}: RegionPlan, {staged}: Comparison, stacks: {created: number; rows: PlannedStack[]}): SeedPlan {
  return {regions, stacks: {asked: staged.count, ...stacks}, removals: NO_REMOVALS, remarks}
}

async function compareRegions(
  connection: DatabaseConnection,
  {schema, source, staged, defaultOrganization, newIds}: Comparison,
): Promise<RegionPlan> {
  const asked = source.regions
  const names = new Set(asked.map(({name}) => name))
  const furtherNames = [...staged.regionNames].filter((name) => !names.has(name))
  const organizations = asked.flatMap(({organization}) => organization ?? defaultOrganization ?? [])
  return planRegions(asked, {
    there: await readRegions(connection, schema, {
      names: [...names, ...furtherNames],
      ids: asked.flatMap(({id}) => id ?? []),
    }),
    creators: await readCreators(connection, [...new Set(organizations)]),
    defaultOrganization,
    furtherNames,
    newId: newIds.regionId,
  })
}

async function newStacks(
  connection: DatabaseConnection,
  candidates: RegionCandidate[],
  {newIds}: Comparison,
): Promise<PlannedStack[]> {
  const {rows} = await connection.query<{
    line: number
    organizationId: string
    id: string
    name: string
    region: string
    clientSecret: string | null
  }>(
    `select line, organization as "organizationId", id, name, region, client_secret as "clientSecret"
     from ${DIFFERENCE} where not is_there order by line`,
  )
  return rows.map(({line, organizationId, id, name, region, clientSecret}) => ({
    line,
    change: 'created',
    organizationId,
    id,
    name,
    regionId:
      candidates.find((each) => each.name === region && (each.organization ?? organizationId) === organizationId)?.id ?? '',
    clientSecret: clientSecret ?? newIds.clientSecret(),
  }))
}
