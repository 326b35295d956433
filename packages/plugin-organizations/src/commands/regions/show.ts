import {Args, CloudpremCommand} from '@cloudprem/core'
import {readRegion, type Region} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../organization/open-organization.js'
import {findRegion} from '../../region/find-region.js'
import {renderRegion} from '../../views/regions.js'

export interface RegionsShowResult {
  region: Region
}

export default class RegionsShow extends CloudpremCommand<RegionsShowResult> {
  static override readonly summary = 'Show one region.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> default']
  static override readonly args = {region: Args.string({description: 'region ID or name', required: true})}
  static override readonly flags = organizationFlag

  async run(): Promise<RegionsShowResult> {
    const {args, flags} = await this.parse(RegionsShow)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)

    const {id} = await findRegion(client, organizationId, args.region)
    const region = await readRegion(client, organizationId, id)

    this.printResult(renderRegion(region))
    return {region}
  }
}
