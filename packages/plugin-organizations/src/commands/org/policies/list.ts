import {ListCommand, type Column} from '@cloudprem/core'
import {listPolicies, type Policy} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {requirePolicies} from '../../../organization/policies.js'

const columns: Column<Policy>[] = [
  {name: 'id', value: ({id}) => id},
  {name: 'name', value: ({name}) => name},
  {name: 'protected', value: (policy) => policy.protected},
  {name: 'description', value: ({description}) => description},
  {name: 'created-at', value: ({createdAt}) => createdAt, extra: true},
]

export default class OrgPoliciesList extends ListCommand {
  static override readonly summary = 'List the policies of an organization (Membership API 3.x).'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']
  static override readonly flags = organizationFlag

  async run(): Promise<void> {
    const {flags} = await this.parse(OrgPoliciesList)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    await requirePolicies(client)

    const rows = listPolicies(client, organizationId)
    await this.printList({key: 'policies', rows, columns, empty: 'There are no policies.'}, flags)
  }
}
