import {CloudpremCommand} from '@cloudprem/core'
import {restoreStack, type Stack} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../organization/open-organization.js'
import {findStack, stackArg} from '../../stack/find-stack.js'
import {renderStack} from '../../views/stacks.js'

export interface StacksRestoreResult {
  stack: Stack
}

export default class StacksRestore extends CloudpremCommand<StacksRestoreResult> {
  static override readonly summary = 'Bring a deleted stack back.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> demo']
  static override readonly args = stackArg
  static override readonly flags = organizationFlag

  async run(): Promise<StacksRestoreResult> {
    const {args, flags} = await this.parse(StacksRestore)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const {id} = await findStack(client, organizationId, args.stack)

    const stack = await restoreStack(client, {organizationId, stackId: id})

    this.printResult(renderStack(stack))
    return {stack}
  }
}
