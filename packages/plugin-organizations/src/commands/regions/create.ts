import {Args, CloudpremCommand} from '@cloudprem/core'
import {createRegion, type Region} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../organization/open-organization.js'
import {refuseSecretFile, secretFileFlag, tellSecret} from '../../secret-file.js'
import {renderRegion} from '../../views/regions.js'

export interface RegionsCreateResult {
  /** With `secret.clear`, unless it went to a file. */
  region: Region
}

export default class RegionsCreate extends CloudpremCommand<RegionsCreateResult> {
  static override readonly summary = 'Create a private region; its agent logs in with the secret, which is told once.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> paris --secret-file paris.secret']
  static override readonly args = {name: Args.string({description: 'what it is called', required: true})}
  static override readonly flags = {...organizationFlag, ...secretFileFlag}

  async run(): Promise<RegionsCreateResult> {
    const {args, flags} = await this.parse(RegionsCreate)
    const file = flags['secret-file']
    await refuseSecretFile(file)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)

    const {secret, ...region} = await createRegion(client, organizationId, args.name)

    this.printResult(renderRegion(region))
    await tellSecret(`region ${region.id}`, secret?.clear, file, (line) => this.printSecret(line))
    return {region: {...region, ...(file === undefined && {secret})}}
  }
}
