import {CloudpremCommand} from '@cloudprem/core'
import {disableStack, readStack, type Stack} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../organization/open-organization.js'
import {findStack, stackArg} from '../../stack/find-stack.js'

export interface StacksDisableResult {
  stack: Stack
}

export default class StacksDisable extends CloudpremCommand<StacksDisableResult> {
  static override readonly summary = 'Stop a stack; its data stays.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> demo']
  static override readonly args = stackArg
  static override readonly flags = organizationFlag

  async run(): Promise<StacksDisableResult> {
    const {args, flags} = await this.parse(StacksDisable)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const {id, name} = await findStack(client, organizationId, args.stack)
    const place = {organizationId, stackId: id}

    await disableStack(client, place)

    this.printResult(`Stack ${id} (${name}) is disabled.`)
    return {stack: await readStack(client, place)}
  }
}
