import {ListCommand, type Column} from '@cloudprem/core'
import {listOAuthClients, type OAuthClient} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'

const columns: Column<OAuthClient>[] = [
  {name: 'id', value: ({id}) => id},
  {name: 'name', value: ({name}) => name},
  {name: 'description', value: ({description}) => description},
  {name: 'secret', value: ({secret}) => secret && `…${secret.lastDigits}`},
  {name: 'created-at', value: ({createdAt}) => createdAt, extra: true},
]

export default class OrgOauthClientsList extends ListCommand {
  static override readonly summary = 'List the OAuth clients of an organization: identities for machines.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']
  static override readonly flags = organizationFlag

  async run(): Promise<void> {
    const {flags} = await this.parse(OrgOauthClientsList)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)

    const rows = listOAuthClients(client, organizationId)
    await this.printList({key: 'clients', rows, columns, empty: 'There are no OAuth clients.'}, flags)
  }
}
