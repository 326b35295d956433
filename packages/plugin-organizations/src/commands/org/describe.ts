import {Args, CloudpremCommand} from '@cloudprem/core'
import {readOrganization, type Organization} from '@cloudprem/membership'
import {openOrganization} from '../../organization/open-organization.js'
import {policiesForNames} from '../../organization/policies.js'
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
  static override readonly args = {
    organization: Args.string({description: 'organization ID (default: the one of the profile, or the only one)'}),
  }

  async run(): Promise<OrgDescribeResult> {
    const {args} = await this.parse(OrgDescribe)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), args.organization)

    const organization = await readOrganization(client, organizationId)

    const generation = await client.generation()
    this.printResult(renderOrganization(organization, generation, await policiesForNames(client, organizationId)))
    return {organization, generation}
  }
}
