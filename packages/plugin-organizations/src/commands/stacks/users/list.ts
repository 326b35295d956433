import {ListCommand} from '@cloudprem/core'
import {listStackUsers} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {policiesForNames} from '../../../organization/policies.js'
import {findStack, stackArg} from '../../../stack/find-stack.js'
import {accessCell} from '../../../views/access.js'

export default class StacksUsersList extends ListCommand {
  static override readonly summary = 'List who has rights of their own on a stack.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> demo']
  static override readonly args = stackArg
  static override readonly flags = organizationFlag

  async run(): Promise<void> {
    const {args, flags} = await this.parse(StacksUsersList)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const {id} = await findStack(client, organizationId, args.stack)
    const access = accessCell(await policiesForNames(client, organizationId))

    await this.printList(
      {
        key: 'users',
        rows: listStackUsers(client, {organizationId, stackId: id}),
        columns: [
          {name: 'user-id', value: ({userId}) => userId},
          {name: 'email', value: ({email}) => email},
          {name: (await client.generation()) === 2 ? 'role' : 'policy', value: access},
        ],
        empty: 'Nobody has rights of their own on this stack; those of the organization hold.',
      },
      flags,
    )
  }
}
