import {Args, CloudpremCommand} from '@cloudprem/core'
import {withdrawInvitation} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'

export interface OrgInvitationsWithdrawResult {
  withdrawn: string
}

export default class OrgInvitationsWithdraw extends CloudpremCommand<OrgInvitationsWithdrawResult> {
  static override readonly summary = 'Withdraw an invitation that is not accepted yet.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> 3d6f1c2e-5a41-4f0e-9b1d-000000000000']
  static override readonly args = {invitation: Args.string({description: 'invitation ID', required: true})}
  static override readonly flags = organizationFlag

  async run(): Promise<OrgInvitationsWithdrawResult> {
    const {args, flags} = await this.parse(OrgInvitationsWithdraw)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)

    await withdrawInvitation(client, organizationId, args.invitation)

    this.printResult(`Invitation ${args.invitation} is withdrawn.`)
    return {withdrawn: args.invitation}
  }
}
