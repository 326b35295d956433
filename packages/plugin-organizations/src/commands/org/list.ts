import {ListCommand} from '@cloudprem/core'
import {connectMembership, listOrganizations} from '@cloudprem/membership'
import {organizationColumns, withMine} from '../../views/organizations.js'

export default class OrgList extends ListCommand {
  static override readonly summary = 'List the organizations that the login sees.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --filter domain=acme.example --columns id,name',
    '<%= config.bin %> <%= command.id %> --json',
  ]
  static override readonly hiddenAliases = ['organizations:list']

  async run(): Promise<void> {
    const {flags} = await this.parse(OrgList)
    const client = await connectMembership(await this.clientContext())

    await this.printList(
      {
        key: 'organizations',
        rows: withMine(listOrganizations(client), client.session.subject),
        columns: organizationColumns,
        empty: 'No organization is visible to this login.',
      },
      flags,
    )
  }
}
