import {Args, CloudpremCommand, Flags} from '@cloudprem/core'
import {createStack, type Stack} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../organization/open-organization.js'
import {findRegion} from '../../region/find-region.js'
import {metadataFlag, metadataFrom} from '../../stack/metadata-flag.js'
import {waitUntilReady} from '../../stack/wait-until-ready.js'
import {renderStack} from '../../views/stacks.js'

export interface StacksCreateResult {
  stack: Stack
}

export default class StacksCreate extends CloudpremCommand<StacksCreateResult> {
  static override readonly summary = 'Create a stack in a region that has an agent.'
  static override readonly description =
    'Membership hands the stack to the agent of the region. A region seeded into the database has none: there the stack of the ' +
    'guide comes from `cloudprem db seed`.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> production --region paris',
    '<%= config.bin %> <%= command.id %> production --region paris --wait',
  ]
  static override readonly args = {name: Args.string({description: 'what it is called', required: true})}
  static override readonly flags = {
    ...organizationFlag,
    region: Flags.string({description: 'region ID or name', required: true, env: 'CLOUDPREM_REGION'}),
    version: Flags.string({description: "version of Formance's modules (default: the region's)", env: 'CLOUDPREM_STACK_VERSION'}),
    ...metadataFlag,
    wait: Flags.boolean({description: 'wait until it is ready', allowNo: true, env: 'CLOUDPREM_WAIT'}),
    timeout: Flags.integer({description: 'seconds to wait', default: 600, min: 1, env: 'CLOUDPREM_TIMEOUT', dependsOn: ['wait']}),
  }

  async run(): Promise<StacksCreateResult> {
    const {args, flags} = await this.parse(StacksCreate)
    const metadata = metadataFrom(flags.metadata)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const region = await findRegion(client, organizationId, flags.region)

    const made = await createStack(client, organizationId, {
      name: args.name,
      regionId: region.id,
      ...(flags.version !== undefined && {version: flags.version}),
      ...(metadata && {metadata}),
    })
    if (flags.wait) this.note(`Stack ${made.id} is made; waiting until it is ready …`)
    const place = {organizationId, stackId: made.id}
    const stack = flags.wait ? await waitUntilReady(client, place, flags.timeout, this.signal) : made

    this.printResult(renderStack(stack))
    return {stack}
  }
}
