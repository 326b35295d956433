import {conflict} from './conflict.js'
import type {SeedRows, StackRow} from './read-rows.js'
import type {SeedRequest} from './request.js'

interface PlannedStack {
  change: 'created' | 'none'
  id: string
  name: string
  remarks: string[]
}

/**
 * Whether the stack is there as asked, or can be made.
 *
 * @throws CloudpremError `DATABASE_CONFLICT` (exit 4)
 */
export function planStack(rows: SeedRows, request: SeedRequest, regionId: string): PlannedStack {
  const {stackId, stackName} = request
  const own = rows.stacks.filter(({organizationId}) => organizationId === rows.organization.id)
  const found = own.find(({id}) => id === stackId)
  if (found) {
    const contradictions = contradictionsOf(found, request, regionId)
    if (contradictions.length > 0) {
      throw conflict(`Stack ${stackId} of organization ${rows.organization.id} is not as asked`, contradictions, [
        'cloudprem db seed --stack-id ID --stack-name NAME   # for another stack',
      ])
    }
    const remarks = found.hasClientSecret ? [] : [`Stack ${stackId} has no client secret: nobody can log in to it.`]
    return {change: 'none', id: stackId, name: stackName, remarks}
  }
  requireIdIsFree(rows, stackId)
  // Deleted stacks stay as rows; their name may be taken again.
  const namesake = own.find(({name, state}) => name === stackName && state !== 'DELETED')
  if (namesake) {
    throw conflict(
      `Organization ${rows.organization.id} has a stack called ${stackName} already`,
      [`its id is ${namesake.id}, asked was ${stackId}`],
      [`cloudprem db seed --stack-id ${namesake.id}`, 'cloudprem db seed --stack-name NAME   # for a stack of another name'],
    )
  }
  return {change: 'created', id: stackId, name: stackName, remarks: []}
}

function contradictionsOf(found: StackRow, {stackName, clientSecret}: SeedRequest, regionId: string): string[] {
  return [
    ...(found.name === stackName ? [] : [`name is ${found.name}, asked was ${stackName}`]),
    ...(found.regionId === regionId ? [] : [`region_id is ${found.regionId}, asked was ${regionId}`]),
    ...(found.state === 'ACTIVE' ? [] : [`state is ${found.state}, asked was ACTIVE`]),
    ...(clientSecret === undefined || found.hasAskedClientSecret === true
      ? []
      : ['client_secret is not the one of --client-secret']),
  ]
}

function requireIdIsFree({stacks, stackIdIsUnique}: SeedRows, stackId: string): void {
  const taken = stacks.find(({id}) => id === stackId)
  if (!taken || !stackIdIsUnique) return
  throw conflict(
    `Stack id ${stackId} is taken by organization ${taken.organizationId}`,
    ['In this database a stack id exists once, not once in each organization.'],
    ['cloudprem db seed --stack-id ID   # for a stack of another id'],
  )
}
