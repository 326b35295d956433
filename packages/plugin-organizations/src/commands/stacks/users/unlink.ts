import {Args, CloudpremCommand} from '@cloudprem/core'
import {removeStackUser} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {findStack, stackArg} from '../../../stack/find-stack.js'
import {findUserId} from '../../../user/find-user.js'

export interface StacksUsersUnlinkResult {
  stackId: string
  userId: string
}

export default class StacksUsersUnlink extends CloudpremCommand<StacksUsersUnlinkResult> {
  static override readonly summary = 'Take from a user the rights of their own on a stack; those of the organization stay.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> demo jane@acme.example']
  static override readonly args = {
    ...stackArg,
    user: Args.string({description: 'user ID or mail address', required: true}),
  }
  static override readonly flags = organizationFlag

  async run(): Promise<StacksUsersUnlinkResult> {
    const {args, flags} = await this.parse(StacksUsersUnlink)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const {id} = await findStack(client, organizationId, args.stack)
    const userId = await findUserId(client, organizationId, args.user)

    await removeStackUser(client, {organizationId, stackId: id}, userId)

    this.printResult(`${args.user} has no rights of their own on stack ${id} any more.`)
    return {stackId: id, userId}
  }
}
