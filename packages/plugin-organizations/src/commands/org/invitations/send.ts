import {Args, CloudpremCommand, CloudpremError, Flags} from '@cloudprem/core'
import {ROLES, sendInvitation, type Invitation} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'

export interface OrgInvitationsSendResult {
  invitation: Invitation
}

export default class OrgInvitationsSend extends CloudpremCommand<OrgInvitationsSendResult> {
  static override readonly summary = 'Invite somebody into an organization by mail address.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> jane@acme.example',
    '<%= config.bin %> <%= command.id %> jane@acme.example --role GUEST',
  ]
  static override readonly args = {
    email: Args.string({description: 'mail address', required: true}),
  }
  static override readonly flags = {
    ...organizationFlag,
    role: Flags.option({options: ROLES})({
      description: 'role in the organization (API 2.x)',
      aliases: ['org-claim'],
      env: 'CLOUDPREM_ROLE',
    }),
  }

  async run(): Promise<OrgInvitationsSendResult> {
    const {args, flags} = await this.parse(OrgInvitationsSend)
    if (!/^[^\s@]+@[^\s@]+$/.test(args.email)) {
      throw new CloudpremError({code: 'USAGE', message: `"${args.email}" is no mail address`})
    }
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    if (flags.role !== undefined && (await client.generation()) === 3) {
      throw new CloudpremError({
        code: 'ORGANIZATION_ROLE_UNSUPPORTED',
        message: 'This Membership (API 3.x) takes no role with an invitation',
        reason: "Who accepts gets the organization's default policy; it is changed afterwards.",
        hint: `cloudprem org users link ${args.email} --policy NAME`,
      })
    }

    const invitation = await sendInvitation(client, organizationId, args.email, flags.role)

    this.printResult(`Invited ${invitation.userEmail} (invitation ${invitation.id}).`)
    return {invitation}
  }
}
