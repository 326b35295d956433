import {Args, CloudpremCommand} from '@cloudprem/core'
import {acceptInvitation, connectMembership} from '@cloudprem/membership'

export interface OrgInvitationsAcceptResult {
  accepted: string
}

export default class OrgInvitationsAccept extends CloudpremCommand<OrgInvitationsAcceptResult> {
  static override readonly summary = 'Accept an invitation: you are a member of its organization then.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> 3d6f1c2e-5a41-4f0e-9b1d-000000000000']
  static override readonly args = {invitation: Args.string({description: 'invitation ID', required: true})}

  async run(): Promise<OrgInvitationsAcceptResult> {
    const {args} = await this.parse(OrgInvitationsAccept)
    const client = await connectMembership(await this.clientContext())

    await acceptInvitation(client, args.invitation)

    this.printResult(`Invitation ${args.invitation} is accepted.`)
    this.next('cloudprem org list')
    return {accepted: args.invitation}
  }
}
