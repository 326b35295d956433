import {CloudpremCommand} from '@cloudprem/core'
import {connectMembership, listOrganizations, type Organization} from '@cloudprem/membership'
import {renderOrganizations} from '../../views/organizations.js'

export interface OrgListResult {
  organizations: (Organization & {mine: boolean})[]
}

export default class OrgList extends CloudpremCommand<OrgListResult> {
  static override readonly summary = 'List the organizations that the login sees.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']
  static override readonly hiddenAliases = ['organizations:list']

  async run(): Promise<OrgListResult> {
    await this.parse(OrgList)
    const client = await connectMembership(await this.clientContext())
    const organizations = await listOrganizations(client).all()
    const {subject} = client.session

    if (organizations.length > 0) this.printResult(renderOrganizations(organizations, subject))
    else this.printResult('No organization is visible to this login.')
    return {organizations: organizations.map((each) => ({...each, mine: each.ownerId === subject}))}
  }
}
