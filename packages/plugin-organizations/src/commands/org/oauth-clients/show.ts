import {Args, CloudpremCommand} from '@cloudprem/core'
import {readOAuthClient, type OAuthClient} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {renderOAuthClient} from '../../../views/oauth-client.js'

export interface OrgOauthClientsShowResult {
  client: OAuthClient
}

export default class OrgOauthClientsShow extends CloudpremCommand<OrgOauthClientsShowResult> {
  static override readonly summary = 'Show one OAuth client; of its secret only the last digits are known.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> CLIENT_ID']
  static override readonly args = {client: Args.string({description: 'client ID', required: true})}
  static override readonly flags = organizationFlag

  async run(): Promise<OrgOauthClientsShowResult> {
    const {args, flags} = await this.parse(OrgOauthClientsShow)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)

    const found = await readOAuthClient(client, organizationId, args.client)

    this.printResult(renderOAuthClient(found))
    return {client: found}
  }
}
