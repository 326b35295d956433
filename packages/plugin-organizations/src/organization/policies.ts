import {isCloudpremError} from '@cloudprem/core'
import {listPolicies, type Generation, type MembershipClient, type Organization, type Policy} from '@cloudprem/membership'

/**
 * The policies of an organization, for showing names beside IDs. Generation 2 has none; a user who may not list them sees
 * bare IDs.
 */
export async function listPoliciesOf(
  client: MembershipClient,
  organization: Organization,
  generation: Generation,
): Promise<Policy[]> {
  if (generation === 2) return []
  try {
    return await listPolicies(client, organization.id).all()
  } catch (error) {
    if (isCloudpremError(error) && error.details?.['status'] === 403) return []
    throw error
  }
}
