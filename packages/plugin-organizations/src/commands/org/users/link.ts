import {Args, CloudpremCommand} from '@cloudprem/core'
import {putUser, type Access} from '@cloudprem/membership'
import {accessFlags, requireAccess} from '../../../access/access-flags.js'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {findUserId} from '../../../user/find-user.js'

export interface OrgUsersLinkResult {
  userId: string
  access: Access
}

export default class OrgUsersLink extends CloudpremCommand<OrgUsersLinkResult> {
  static override readonly summary = 'Give a user a role or a policy in an organization; makes somebody a member who is none.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> jane@acme.example --role ADMIN',
    '<%= config.bin %> <%= command.id %> jane@acme.example --policy StackAdmin',
  ]
  static override readonly args = {user: Args.string({description: 'user ID, or mail address of a member', required: true})}
  static override readonly flags = {...organizationFlag, ...accessFlags}

  async run(): Promise<OrgUsersLinkResult> {
    const {args, flags} = await this.parse(OrgUsersLink)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const access = await requireAccess(client, organizationId, flags)
    const userId = await findUserId(client, organizationId, args.user)

    await putUser(client, organizationId, userId, access)

    this.printResult(
      `${args.user} has ${'role' in access ? `role ${access.role}` : `policy ${flags.policy}`} in ${organizationId}.`,
    )
    return {userId, access}
  }
}
