import {Args, CloudpremCommand, renderPairs, visible} from '@cloudprem/core'
import {listPolicies, readPolicy, type Policy} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {requirePolicies, requirePolicy} from '../../../organization/policies.js'

export interface OrgPoliciesShowResult {
  policy: Policy
}

export default class OrgPoliciesShow extends CloudpremCommand<OrgPoliciesShowResult> {
  static override readonly summary = 'Show one policy and the scopes it gives (Membership API 3.x).'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> StackGuest']
  static override readonly args = {policy: Args.string({description: 'policy ID or name', required: true})}
  static override readonly flags = organizationFlag

  async run(): Promise<OrgPoliciesShowResult> {
    const {args, flags} = await this.parse(OrgPoliciesShow)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    await requirePolicies(client)
    const {id} = requirePolicy(await listPolicies(client, organizationId).all(), args.policy)

    const policy = await readPolicy(client, organizationId, id)

    this.printResult([
      `Policy ${id} (${visible(policy.name)})`,
      ...renderPairs([
        ['description', policy.description && visible(policy.description)],
        ['protected', policy.protected ? 'yes, made by Membership' : 'no'],
        ['scopes', policy.scopes?.map(({label}) => label).join('\n') || 'none'],
      ]),
    ])
    return {policy}
  }
}
