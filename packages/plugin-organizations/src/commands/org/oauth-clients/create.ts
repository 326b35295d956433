import {CloudpremCommand, Flags} from '@cloudprem/core'
import {createOAuthClient, type OAuthClient} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {refuseSecretFile, secretFileFlag, tellSecret} from '../../../secret-file.js'
import {renderOAuthClient} from '../../../views/oauth-client.js'

export interface OrgOauthClientsCreateResult {
  /** With `secret.clear`, unless it went to a file. */
  client: OAuthClient
}

export default class OrgOauthClientsCreate extends CloudpremCommand<OrgOauthClientsCreateResult> {
  static override readonly summary = 'Create an OAuth client: an identity for machines. Its secret is told once.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --name terraform --secret-file terraform.secret',
    '<%= config.bin %> <%= command.id %> --name ci --description "nightly checks"',
  ]
  static override readonly flags = {
    ...organizationFlag,
    name: Flags.string({description: 'what it is called', env: 'CLOUDPREM_CLIENT_NAME'}),
    description: Flags.string({description: 'what it is for', env: 'CLOUDPREM_CLIENT_DESCRIPTION'}),
    ...secretFileFlag,
  }

  async run(): Promise<OrgOauthClientsCreateResult> {
    const {flags} = await this.parse(OrgOauthClientsCreate)
    const file = flags['secret-file']
    await refuseSecretFile(file)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)

    const {secret, ...made} = await createOAuthClient(client, organizationId, {
      ...(flags.name !== undefined && {name: flags.name}),
      ...(flags.description !== undefined && {description: flags.description}),
    })

    this.printResult(renderOAuthClient(made))
    await tellSecret(`OAuth client ${made.id}`, secret?.clear, file, (line) => this.printSecret(line))
    this.next(`cloudprem login --client-id ${made.id} --client-secret @${file ?? 'FILE'}`)
    return {client: {...made, ...(file === undefined && {secret})}}
  }
}
