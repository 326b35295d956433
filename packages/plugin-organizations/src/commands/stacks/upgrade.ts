import {Args, CloudpremCommand} from '@cloudprem/core'
import {listRegionVersions, readStack, upgradeStack, type Stack} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../organization/open-organization.js'
import {findStack, stackArg} from '../../stack/find-stack.js'
import {requireVersion} from '../../stack/require-version.js'

export interface StacksUpgradeResult {
  stack: Stack
}

export default class StacksUpgrade extends CloudpremCommand<StacksUpgradeResult> {
  static override readonly summary = "Bring a stack to another version of Formance's modules."
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> demo v3.0.0',
    '<%= config.bin %> <%= command.id %> demo',
  ]
  static override readonly args = {
    ...stackArg,
    version: Args.string({description: "version, one of the region's (default: as the region has it)"}),
  }
  static override readonly flags = organizationFlag

  async run(): Promise<StacksUpgradeResult> {
    const {args, flags} = await this.parse(StacksUpgrade)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const {id, regionId, version: before} = await findStack(client, organizationId, args.stack)
    if (args.version !== undefined) requireVersion(await listRegionVersions(client, organizationId, regionId).all(), args.version)
    const place = {organizationId, stackId: id}

    await upgradeStack(client, place, args.version)

    const stack = await readStack(client, place)
    this.printResult(`Stack ${id}: ${before ?? '(no version)'} → ${stack.version ?? "the region's"}`)
    return {stack}
  }
}
