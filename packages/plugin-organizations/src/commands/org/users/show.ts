import {Args, CloudpremCommand, renderPairs, visible} from '@cloudprem/core'
import {readUser, type OrganizationUser} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {policiesForNames, policyLabel} from '../../../organization/policies.js'
import {findUserId} from '../../../user/find-user.js'

export interface OrgUsersShowResult {
  user: OrganizationUser
}

export default class OrgUsersShow extends CloudpremCommand<OrgUsersShowResult> {
  static override readonly summary = 'Show one user of an organization.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> jane@acme.example']
  static override readonly args = {user: Args.string({description: 'user ID or mail address', required: true})}
  static override readonly flags = organizationFlag

  async run(): Promise<OrgUsersShowResult> {
    const {args, flags} = await this.parse(OrgUsersShow)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)

    const user = await readUser(client, organizationId, await findUserId(client, organizationId, args.user))

    const policy = policyLabel(await policiesForNames(client, organizationId), user.policyId)
    this.printResult([
      visible(user.email),
      ...renderPairs([
        ['ID', user.id],
        ['Role', user.role],
        ['Policy', policy],
      ]),
    ])
    return {user}
  }
}
