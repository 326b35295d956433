import {CloudpremCommand} from '@cloudprem/core'
import {enableStack, readStack, type Stack} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../organization/open-organization.js'
import {findStack, stackArg} from '../../stack/find-stack.js'

export interface StacksEnableResult {
  stack: Stack
}

export default class StacksEnable extends CloudpremCommand<StacksEnableResult> {
  static override readonly summary = 'Start a disabled stack again.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> demo']
  static override readonly args = stackArg
  static override readonly flags = organizationFlag

  async run(): Promise<StacksEnableResult> {
    const {args, flags} = await this.parse(StacksEnable)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const {id, name} = await findStack(client, organizationId, args.stack)
    const place = {organizationId, stackId: id}

    await enableStack(client, place)

    this.printResult(`Stack ${id} (${name}) is enabled.`)
    return {stack: await readStack(client, place)}
  }
}
