import {Flags, ListCommand, type Column} from '@cloudprem/core'
import {INVITATION_STATUSES, listInvitations, type Invitation} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'

const columns: Column<Invitation>[] = [
  {name: 'id', value: ({id}) => id},
  {name: 'email', value: ({userEmail}) => userEmail},
  {name: 'status', value: ({status}) => status},
  {name: 'sent', value: ({creationDate}) => creationDate},
  {name: 'role', value: ({role}) => role, extra: true},
  {name: 'expires', value: ({expiresAt}) => expiresAt, extra: true},
]

export default class OrgInvitationsList extends ListCommand {
  static override readonly summary = 'List the invitations of an organization.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --status PENDING',
  ]
  static override readonly flags = {
    ...organizationFlag,
    status: Flags.option({options: INVITATION_STATUSES})({description: 'only these', env: 'CLOUDPREM_STATUS'}),
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(OrgInvitationsList)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)

    const rows = listInvitations(client, organizationId, flags.status)
    await this.printList({key: 'invitations', rows, columns, empty: 'Nobody is invited.'}, flags)
  }
}
