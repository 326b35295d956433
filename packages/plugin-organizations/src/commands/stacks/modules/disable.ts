import {Args, CloudpremCommand} from '@cloudprem/core'
import {disableModule} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {findStack, stackArg} from '../../../stack/find-stack.js'

export interface StacksModulesDisableResult {
  stackId: string
  module: string
}

export default class StacksModulesDisable extends CloudpremCommand<StacksModulesDisableResult> {
  static override readonly summary = 'Switch a module of a stack off.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> demo wallets']
  static override readonly args = {...stackArg, module: Args.string({description: 'name of the module', required: true})}
  static override readonly flags = organizationFlag

  async run(): Promise<StacksModulesDisableResult> {
    const {args, flags} = await this.parse(StacksModulesDisable)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const {id} = await findStack(client, organizationId, args.stack)

    await disableModule(client, {organizationId, stackId: id}, args.module)

    this.printResult(`Module ${args.module} of stack ${id} is switched off.`)
    return {stackId: id, module: args.module}
  }
}
