import {Args, CloudpremCommand} from '@cloudprem/core'
import {connectMembership, listOrganizations, readOrganization, type Organization} from '@cloudprem/membership'
import {chooseOrganization} from '../../organization/choose.js'
import {listPoliciesOf} from '../../organization/policies.js'
import {renderOrganization} from '../../views/organizations.js'

export interface OrgDescribeResult {
  organization: Organization
  generation: 2 | 3
}

export default class OrgDescribe extends CloudpremCommand<OrgDescribeResult> {
  static override readonly summary = 'Show one organization: domain, what joining users get, owner, counts.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> qwertyuiopas --json',
  ]
  static override readonly hiddenAliases = ['organizations:describe', 'org:show']
  static override readonly args = {
    organization: Args.string({description: 'organization ID (default: the one of the profile, or the only one)'}),
  }

  async run(): Promise<OrgDescribeResult> {
    const {args} = await this.parse(OrgDescribe)
    const client = await connectMembership(await this.clientContext())
    const {organizationId} = await this.profile()
    const {id} = chooseOrganization(await listOrganizations(client).all(), args.organization, organizationId)
    const generation = await client.generation()

    const organization = await readOrganization(client, id)

    this.printResult(renderOrganization(organization, generation, await listPoliciesOf(client, organization, generation)))
    return {organization, generation}
  }
}
