import {Args, CloudpremCommand, CloudpremError} from '@cloudprem/core'
import {deleteRegion} from '@cloudprem/membership'
import {confirmFlag} from '../../confirm-flag.js'
import {openOrganization, organizationFlag} from '../../organization/open-organization.js'
import {findRegion} from '../../region/find-region.js'

export interface RegionsDeleteResult {
  deleted: {id: string; name: string}
}

export default class RegionsDelete extends CloudpremCommand<RegionsDeleteResult> {
  static override readonly summary = 'Delete a private region.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> paris --confirm paris']
  static override readonly args = {region: Args.string({description: 'region ID or name', required: true})}
  static override readonly flags = {...organizationFlag, ...confirmFlag}

  async run(): Promise<RegionsDeleteResult> {
    const {args, flags} = await this.parse(RegionsDelete)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const region = await findRegion(client, organizationId, args.region)
    if (region.public) {
      throw new CloudpremError({
        code: 'REGION_UNKNOWN',
        message: `Region ${region.id} (${region.name}) is public`,
        reason: 'No organization owns it; Membership lets only private regions be deleted.',
      })
    }
    await this.confirmName(`Stacks of region ${region.id} (${region.name}) can no longer be managed.`, region.name, flags.confirm)

    await deleteRegion(client, organizationId, region.id)

    this.printResult(`Region ${region.id} (${region.name}) is deleted.`)
    return {deleted: {id: region.id, name: region.name}}
  }
}
