import {Flags, ListCommand, type Column} from '@cloudprem/core'
import {connectMembership, INVITATION_STATUSES, listReceivedInvitations, type Invitation} from '@cloudprem/membership'

const columns: Column<Invitation>[] = [
  {name: 'id', value: ({id}) => id},
  {name: 'organization', value: ({organizationId}) => organizationId},
  {name: 'status', value: ({status}) => status},
  {name: 'sent', value: ({creationDate}) => creationDate},
  {name: 'role', value: ({role}) => role, extra: true},
  {name: 'expires', value: ({expiresAt}) => expiresAt, extra: true},
]

export default class OrgInvitationsReceived extends ListCommand {
  static override readonly summary = 'List the invitations that you got, to any organization.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --status PENDING',
  ]
  static override readonly flags = {
    status: Flags.option({options: INVITATION_STATUSES})({description: 'only these', env: 'CLOUDPREM_STATUS'}),
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(OrgInvitationsReceived)
    const client = await connectMembership(await this.clientContext())

    const rows = listReceivedInvitations(client, flags.status)
    await this.printList({key: 'invitations', rows, columns, empty: 'You are not invited.'}, flags)
  }
}
