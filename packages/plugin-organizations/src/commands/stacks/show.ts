import {CloudpremCommand} from '@cloudprem/core'
import {readStack, type Stack} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../organization/open-organization.js'
import {findStack, stackArg} from '../../stack/find-stack.js'
import {renderStack} from '../../views/stacks.js'

export interface StacksShowResult {
  stack: Stack
}

export default class StacksShow extends CloudpremCommand<StacksShowResult> {
  static override readonly summary = 'Show one stack.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> demo']
  static override readonly args = stackArg
  static override readonly flags = organizationFlag

  async run(): Promise<StacksShowResult> {
    const {args, flags} = await this.parse(StacksShow)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)

    const {id} = await findStack(client, organizationId, args.stack)
    const stack = await readStack(client, {organizationId, stackId: id})

    this.printResult(renderStack(stack))
    return {stack}
  }
}
