import {CloudpremError, Flags, type ClientContext, type Profile} from '@cloudprem/core'
import {connectMembership, listOrganizations, readOrganization, type MembershipClient} from '@cloudprem/membership'
import {chooseOrganization} from './choose.js'

/** Flag of every command about something in an organization. */
export const organizationFlag = {
  organization: Flags.string({
    description: 'organization ID (default: the one of the profile, or the only one)',
    env: 'CLOUDPREM_ORGANIZATION',
  }),
}

export interface OpenOrganization {
  client: MembershipClient
  organizationId: string
}

/**
 * The Membership of the profile, and the organization that is meant: the named one, else the profile's, else the only one.
 * One that Membership has given a token for before is taken unseen. Any other is looked for among those that the login sees,
 * since asking a token for an organization that is not there would wait for a person to approve it; where one token is good
 * for all (generation 2), the organization itself is asked for.
 *
 * @throws CloudpremError `MEMBERSHIP_NOT_LOGGED_IN`, `ORGANIZATION_MISSING` (exit 3); `ORGANIZATION_AMBIGUOUS`,
 *   `ORGANIZATION_UNKNOWN` (exit 2)
 */
export async function openOrganization(
  context: ClientContext,
  profile: Profile,
  named: string | undefined,
): Promise<OpenOrganization> {
  const client = await connectMembership(context)
  const known = named ?? profile.organizationId
  if (known !== undefined) {
    const isThere = client.session.hasTokenOf(known) || ((await client.generation()) === 2 && (await isVisible(client, known)))
    if (isThere) return {client, organizationId: known}
  }
  const {id} = chooseOrganization(await listOrganizations(client).all(), named, profile.organizationId)
  return {client, organizationId: id}
}

/** Where it is not, the list tells which are. */
async function isVisible(client: MembershipClient, organizationId: string): Promise<boolean> {
  try {
    await readOrganization(client, organizationId)
    return true
  } catch (error) {
    if (error instanceof CloudpremError && [403, 404].includes(Number(error.details?.['status']))) return false
    throw error
  }
}
