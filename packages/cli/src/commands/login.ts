import {CloudpremCommand, CloudpremError, Flags, type Profile} from '@cloudprem/core'
import {
  connectMembership,
  listOrganizations,
  logIn,
  parseMembershipUri,
  renderApproval,
  type Organization,
} from '@cloudprem/membership'
import {openBrowser} from '../open-browser.js'

export interface LoginResult {
  profile: string
  membershipUri: string
  email?: string
  subject: string
  /** Membership's version as it tells it. */
  version?: string
  organizations: {id: string; name: string; createdByThisLogin: boolean}[]
}

export default class Login extends CloudpremCommand<LoginResult> {
  static override readonly summary = 'Log in to a Membership; the first login ever creates the user and an organization.'
  static override readonly description =
    'Asks Membership for a code, opens the page on which it is approved (or prints it), waits, and keeps the tokens under the ' +
    'profile. The Membership URI must be the one that Membership calls itself, character by character.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --membership-uri https://membership.formance.example/api',
    '<%= config.bin %> <%= command.id %> --profile demo --no-browser',
  ]
  static override readonly flags = {
    'membership-uri': Flags.string({
      description: 'https://membership.BASE_URL/api (default: the one of the profile)',
      env: 'CLOUDPREM_MEMBERSHIP_URI',
    }),
    browser: Flags.boolean({
      description: 'open the approval page in a browser',
      default: true,
      allowNo: true,
      env: 'CLOUDPREM_BROWSER',
    }),
  }

  async run(): Promise<LoginResult> {
    const {flags} = await this.parse(Login)
    const name = await this.profileName()
    const profile = (await this.profiles.find(name)) ?? {}
    const membershipUri = flags['membership-uri'] ?? knownUri(profile) ?? (await this.askUri())

    const startedAt = Date.now()
    const {credentials, server} = await logIn({
      membershipUri,
      fetch: this.fetch,
      signal: this.signal,
      onApproval: async (approval) => {
        this.note(renderApproval(approval))
        if (flags.browser && process.stderr.isTTY && !process.env['CI']) await openBrowser(approval.uri)
      },
    })
    await this.credentials.update(name, () => Promise.resolve(credentials))
    await this.profiles.set(name, {membershipUri})

    const client = await connectMembership({...(await this.clientContext()), profileName: name})
    const organizations = await listOrganizations(client).all()
    await this.rememberOrganization(name, profile, organizations)

    const result: LoginResult = {
      profile: name,
      membershipUri,
      ...(credentials.email && {email: credentials.email}),
      subject: credentials.subject,
      ...(server && {version: server.version}),
      organizations: organizations.map((each) => ({
        id: each.id,
        name: each.name,
        createdByThisLogin: isNew(each, credentials.subject, startedAt),
      })),
    }
    this.printResult([
      `Logged in as ${credentials.email ?? credentials.subject} on profile "${name}"${server?.generation ? ` (Membership API ${server.generation}.x)` : ''}`,
      ...result.organizations.map(
        (each) => `  Organization  ${each.id}  ${each.name}${each.createdByThisLogin ? '    created by this first login' : ''}`,
      ),
    ])
    if (organizations.length === 0) this.note('No organization is visible to this login.')
    this.next('cloudprem org list', 'cloudprem org update --domain YOUR_MAIL_DOMAIN')
    return result
  }

  /** The only organization is the one that every later step means. */
  private async rememberOrganization(name: string, profile: Profile, organizations: Organization[]): Promise<void> {
    const [only, ...others] = organizations
    if (!only || others.length > 0) return
    const known = organizations.some(({id}) => id === profile.organizationId)
    if (!known) await this.profiles.set(name, {organizationId: only.id})
  }

  private async askUri(): Promise<string> {
    const prompter = await this.prompter()
    if (prompter.interactive) {
      return prompter.ask({
        flag: 'membership-uri',
        message: 'Membership URI (https://membership.BASE_URL/api)',
        validate: uriProblem,
      })
    }
    throw new CloudpremError({
      code: 'USAGE_ANSWERS_MISSING',
      message: 'Missing: --membership-uri',
      reason: 'The profile knows no Membership yet, and there is no terminal to ask on.',
      hint: 'cloudprem login --membership-uri https://membership.BASE_URL/api',
      details: {flags: ['--membership-uri']},
    })
  }
}

function knownUri(profile: Profile): string | undefined {
  return profile.membershipUri ?? (profile.baseDomain && `https://membership.${profile.baseDomain}/api`)
}

function uriProblem(answer: string): string | undefined {
  try {
    parseMembershipUri(answer)
    return undefined
  } catch (error) {
    return error instanceof CloudpremError ? error.reason : String(error)
  }
}

/** Clocks differ: what the user owns and what is a minute younger than the login counts as made by it. */
function isNew(organization: Organization, subject: string, startedAt: number): boolean {
  return organization.ownerId === subject && (organization.createdAt?.getTime() ?? 0) > startedAt - 60_000
}
