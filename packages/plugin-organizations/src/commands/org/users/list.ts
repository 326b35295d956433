import {ListCommand} from '@cloudprem/core'
import {listUsers} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {policiesForNames} from '../../../organization/policies.js'
import {accessCell} from '../../../views/access.js'

export default class OrgUsersList extends ListCommand {
  static override readonly summary = 'List who belongs to an organization, and what they may do.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --filter email~@acme.example',
  ]
  static override readonly flags = organizationFlag

  async run(): Promise<void> {
    const {flags} = await this.parse(OrgUsersList)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const access = accessCell(await policiesForNames(client, organizationId))

    await this.printList(
      {
        key: 'users',
        rows: listUsers(client, organizationId),
        columns: [
          {name: 'id', value: ({id}) => id},
          {name: 'email', value: ({email}) => email},
          {name: (await client.generation()) === 2 ? 'role' : 'policy', value: access},
        ],
        empty: 'Nobody belongs to this organization.',
      },
      flags,
    )
  }
}
