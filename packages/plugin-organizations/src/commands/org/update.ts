import {Args, CloudpremCommand, CloudpremError, Flags} from '@cloudprem/core'
import {readOrganization, replaceOrganization, type Organization} from '@cloudprem/membership'
import {changeFlags, changeFrom} from '../../organization/change-flags.js'
import {differences, planChange, type FieldChange} from '../../organization/change.js'
import {isPublicMailDomain} from '../../organization/mail-domain.js'
import {openOrganization} from '../../organization/open-organization.js'
import {policiesForNames} from '../../organization/policies.js'
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
    '(Membership API 2.x) or the default policy (3.x). The server tells which of the two it has. On a terminal the change is ' +
    'shown and asked for; it is read back afterwards.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --domain acme.example --default-organization-role GUEST --default-stack-role GUEST',
    '<%= config.bin %> <%= command.id %> --domain acme.example --default-policy StackGuest',
    '<%= config.bin %> <%= command.id %> qwertyuiopas --name Acme --dry-run',
  ]
  static override readonly args = {
    organization: Args.string({description: 'organization ID (default: the one of the profile, or the only one)'}),
  }
  static override readonly flags = {
    name: Flags.string({description: 'what the organization is called', env: 'CLOUDPREM_ORGANIZATION_NAME'}),
    ...changeFlags,
    'clear-domain': Flags.boolean({
      description: 'nobody joins by mail domain any more',
      env: 'CLOUDPREM_CLEAR_DOMAIN',
      exclusive: ['domain'],
    }),
    'dry-run': Flags.boolean({description: 'show what would change, change nothing', env: 'CLOUDPREM_DRY_RUN'}),
    confirm: Flags.boolean({description: 'the same as --yes, as fctl has it', hidden: true}),
  }

  async run(): Promise<OrgUpdateResult> {
    const {args, flags} = await this.parse(OrgUpdate)
    const change = {
      ...changeFrom(flags),
      ...(flags.name !== undefined && {name: flags.name}),
      ...(flags['clear-domain'] && {domain: null}),
    }
    if (Object.keys(change).length === 0) throw nothingNamed()
    const dryRun = flags['dry-run']
    if (change.domain && isPublicMailDomain(change.domain) && !dryRun) {
      await this.confirm(`Anybody can get a ${change.domain} address and would join this organization. Set it all the same?`)
    }
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), args.organization)
    const before = await readOrganization(client, organizationId)
    const policies = await policiesForNames(client, organizationId)
    const {data, changes} = planChange(before, change, await client.generation(), policies)

    if (changes.length === 0) {
      this.printResult(`Nothing to do: organization ${organizationId} (${before.name}) is as asked.`)
      return {organization: before, changes, dryRun}
    }
    this.printResult(renderChanges(before, changes))
    if (dryRun) {
      this.printResult('Dry run: nothing was changed.')
      return {organization: before, changes, dryRun}
    }
    if (!flags.confirm && (await this.prompter()).interactive) {
      await this.confirm('Write this?')
      const meanwhile = planChange(await readOrganization(client, organizationId), change, data.generation, policies)
      if (JSON.stringify(meanwhile) !== JSON.stringify({data, changes})) throw changedMeanwhile(organizationId)
    }
    await replaceOrganization(client, organizationId, data)
    const organization = await readOrganization(client, organizationId)
    const missing = differences(organization, data, policies)
    if (missing.length > 0) throw notAsWritten(organizationId, missing)

    this.printResult(['Updated.', renderMeaning(organization, policies)].filter(Boolean).join(' '))
    return {organization, changes, dryRun}
  }
}

function nothingNamed(): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: 'Nothing to change was named',
    hint: 'cloudprem org update --domain acme.example --default-organization-role GUEST --default-stack-role GUEST',
  })
}

function changedMeanwhile(organizationId: string): CloudpremError {
  return new CloudpremError({
    code: 'ORGANIZATION_CHANGED',
    message: `Somebody else changed organization ${organizationId} while you were asked; nothing was written`,
    hint: `cloudprem org describe ${organizationId}`,
  })
}

function notAsWritten(organizationId: string, fields: FieldChange[]): CloudpremError {
  return new CloudpremError({
    code: 'ORGANIZATION_CHANGED',
    message: `Membership took the change of organization ${organizationId}, but it is not as written`,
    reason: fields
      .map(({field, before, after}) => `${field}: written ${after ?? '(none)'}, read back ${before ?? '(none)'}.`)
      .join(' '),
    hint: `cloudprem org history ${organizationId}`,
    details: {fields},
  })
}
