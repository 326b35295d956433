import {Args, CloudpremCommand} from '@cloudprem/core'
import {deleteOAuthClient, readOAuthClient} from '@cloudprem/membership'
import {confirmFlag} from '../../../confirm-flag.js'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'

export interface OrgOauthClientsDeleteResult {
  deleted: string
}

export default class OrgOauthClientsDelete extends CloudpremCommand<OrgOauthClientsDeleteResult> {
  static override readonly summary = 'Delete an OAuth client; whoever logs in with it no longer can.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> CLIENT_ID --confirm terraform']
  static override readonly args = {client: Args.string({description: 'client ID', required: true})}
  static override readonly flags = {...organizationFlag, ...confirmFlag}

  async run(): Promise<OrgOauthClientsDeleteResult> {
    const {args, flags} = await this.parse(OrgOauthClientsDelete)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)
    const {id, name} = await readOAuthClient(client, organizationId, args.client)
    await this.confirmName(`Whoever logs in with client ${id} no longer can.`, name || id, flags.confirm)

    await deleteOAuthClient(client, organizationId, id)

    this.printResult(`OAuth client ${id} is deleted.`)
    return {deleted: id}
  }
}
