import {Args, CloudpremCommand, CloudpremError, Flags} from '@cloudprem/core'
import {
  PROVIDER_TYPES,
  putAuthenticationProvider,
  type AuthenticationProvider,
  type AuthenticationProviderData,
  type ProviderType,
} from '@cloudprem/membership'
import {openOrganization, organizationFlag} from '../../../organization/open-organization.js'
import {renderProvider} from '../../../views/authentication-provider.js'

export interface OrgAuthenticationProviderConfigureResult {
  provider: AuthenticationProvider
}

export default class OrgAuthenticationProviderConfigure extends CloudpremCommand<OrgAuthenticationProviderConfigureResult> {
  static override readonly summary = 'Let the users of an organization log in at its own provider; replaces the present one.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> oidc --name acme --client-id cloudprem --client-secret @secret --oidc-issuer https://login.acme.example',
    'pass acme/entra | <%= config.bin %> <%= command.id %> microsoft --name acme --client-id CLIENT_ID --client-secret -',
  ]
  static override readonly args = {
    type: Args.string({description: 'kind of provider', options: [...PROVIDER_TYPES], required: true}),
  }
  static override readonly flags = {
    ...organizationFlag,
    name: Flags.string({description: 'what it is called', required: true, env: 'CLOUDPREM_PROVIDER_NAME'}),
    'client-id': Flags.string({description: 'client ID at the provider', required: true, env: 'CLOUDPREM_PROVIDER_CLIENT_ID'}),
    'client-secret': Flags.string({
      description: 'its secret: @FILE, - for stdin',
      required: true,
      env: 'CLOUDPREM_PROVIDER_CLIENT_SECRET',
    }),
    'oidc-issuer': Flags.string({description: 'issuer (type oidc)', env: 'CLOUDPREM_OIDC_ISSUER'}),
    'oidc-discovery-path': Flags.string({
      description: 'where the issuer has its discovery document (type oidc)',
      default: '/.well-known/openid-configuration',
      env: 'CLOUDPREM_OIDC_DISCOVERY_PATH',
    }),
    'microsoft-tenant': Flags.string({
      description: 'tenant (type microsoft)',
      default: 'common',
      env: 'CLOUDPREM_MICROSOFT_TENANT',
    }),
  }

  async run(): Promise<OrgAuthenticationProviderConfigureResult> {
    const {args, flags} = await this.parse(OrgAuthenticationProviderConfigure)
    const kind = kindFrom(args.type as ProviderType, flags)
    const clientSecret = await this.secret(flags['client-secret'], 'client-secret')
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), flags.organization)

    const provider = await putAuthenticationProvider(client, organizationId, {
      name: flags.name,
      clientID: flags['client-id'],
      clientSecret,
      ...kind,
    })

    this.printResult(renderProvider(provider))
    return {provider}
  }
}

/** @throws CloudpremError `USAGE` (exit 2) */
function kindFrom(
  type: ProviderType,
  flags: {'oidc-issuer'?: string; 'oidc-discovery-path': string; 'microsoft-tenant': string},
): Pick<AuthenticationProviderData, 'type' | 'config'> & AuthenticationProviderKind {
  if (type === 'microsoft') return {type, config: {tenant: flags['microsoft-tenant']}}
  if (type !== 'oidc') return {type, config: {}}
  const issuer = flags['oidc-issuer']
  if (issuer !== undefined && URL.canParse(issuer)) {
    return {type, config: {issuer, discoveryPath: flags['oidc-discovery-path']}}
  }
  throw new CloudpremError({
    code: 'USAGE',
    message: issuer === undefined ? 'A provider of type oidc needs --oidc-issuer' : `"${issuer}" is no issuer`,
    reason: 'It is the https address that the provider calls itself.',
  })
}

type AuthenticationProviderKind =
  | {type: 'oidc'; config: {issuer: string; discoveryPath: string}}
  | {type: 'microsoft'; config: {tenant: string}}
  | {type: 'google' | 'github'; config: Record<string, never>}
