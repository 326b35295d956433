import {ListCommand} from '@cloudprem/core'
import {listRegions} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../organization/open-organization.js'
import {regionColumns} from '../../views/regions.js'

export default class RegionsList extends ListCommand {
  static override readonly summary = 'List the regions an organization can run stacks in.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --filter public=false --json',
  ]
  static override readonly flags = organizationFlag

  async run(): Promise<void> {
    const {flags} = await this.parse(RegionsList)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)

    const rows = listRegions(client, organizationId)
    const empty = 'There are no regions; `cloudprem db seed` makes the one of the guide.'
    await this.printList({key: 'regions', rows, columns: regionColumns, empty}, flags)
  }
}
