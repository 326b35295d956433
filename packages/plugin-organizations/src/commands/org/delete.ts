import {Args, CloudpremCommand} from '@cloudprem/core'
import {deleteOrganization, readOrganization} from '@cloudprem/membership'
import {confirmFlag} from '../../confirm-flag.js'
import {openOrganization} from '../../organization/open-organization.js'

export interface OrgDeleteResult {
  deleted: {id: string; name: string}
}

export default class OrgDelete extends CloudpremCommand<OrgDeleteResult> {
  static override readonly summary = 'Delete an organization, and with it its stacks and users.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> qwertyuiopas',
    '<%= config.bin %> <%= command.id %> qwertyuiopas --confirm Acme',
  ]
  static override readonly args = {
    // Never the profile's: what is deleted is said.
    organization: Args.string({description: 'organization ID', required: true}),
  }
  static override readonly flags = confirmFlag

  async run(): Promise<OrgDeleteResult> {
    const {args, flags} = await this.parse(OrgDelete)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), args.organization)
    const {id, name, totalStacks = 0, totalUsers = 0} = await readOrganization(client, organizationId)
    await this.confirmName(
      `Organization ${id} (${name}) has ${counted(totalStacks, 'stack')} and ${counted(totalUsers, 'user')}. Deleting it cannot be undone.`,
      name,
      flags.confirm,
    )

    await deleteOrganization(client, id)

    if ((await this.profile()).organizationId === id) {
      await this.profiles.set(await this.profileName(), {organizationId: undefined, stackId: undefined})
    }
    this.printResult(`Organization ${id} (${name}) is deleted.`)
    return {deleted: {id, name}}
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
