import {CloudpremCommand} from '@cloudprem/core'
import {readAuthenticationProvider, type AuthenticationProvider} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {renderProvider} from '../../../views/authentication-provider.js'

export interface OrgAuthenticationProviderShowResult {
  provider: AuthenticationProvider
}

export default class OrgAuthenticationProviderShow extends CloudpremCommand<OrgAuthenticationProviderShowResult> {
  static override readonly summary = 'Show where the users of an organization log in; its secret is never shown.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']
  static override readonly flags = organizationFlag

  async run(): Promise<OrgAuthenticationProviderShowResult> {
    const {flags} = await this.parse(OrgAuthenticationProviderShow)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)

    const provider = await readAuthenticationProvider(client, organizationId)

    this.printResult(renderProvider(provider))
    return {provider}
  }
}
