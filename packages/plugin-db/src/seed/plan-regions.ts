import type {AskedRegion} from './asked.js'
import type {Conflict} from './conflict.js'
import type {PlannedRegion} from './plan.js'
import type {Creator, RegionRow} from './read-regions.js'

/** A region that stacks may have which name it. */
export interface RegionCandidate {
  name: string
  id: string
  /** The organization that alone may use it; null for all. */
  organization: string | null
}

export interface RegionCircumstances {
  /** The regions that are there and have a name or an id in question. */
  there: RegionRow[]
  creators: Creator[]
  /** Stands in where a region names no organization; undefined when there are several and none was named for all. */
  defaultOrganization: string | undefined
  /** The names that stacks give, beside those of asked regions. */
  furtherNames: string[]
  newId: () => string
}

export interface RegionPlan {
  regions: PlannedRegion[]
  candidates: RegionCandidate[]
  conflicts: Conflict[]
  remarks: string[]
}

/**
 * Which of the asked regions are there, which are made, and which contradict. A region is known by name and base URL, or by
 * the id that was asked for. Whoever ran the guide's statements twice has two of them: both are candidates, and a stack
 * that has one of them is as asked. A private region of another organization is never taken.
 */
export function planRegions(asked: AskedRegion[], circumstances: RegionCircumstances): RegionPlan {
  const plan: RegionPlan = {regions: [], candidates: [], conflicts: [], remarks: []}
  for (const region of asked) planRegion(region, circumstances, plan)
  for (const name of circumstances.furtherNames) {
    plan.candidates.push(...circumstances.there.filter((row) => row.name === name).map((row) => candidateOf(row, name)))
  }
  return plan
}

function planRegion(asked: AskedRegion, circumstances: RegionCircumstances, plan: RegionPlan): void {
  const {there, defaultOrganization, newId} = circumstances
  const {line, name, baseUrl} = asked
  const organization = asked.organization ?? defaultOrganization
  const isOurs = (row: RegionRow) => row.organizationId === null || row.organizationId === organization
  const namesakes = there.filter((row) => row.name === name && isOurs(row))
  const found =
    asked.id === undefined
      ? namesakes.filter((row) => withoutSlash(row.baseUrl) === baseUrl)
      : there.filter(({id}) => id.toLowerCase() === asked.id)
  const contradicts = found.length > 0 ? found : namesakes
  const [first] = contradicts
  if (first) {
    const conflict = conflictOf(asked, first, found.length > 0, isOurs(first))
    if (conflict) plan.conflicts.push(conflict)
    plan.regions.push({line, change: 'none', id: first.id, name, baseUrl, creatorId: null})
    plan.candidates.push(...contradicts.map((row) => candidateOf(row, name)))
    plan.remarks.push(...contradicts.flatMap(remarksOn))
    return
  }
  const creator = circumstances.creators.find(({organizationId}) => organizationId === organization)
  const conflict = conflictOfCreator(asked, organization, creator)
  if (conflict) plan.conflicts.push(conflict)
  const id = asked.id ?? newId()
  plan.regions.push({line, change: 'created', id, name, baseUrl, creatorId: creator?.ownerId ?? null})
  plan.candidates.push({name, id, organization: null})
}

function candidateOf({id, organizationId}: RegionRow, name: string): RegionCandidate {
  return {name, id, organization: organizationId}
}

const ANOTHER_REGION = 'cloudprem db seed --region NAME   # for a region of another name'

/** @param isFound whether it is the row that was asked for, and not only one of the same name */
function conflictOf(asked: AskedRegion, row: RegionRow, isFound: boolean, isOurs: boolean): Conflict | undefined {
  const {line, name, baseUrl, id} = asked
  if (!isFound && id !== undefined) {
    return {
      line,
      code: 'DATABASE_CONFLICT',
      message: `Region ${name} exists with another id`,
      contradictions: [`id is ${row.id}, asked was ${id}`],
      hints: [`cloudprem db seed --region-id ${row.id}`, ANOTHER_REGION],
    }
  }
  const isOtherUrl = withoutSlash(row.baseUrl) !== baseUrl
  const contradictions = [
    ...(row.name === name ? [] : [`name is ${row.name}, asked was ${name}`]),
    ...(isOtherUrl ? [`base_url is ${row.baseUrl}, asked was ${baseUrl}`] : []),
    ...(isOurs ? [] : [`it is private to organization ${row.organizationId}`]),
  ]
  if (contradictions.length === 0) return undefined
  return {
    line,
    code: 'DATABASE_CONFLICT',
    message: `Region ${row.name} (${row.id}) is not as asked`,
    contradictions,
    hints: [
      ...(isOtherUrl && row.baseUrl ? [`cloudprem db seed --base-url ${row.baseUrl}   # as it is in the database`] : []),
      ANOTHER_REGION,
    ],
  }
}

/** The guide's sub-select would insert null as creator here, or anybody. */
function conflictOfCreator(
  {line, name}: AskedRegion,
  organization: string | undefined,
  creator: Creator | undefined,
): Conflict | undefined {
  if (organization === undefined) {
    return {
      line,
      code: 'DATABASE_CONFLICT',
      message: `Region ${name} names no organization, and there are several`,
      contradictions: ["A region is created in the name of an organization's owner."],
      hints: ['cloudprem db seed --organization ID'],
    }
  }
  if (!creator) {
    const message = `There is no organization ${organization}`
    return {line, code: 'ORGANIZATION_UNKNOWN', message, contradictions: [], hints: ['cloudprem org list']}
  }
  if (creator.ownerId !== null && creator.ownerExists) return undefined
  return {
    line,
    code: 'DATABASE_CONFLICT',
    message:
      creator.ownerId === null
        ? `Organization ${organization} has no owner`
        : `The owner of organization ${organization}, ${creator.ownerId}, is not among the users`,
    contradictions: ['A region is created in the name of that user.'],
    hints: ['cloudprem login   # as the owner, so that Membership makes the user again'],
  }
}

/** What the agent of a region may change, and the guide sets otherwise; not asked for, so no contradiction. */
function remarksOn({name, production, active}: RegionRow): string[] {
  return [
    ...(production === false ? [`Region ${name} is not marked as production: Membership may dispose of its stacks.`] : []),
    ...(active === false ? [`Region ${name} is not active.`] : []),
  ]
}

function withoutSlash(url: string | null): string | undefined {
  return url?.replace(/\/$/, '')
}
