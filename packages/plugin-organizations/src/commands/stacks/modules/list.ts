import {ListCommand, type Column} from '@cloudprem/core'
import {listModules, type StackModule} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {findStack, stackArg} from '../../../stack/find-stack.js'

const columns: Column<StackModule>[] = [
  {name: 'name', value: ({name}) => name},
  {name: 'state', value: ({state}) => state},
  {name: 'status', value: ({status}) => status},
  {name: 'last-change', value: ({lastStateUpdate}) => lastStateUpdate, extra: true},
]

export default class StacksModulesList extends ListCommand {
  static override readonly summary = 'List the modules of a stack: ledger, payments, wallets …'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> demo']
  static override readonly args = stackArg
  static override readonly flags = organizationFlag

  async run(): Promise<void> {
    const {args, flags} = await this.parse(StacksModulesList)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const {id} = await findStack(client, organizationId, args.stack)

    const rows = listModules(client, {organizationId, stackId: id})
    await this.printList({key: 'modules', rows, columns, empty: 'This stack has no modules to choose.'}, flags)
  }
}
