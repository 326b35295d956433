import {Args, CloudpremCommand} from '@cloudprem/core'
import {declineInvitation, connectMembership} from '@cloudprem/membership'

export interface OrgInvitationsDeclineResult {
  declined: string
}

export default class OrgInvitationsDecline extends CloudpremCommand<OrgInvitationsDeclineResult> {
  static override readonly summary = 'Decline an invitation that you got.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> 3d6f1c2e-5a41-4f0e-9b1d-000000000000']
  static override readonly args = {invitation: Args.string({description: 'invitation ID', required: true})}

  async run(): Promise<OrgInvitationsDeclineResult> {
    const {args} = await this.parse(OrgInvitationsDecline)
    const client = await connectMembership(await this.clientContext())

    await declineInvitation(client, args.invitation)

    this.printResult(`Invitation ${args.invitation} is declined.`)
    return {declined: args.invitation}
  }
}
