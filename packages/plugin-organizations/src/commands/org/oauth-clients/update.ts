import {Args, CloudpremCommand, CloudpremError, Flags} from '@cloudprem/core'
import {readOAuthClient, replaceOAuthClient, type OAuthClient} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {renderOAuthClient} from '../../../views/oauth-client.js'

export interface OrgOauthClientsUpdateResult {
  client: OAuthClient
}

export default class OrgOauthClientsUpdate extends CloudpremCommand<OrgOauthClientsUpdateResult> {
  static override readonly summary = 'Change name or description of an OAuth client.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> CLIENT_ID --name terraform']
  static override readonly args = {client: Args.string({description: 'client ID', required: true})}
  static override readonly flags = {
    ...organizationFlag,
    name: Flags.string({description: 'what it is called', env: 'CLOUDPREM_CLIENT_NAME'}),
    description: Flags.string({description: 'what it is for', env: 'CLOUDPREM_CLIENT_DESCRIPTION'}),
  }

  async run(): Promise<OrgOauthClientsUpdateResult> {
    const {args, flags} = await this.parse(OrgOauthClientsUpdate)
    if (flags.name === undefined && flags.description === undefined) {
      throw new CloudpremError({code: 'USAGE', message: 'Nothing to change was named: --name, --description'})
    }
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const before = await readOAuthClient(client, organizationId, args.client)

    await replaceOAuthClient(client, organizationId, args.client, {
      name: flags.name ?? before.name,
      description: flags.description ?? before.description,
    })

    const after = await readOAuthClient(client, organizationId, args.client)
    this.printResult(renderOAuthClient(after))
    return {client: after}
  }
}
