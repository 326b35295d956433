import {listRegions, type MembershipClient, type Region} from '@cloudprem/membership'
import {findByName} from '../find-by-name.js'

/** @throws CloudpremError `REGION_UNKNOWN` (exit 2) */
export async function findRegion(client: MembershipClient, organizationId: string, wanted: string): Promise<Region> {
  return findByName('region', 'REGION_UNKNOWN', await listRegions(client, organizationId).all(), wanted)
}
