import {CloudpremCommand, Flags} from '@cloudprem/core'
import {deleteStack} from '@cloudprem/membership'
import {confirmFlag} from '../../confirm-flag.js'
import {openOrganization, organizationFlag} from '../../organization/open-organization.js'
import {findStack, stackArg} from '../../stack/find-stack.js'

export interface StacksDeleteResult {
  deleted: {id: string; name: string}
  /** Whether it can still be restored. */
  restorable: boolean
}

export default class StacksDelete extends CloudpremCommand<StacksDeleteResult> {
  static override readonly summary = 'Delete a stack; for some time it can be restored, unless --force is given.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> demo --confirm default']
  static override readonly args = stackArg
  static override readonly flags = {
    ...organizationFlag,
    force: Flags.boolean({description: 'at once, without the time in which it can be restored', env: 'CLOUDPREM_FORCE'}),
    ...confirmFlag,
  }

  async run(): Promise<StacksDeleteResult> {
    const {args, flags} = await this.parse(StacksDelete)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const {id, name} = await findStack(client, organizationId, args.stack)
    const consequence = flags.force
      ? 'It cannot be restored.'
      : `\`cloudprem stacks restore ${id}\` brings it back for some time.`
    await this.confirmName(`Stack ${id} (${name}) and its data will be deleted. ${consequence}`, name, flags.confirm)

    await deleteStack(client, {organizationId, stackId: id}, flags.force)

    this.printResult(`Stack ${id} (${name}) is deleted.`)
    if (!flags.force) this.next(`cloudprem stacks restore ${id}`)
    return {deleted: {id, name}, restorable: !flags.force}
  }
}
