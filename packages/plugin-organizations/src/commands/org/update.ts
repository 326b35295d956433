import {Args, CloudpremCommand, CloudpremError, Flags} from '@cloudprem/core'
import {
  connectMembership,
  listOrganizations,
  readOrganization,
  replaceOrganization,
  type Organization,
} from '@cloudprem/membership'
import {planChange, type FieldChange, type OrganizationChange} from '../../organization/change.js'
import {chooseOrganization} from '../../organization/choose.js'
import {isPublicMailDomain, mailDomainProblem} from '../../organization/mail-domain.js'
import {listPoliciesOf} from '../../organization/policies.js'
import {renderChanges, renderMeaning} from '../../views/organizations.js'

export interface OrgUpdateResult {
  organization: Organization
  /** Only fields whose value differed; empty when nothing was to do. */
  changes: FieldChange[]
  dryRun: boolean
}

export default class OrgUpdate extends CloudpremCommand<OrgUpdateResult> {
  static override readonly summary = 'Change an organization; what is not named stays as it is.'
  static override readonly description =
    'Users whose mail address lies in the domain join the organization at their first login, with the default roles ' +
    '(Membership API 2.x) or the default policy (3.x). The server tells which of the two it has.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --domain acme.example --default-organization-role GUEST --default-stack-role GUEST',
    '<%= config.bin %> <%= command.id %> --domain acme.example --default-policy StackGuest',
    '<%= config.bin %> <%= command.id %> qwertyuiopas --name Acme --dry-run',
  ]
  static override readonly hiddenAliases = ['organizations:update']
  static override readonly args = {
    organization: Args.string({description: 'organization ID (default: the one of the profile, or the only one)'}),
  }
  static override readonly flags = {
    name: Flags.string({description: 'what the organization is called', env: 'CLOUDPREM_ORGANIZATION_NAME'}),
    domain: Flags.string({description: 'mail domain whose users join by themselves', env: 'CLOUDPREM_ORGANIZATION_DOMAIN'}),
    'default-organization-role': Flags.option({options: ['GUEST', 'ADMIN'] as const})({
      description: 'role a joining user gets in the organization (API 2.x)',
      env: 'CLOUDPREM_DEFAULT_ORGANIZATION_ROLE',
      exclusive: ['default-policy'],
    }),
    'default-stack-role': Flags.option({options: ['GUEST', 'ADMIN', 'NONE'] as const})({
      description: 'role a joining user gets on every stack (API 2.x)',
      env: 'CLOUDPREM_DEFAULT_STACK_ROLE',
      exclusive: ['default-policy'],
    }),
    'default-policy': Flags.string({
      description: 'policy a joining user gets, by name or ID (API 3.x)',
      env: 'CLOUDPREM_DEFAULT_POLICY',
    }),
    'dry-run': Flags.boolean({description: 'show what would change, change nothing', env: 'CLOUDPREM_DRY_RUN'}),
  }

  async run(): Promise<OrgUpdateResult> {
    const {args, flags} = await this.parse(OrgUpdate)
    const change = changeFrom(flags)
    if (change.domain && isPublicMailDomain(change.domain) && !flags['dry-run']) {
      await this.confirm(`Anybody can get a ${change.domain} address and would join this organization. Set it all the same?`)
    }
    const client = await connectMembership(await this.clientContext())
    const {organizationId} = await this.profile()
    const {id} = chooseOrganization(await listOrganizations(client).all(), args.organization, organizationId)
    const generation = await client.generation()
    const before = await readOrganization(client, id)
    const policies = await listPoliciesOf(client, before, generation)
    const {data, changes} = planChange(before, change, generation, policies)

    if (changes.length === 0) {
      this.printResult(`Nothing to do: organization ${id} (${before.name}) is as asked.`)
      return {organization: before, changes, dryRun: flags['dry-run']}
    }
    this.printResult(renderChanges(before, changes))
    if (flags['dry-run']) {
      this.printResult('Dry run: nothing was changed.')
      return {organization: before, changes, dryRun: true}
    }
    const organization = await replaceOrganization(client, id, data)

    this.printResult(['Updated.', renderMeaning(organization, policies)].filter(Boolean).join(' '))
    return {organization, changes, dryRun: false}
  }
}

/** @throws CloudpremError `USAGE` (exit 2) before any request */
function changeFrom(flags: {
  name?: string
  domain?: string
  'default-organization-role'?: 'GUEST' | 'ADMIN'
  'default-stack-role'?: 'GUEST' | 'ADMIN' | 'NONE'
  'default-policy'?: string
}): OrganizationChange {
  const problem = flags.domain === undefined ? undefined : mailDomainProblem(flags.domain)
  if (problem) throw new CloudpremError({code: 'USAGE', message: `"${flags.domain}" is no mail domain`, reason: problem})
  const change: OrganizationChange = {
    ...(flags.name !== undefined && {name: flags.name}),
    ...(flags.domain !== undefined && {domain: flags.domain}),
    ...(flags['default-organization-role'] && {defaultOrganizationRole: flags['default-organization-role']}),
    ...(flags['default-stack-role'] && {defaultStackRole: flags['default-stack-role']}),
    ...(flags['default-policy'] !== undefined && {defaultPolicy: flags['default-policy']}),
  }
  if (Object.keys(change).length > 0) return change
  throw new CloudpremError({
    code: 'USAGE',
    message: 'Nothing to change was named',
    hint: 'cloudprem org update --domain acme.example --default-organization-role GUEST --default-stack-role GUEST',
  })
}
