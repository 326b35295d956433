import {Args} from '@cloudprem/core'
import {listStacks, type MembershipClient, type Stack} from '@cloudprem/membership'
import {findByName} from '../find-by-name.js'

export const stackArg = {stack: Args.string({description: 'stack ID or name', required: true})}

/** @throws CloudpremError `STACK_UNKNOWN` (exit 2) */
export async function findStack(client: MembershipClient, organizationId: string, wanted: string): Promise<Stack> {
  return findByName('stack', 'STACK_UNKNOWN', await listStacks(client, organizationId, true).all(), wanted)
}
