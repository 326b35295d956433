import {CloudpremError} from '@cloudprem/core'
import {listUsers, type MembershipClient} from '@cloudprem/membership'

/** The ID of a user who is named by ID or mail address. @throws CloudpremError `USER_UNKNOWN` (exit 2) */
export async function findUserId(client: MembershipClient, organizationId: string, wanted: string): Promise<string> {
  if (!wanted.includes('@')) return wanted
  const sought = wanted.toLowerCase()
  for await (const batch of listUsers(client, organizationId)) {
    const found = batch.find(({email}) => email.toLowerCase() === sought)
    if (found) return found.id
  }
  throw new CloudpremError({
    code: 'USER_UNKNOWN',
    message: `Nobody in organization ${organizationId} has the address ${wanted}`,
    hint: `cloudprem org invitations send ${wanted}`,
  })
}
