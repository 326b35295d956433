import {conflict} from './conflict.js'
import type {RegionRow} from './read-rows.js'
import type {SeedRequest} from './request.js'

interface PlannedRegion {
  change: 'created' | 'none'
  id: string
  name: string
  baseUrl: string
  remarks: string[]
}

interface RegionCircumstances {
  newId: string
  organizationId: string
  /** The region that the stack has, when the stack is there. */
  regionOfStack?: string
}

/**
 * Which region the stack gets: the one of the asked id, else the one of the asked name, else a new one. Whoever ran the
 * guide's statements twice has two of a name; then it is the one that the stack has, if it has one. A private region of
 * another organization is never taken.
 *
 * @throws CloudpremError `DATABASE_CONFLICT` (exit 4)
 */
export function planRegion(
  regions: RegionRow[],
  request: SeedRequest,
  {newId, organizationId, regionOfStack}: RegionCircumstances,
): PlannedRegion {
  const {regionId, regionName, baseUrl} = request
  const namesakes = regions.filter(
    (region) => region.name === regionName && (region.organizationId ?? organizationId) === organizationId,
  )
  const found =
    regionId === undefined ? chooseNamesake(namesakes, regionName, regionOfStack) : regions.find(({id}) => id === regionId)
  if (found) {
    requireAsAsked(found, request, organizationId)
    return {change: 'none', id: found.id, name: regionName, baseUrl, remarks: remarksOn(found)}
  }
  const [namesake] = namesakes
  if (namesake) {
    throw conflict(
      `Region ${regionName} exists with another id`,
      [`id is ${namesake.id}, asked was ${regionId}`],
      [`cloudprem db seed --region-id ${namesake.id}`, ANOTHER_REGION],
    )
  }
  return {change: 'created', id: regionId ?? newId, name: regionName, baseUrl, remarks: []}
}

const ANOTHER_REGION = 'cloudprem db seed --region NAME   # for a region of another name'

function requireAsAsked(found: RegionRow, {regionName, baseUrl}: SeedRequest, organizationId: string): void {
  const otherUrl = withoutSlash(found.baseUrl) !== baseUrl
  const contradictions = [
    ...(found.name === regionName ? [] : [`name is ${found.name}, asked was ${regionName}`]),
    ...(otherUrl ? [`base_url is ${found.baseUrl}, asked was ${baseUrl}`] : []),
    ...((found.organizationId ?? organizationId) === organizationId
      ? []
      : [`it is private to organization ${found.organizationId}`]),
  ]
  if (contradictions.length === 0) return
  throw conflict(`Region ${found.name} (${found.id}) is not as asked`, contradictions, [
    ...(otherUrl && found.baseUrl ? [`cloudprem db seed --base-url ${found.baseUrl}   # as it is in the database`] : []),
    ANOTHER_REGION,
  ])
}

function chooseNamesake(namesakes: RegionRow[], name: string, regionOfStack: string | undefined): RegionRow | undefined {
  if (namesakes.length <= 1) return namesakes[0]
  const used = namesakes.find(({id}) => id === regionOfStack)
  if (used) return used
  throw conflict(
    `There are ${namesakes.length} regions called ${name}`,
    namesakes.map(({id, baseUrl}) => `${id}  ${baseUrl}`),
    namesakes.map(({id}) => `cloudprem db seed --region-id ${id}`),
  )
}

/** What the agent of a region may change, and the guide sets otherwise; not asked for, so no contradiction. */
function remarksOn({name, production, active}: RegionRow): string[] {
  return [
    ...(production === true ? [] : [`Region ${name} is not marked as production: Membership may dispose of its stacks.`]),
    ...(active === true ? [] : [`Region ${name} is not active.`]),
  ]
}

function withoutSlash(url: string | null): string | undefined {
  return url?.replace(/\/$/, '')
}
