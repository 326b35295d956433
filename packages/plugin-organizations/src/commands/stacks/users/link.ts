import {Args, CloudpremCommand} from '@cloudprem/core'
import {putStackUser, type Access} from '@cloudprem/membership'
import {accessFlags, requireAccess} from '../../../access/access-flags.js'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {findStack, stackArg} from '../../../stack/find-stack.js'
import {findUserId} from '../../../user/find-user.js'

export interface StacksUsersLinkResult {
  stackId: string
  userId: string
  access: Access
}

export default class StacksUsersLink extends CloudpremCommand<StacksUsersLinkResult> {
  static override readonly summary = 'Give a user a role or a policy on one stack.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> demo jane@acme.example --role ADMIN',
    '<%= config.bin %> <%= command.id %> demo jane@acme.example --policy StackAdmin',
  ]
  static override readonly args = {
    ...stackArg,
    user: Args.string({description: 'user ID or mail address', required: true}),
  }
  static override readonly flags = {...organizationFlag, ...accessFlags}

  async run(): Promise<StacksUsersLinkResult> {
    const {args, flags} = await this.parse(StacksUsersLink)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const access = await requireAccess(client, organizationId, flags)
    const {id} = await findStack(client, organizationId, args.stack)
    const userId = await findUserId(client, organizationId, args.user)

    await putStackUser(client, {organizationId, stackId: id}, userId, access)

    this.printResult(`${args.user} has ${'role' in access ? `role ${access.role}` : `policy ${flags.policy}`} on stack ${id}.`)
    return {stackId: id, userId, access}
  }
}
