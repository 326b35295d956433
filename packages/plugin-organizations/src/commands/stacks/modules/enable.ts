import {Args, CloudpremCommand} from '@cloudprem/core'
import {enableModule} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {findStack, stackArg} from '../../../stack/find-stack.js'

export interface StacksModulesEnableResult {
  stackId: string
  module: string
}

export default class StacksModulesEnable extends CloudpremCommand<StacksModulesEnableResult> {
  static override readonly summary = 'Switch a module of a stack on.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> demo wallets']
  static override readonly args = {...stackArg, module: Args.string({description: 'name of the module', required: true})}
  static override readonly flags = organizationFlag

  async run(): Promise<StacksModulesEnableResult> {
    const {args, flags} = await this.parse(StacksModulesEnable)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const {id} = await findStack(client, organizationId, args.stack)

    await enableModule(client, {organizationId, stackId: id}, args.module)

    this.printResult(`Module ${args.module} of stack ${id} is switched on.`)
    return {stackId: id, module: args.module}
  }
}
