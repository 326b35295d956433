import {CloudpremCommand} from '@cloudprem/core'
import {deleteAuthenticationProvider, readAuthenticationProvider} from '@cloudprem/membership'
import {confirmFlag} from '../../../confirm-flag.js'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'

export interface OrgAuthenticationProviderDeleteResult {
  deleted: string
}

export default class OrgAuthenticationProviderDelete extends CloudpremCommand<OrgAuthenticationProviderDeleteResult> {
  static override readonly summary = 'Remove the authentication provider of an organization.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> --confirm acme']
  static override readonly flags = {...organizationFlag, ...confirmFlag}

  async run(): Promise<OrgAuthenticationProviderDeleteResult> {
    const {flags} = await this.parse(OrgAuthenticationProviderDelete)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const {name} = await readAuthenticationProvider(client, organizationId)
    await this.confirmName(`Nobody can log in through ${name} any more.`, name, flags.confirm)

    await deleteAuthenticationProvider(client, organizationId)

    this.printResult(`Authentication provider ${name} is removed.`)
    return {deleted: name}
  }
}
