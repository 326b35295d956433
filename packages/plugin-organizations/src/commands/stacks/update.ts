import {CloudpremCommand, CloudpremError, Flags} from '@cloudprem/core'
import {replaceStack, type Stack} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../organization/open-organization.js'
import {findStack, stackArg} from '../../stack/find-stack.js'
import {metadataFlag, metadataFrom} from '../../stack/metadata-flag.js'
import {renderStack} from '../../views/stacks.js'

export interface StacksUpdateResult {
  stack: Stack
}

export default class StacksUpdate extends CloudpremCommand<StacksUpdateResult> {
  static override readonly summary = 'Change name or metadata of a stack; what is not named stays as it is.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> demo --name production',
    '<%= config.bin %> <%= command.id %> demo --metadata team=payments',
  ]
  static override readonly args = stackArg
  static override readonly flags = {
    ...organizationFlag,
    name: Flags.string({description: 'what it is called', env: 'CLOUDPREM_STACK_NAME'}),
    ...metadataFlag,
  }

  async run(): Promise<StacksUpdateResult> {
    const {args, flags} = await this.parse(StacksUpdate)
    const metadata = metadataFrom(flags.metadata)
    if (flags.name === undefined && !flags.metadata) {
      throw new CloudpremError({code: 'USAGE', message: 'Nothing to change was named: --name, --metadata'})
    }
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const before = await findStack(client, organizationId, args.stack)

    const place = {organizationId, stackId: before.id}
    const stack = await replaceStack(client, place, {
      name: flags.name ?? before.name,
      metadata: {...before.metadata, ...metadata},
    })

    this.printResult(renderStack(stack))
    return {stack}
  }
}
