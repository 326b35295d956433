import {Flags, ListCommand} from '@cloudprem/core'
import {listStacks} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../organization/open-organization.js'
import {stackColumns} from '../../views/stacks.js'

export default class StacksList extends ListCommand {
  static override readonly summary = 'List the stacks of an organization, as Membership sees them.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --all --sort -created-at',
  ]
  static override readonly flags = {
    ...organizationFlag,
    all: Flags.boolean({description: 'disabled and deleted ones too', aliases: ['deleted'], env: 'CLOUDPREM_ALL'}),
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(StacksList)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)

    const rows = listStacks(client, organizationId, flags.all)
    const empty = 'There are no stacks; `cloudprem db seed` makes the one of the guide.'
    await this.printList({key: 'stacks', rows, columns: stackColumns, empty}, flags)
  }
}
