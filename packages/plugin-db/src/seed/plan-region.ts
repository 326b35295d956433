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

/**
 * Which region the stack gets: the one of the asked id, else the one of the asked name, else a new one. Whoever ran the
 * guide's statements twice has two of a name; then it is the one that the stack has, if it has one.
 *
 * @throws CloudpremError `DATABASE_CONFLICT` (exit 4)
 */
export function planRegion(
  regions: RegionRow[],
  {regionId, regionName, baseUrl}: SeedRequest,
  {newId, regionOfStack}: {newId: string; regionOfStack?: string},
): PlannedRegion {
  const namesakes = regions.filter(({name}) => name === regionName)
  const found =
    regionId === undefined ? chooseNamesake(namesakes, regionName, regionOfStack) : regions.find(({id}) => id === regionId)
  if (!found) {
    const [namesake] = namesakes
    if (namesake) {
      throw conflict(
        `Region ${regionName} exists with another id`,
        [`id is ${namesake.id}, asked was ${regionId}`],
        [`--region-id ${namesake.id}, or another name with --region NAME`],
      )
    }
    return {change: 'created', id: regionId ?? newId, name: regionName, baseUrl, remarks: []}
  }
  const contradictions = [
    ...(found.name === regionName ? [] : [`name is ${found.name}, asked was ${regionName}`]),
    ...(withoutSlash(found.baseUrl) === baseUrl ? [] : [`base_url is ${found.baseUrl}, asked was ${baseUrl}`]),
  ]
  if (contradictions.length > 0) {
    throw conflict(`Region ${found.name} (${found.id}) is not as asked`, contradictions, [
      `cloudprem db seed --base-url ${found.baseUrl} --region ${found.name}        as it is in the database`,
      'cloudprem db seed --region NAME        for a region of another name',
    ])
  }
  return {change: 'none', id: found.id, name: regionName, baseUrl, remarks: remarksOn(found)}
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
