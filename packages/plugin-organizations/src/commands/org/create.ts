import {Args, CloudpremCommand} from '@cloudprem/core'
import {connectMembership, createOrganization, type Organization} from '@cloudprem/membership'
import {changeFlags, changeFrom} from '../../organization/change-flags.js'
import {planChange} from '../../organization/change.js'
import {renderOrganization} from '../../views/organizations.js'

export interface OrgCreateResult {
  organization: Organization
}

export default class OrgCreate extends CloudpremCommand<OrgCreateResult> {
  static override readonly summary = 'Create an organization; you become its owner.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> Acme',
    '<%= config.bin %> <%= command.id %> Acme --domain acme.example',
  ]
  static override readonly args = {name: Args.string({description: 'what it is called', required: true})}
  static override readonly flags = changeFlags

  async run(): Promise<OrgCreateResult> {
    const {args, flags} = await this.parse(OrgCreate)
    const change = changeFrom(flags)
    const client = await connectMembership(await this.clientContext())
    const generation = await client.generation()
    // An organization that does not exist yet has no policies to name: an ID is all that can be taken.
    const named = change.defaultPolicy
    const policies = named !== undefined && /^\d+$/.test(named) ? [{id: Number(named), name: named, protected: false}] : []
    const {data} = planChange({id: '', name: args.name, ownerId: ''}, change, generation, policies)

    const organization = await createOrganization(client, data)

    this.printResult(renderOrganization(organization, generation, policies))
    this.next(`cloudprem profiles set organization-id ${organization.id}`)
    return {organization}
  }
}
