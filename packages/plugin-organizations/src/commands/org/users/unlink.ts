import {Args, CloudpremCommand} from '@cloudprem/core'
import {readUser, removeUser} from '@cloudprem/membership'
import {confirmFlag} from '../../../confirm-flag.js'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {findUserId} from '../../../user/find-user.js'

export interface OrgUsersUnlinkResult {
  unlinked: {id: string; email: string}
}

export default class OrgUsersUnlink extends CloudpremCommand<OrgUsersUnlinkResult> {
  static override readonly summary = 'Remove a user from an organization.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> jane@acme.example',
    '<%= config.bin %> <%= command.id %> jane@acme.example --confirm jane@acme.example',
  ]
  static override readonly args = {user: Args.string({description: 'user ID or mail address', required: true})}
  static override readonly flags = {...organizationFlag, ...confirmFlag}

  async run(): Promise<OrgUsersUnlinkResult> {
    const {args, flags} = await this.parse(OrgUsersUnlink)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const {id, email} = await readUser(client, organizationId, await findUserId(client, organizationId, args.user))
    await this.confirmName(`${email} will see nothing of organization ${organizationId} any more.`, email, flags.confirm)

    await removeUser(client, organizationId, id)

    this.printResult(`${email} is no longer in ${organizationId}.`)
    return {unlinked: {id, email}}
  }
}
