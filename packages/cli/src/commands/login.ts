import {
  CloudpremCommand,
  CloudpremError,
  Flags,
  isCloudpremError,
  membershipUriOf,
  openKeychain,
  standardError,
  type CredentialStore,
  type Keychain,
  type Profile,
} from '@cloudprem/core'
import {
  connectMembership,
  listOrganizations,
  logIn,
  logInMachine,
  MemoryCredentialStore,
  parseMembershipUri,
  renderApproval,
  type Approval,
  type LoginResult as LoggedIn,
  type Organization,
} from '@cloudprem/membership'
import {forProfile} from '../login/for-profile.js'
import {renderQr} from '../login/render-qr.js'
import {openBrowser} from '../open-browser.js'

export interface LoginResult {
  profile: string
  membershipUri: string
  email?: string
  subject: string
  kind: 'person' | 'machine'
  /** Membership's version as it tells it. */
  version?: string
  /** Where that is kept which renews the tokens: a file, or the keychain of the system. */
  storedIn: string
  organizations: {id: string; name: string; createdByThisLogin: boolean}[]
}

export default class Login extends CloudpremCommand<LoginResult> {
  static override readonly summary = 'Log in to a Membership; the first login ever creates the user and an organization.'
  static override readonly description =
    'Asks Membership for a code, opens the page on which it is approved (or prints it), waits, and keeps the tokens under the ' +
    'profile. The Membership URI must be the one that Membership calls itself, character by character.\n\n' +
    'Where nobody can approve, a client of the organization logs in by its secret (--client-id); it is kept with the tokens, ' +
    'which it renews. Without any login a ready access token is taken from CLOUDPREM_TOKEN. A login that fails changes nothing. The ' +
    'first profile that logs in is the one that is used when none is named; later ones wait for `profiles use`.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --membership-uri https://membership.formance.example/api',
    '<%= config.bin %> <%= command.id %> --profile demo --no-browser --qr',
    '<%= config.bin %> <%= command.id %> --client-id CLIENT_ID --client-secret @secret.txt',
  ]
  static override readonly flags = {
    'membership-uri': Flags.string({
      description: 'https://membership.BASE_URL/api (default: that of the profile, by its base domain if need be)',
      env: 'CLOUDPREM_MEMBERSHIP_URI',
    }),
    browser: Flags.boolean({
      description: 'open the approval page in a browser, on a terminal',
      default: true,
      allowNo: true,
      env: 'CLOUDPREM_BROWSER',
    }),
    qr: Flags.boolean({description: 'show the approval page as a QR code as well', env: 'CLOUDPREM_QR'}),
    keychain: Flags.boolean({
      description: 'keep what renews the tokens in the keychain of the system, not in a file',
      env: 'CLOUDPREM_KEYCHAIN',
    }),
    'client-id': Flags.string({
      description: 'log a machine in: the ID of a client of the organization',
      env: 'CLOUDPREM_CLIENT_ID',
      exclusive: ['qr'],
    }),
    'client-secret': Flags.string({
      description: 'its secret: @FILE, - for standard input',
      env: 'CLOUDPREM_CLIENT_SECRET',
    }),
  }

  private name = ''
  private showQr = false
  private mayOpenBrowser = false

  async run(): Promise<LoginResult> {
    const {flags} = await this.parse(Login)
    this.refuseReadyToken()
    this.name = await this.profileName()
    this.showQr = flags.qr
    this.mayOpenBrowser = flags.browser
    const profile = (await this.profiles.find(this.name)) ?? {}
    const membershipUri = flags['membership-uri'] ?? membershipUriOf(profile) ?? (await this.askUri())
    // Before somebody has approved a login that cannot be kept.
    const keychain = flags.keychain ? await this.usableKeychain() : undefined
    const client = await this.client(flags['client-id'], flags['client-secret'])

    const startedAt = Date.now()
    const {credentials, server} = await this.logIn(membershipUri, client)

    // A login that sees nothing is none: it is stored when it has been used once.
    const store = new MemoryCredentialStore(credentials)
    const organizations = await this.visible(store, client !== undefined)
    const kept = {...(await store.find()), ...(keychain && {keychain: true})}
    await this.credentials.update(this.name, () => Promise.resolve(kept))
    const membershipApi = server?.generation && (`${server.generation}` as const)
    await this.profiles.set(this.name, {membershipUri, membershipApi, ...organizationToRemember(profile, organizations)})
    const inUse = await this.useIfOnlyOne()

    const result: LoginResult = {
      profile: this.name,
      membershipUri,
      ...(credentials.email && {email: credentials.email}),
      subject: credentials.subject,
      kind: client ? 'machine' : 'person',
      ...(server && {version: server.version}),
      storedIn: keychain?.name ?? this.credentials.place,
      organizations: organizations.map((each) => ({
        id: each.id,
        name: each.name,
        createdByThisLogin: isNew(each, credentials.subject, startedAt),
      })),
    }
    const who = credentials.email ?? (client ? `client ${client.id}` : credentials.subject)
    this.printResult([
      `Logged in as ${who} on profile "${this.name}"${server?.generation ? ` (Membership API ${server.generation}.x)` : ''}`,
      ...result.organizations.map(
        (each) => `  Organization  ${each.id}  ${each.name}${each.createdByThisLogin ? '    created by this first login' : ''}`,
      ),
    ])
    if (inUse !== this.name) {
      this.note(
        `Profile "${inUse}" stays the one in use: give --profile ${this.name}, or \`cloudprem profiles use ${this.name}\`.`,
      )
    }
    if (organizations.length === 0) this.note('No organization is visible to this login.')
    const secret = client ? 'The secret of the client' : 'The refresh token'
    if (keychain) this.note(`${secret} is in ${keychain.name}; access tokens are in ${this.credentials.place}`)
    else if (client) this.note(`${secret} is kept with the tokens, for you alone, in ${result.storedIn}`)
    this.next('cloudprem org list', 'cloudprem org update --domain YOUR_MAIL_DOMAIN')
    return result
  }

  /**
   * The only profile there is, is the one in use: so the lines of the guide that follow `--profile demo login` need no profile.
   * Where there are others, nothing is switched behind somebody's back, as fctl does. Gives the name of the one in use.
   */
  private async useIfOnlyOne(): Promise<string> {
    const {current, profiles} = await this.profiles.list()
    if (process.env['CLOUDPREM_PROFILE']) return this.name
    if (Object.keys(profiles).length > 1) return current
    if (current !== this.name) await this.profiles.use(this.name)
    return this.name
  }

  private async logIn(membershipUri: string, client: {id: string; secret: string} | undefined): Promise<LoggedIn> {
    const {fetch, signal} = this
    try {
      if (client) return await logInMachine({membershipUri, fetch, client})
      return await logIn({membershipUri, fetch, signal, onApproval: (approval) => this.showApproval(approval)})
    } catch (error) {
      throw forProfile(error, this.name)
    }
  }

  /** A machine need not be allowed to list organizations. */
  private async visible(credentials: CredentialStore, isMachine: boolean): Promise<Organization[]> {
    const context = await this.clientContext()
    // What the profile knows of a Membership may be of another one.
    const unknown = {knownGeneration: undefined, rememberGeneration: undefined}
    const client = await connectMembership({...context, ...unknown, credentials, profileName: this.name})
    try {
      return await listOrganizations(client).all()
    } catch (error) {
      if (isMachine && isCloudpremError(error) && error.details?.['status'] === 403) return []
      throw error
    }
  }

  private async showApproval(approval: Approval): Promise<void> {
    this.note(renderApproval(approval))
    if (this.showQr) {
      const code = await renderQr(approval.uri, standardError.columns)
      if (code === undefined) this.note('The terminal is too narrow for the QR code of this address.')
      else standardError.write(`${code}\n`)
    }
    if (this.mayOpenBrowser && standardError.isTTY && !process.env['CI']) await openBrowser(approval.uri)
  }

  /** The machine that is to log in, if it is one. */
  private async client(id: string | undefined, given: string | undefined): Promise<{id: string; secret: string} | undefined> {
    if (id === undefined && given === undefined) return undefined
    if (id === undefined || given === undefined) {
      const missing = id === undefined ? '--client-id' : '--client-secret'
      throw new CloudpremError({
        code: 'USAGE_ANSWERS_MISSING',
        message: `Missing: ${missing}`,
        reason: 'A machine logs in with the ID and the secret of a client of its organization.',
        hint: 'cloudprem login --client-id CLIENT_ID --client-secret @FILE   or   --client-secret -',
        details: {flags: [missing]},
      })
    }
    return {id, secret: await this.secret(given, 'client-secret')}
  }

  /** @throws CloudpremError `KEYCHAIN_UNAVAILABLE` (exit 3) */
  private async usableKeychain(): Promise<Keychain> {
    const keychain = await openKeychain()
    await keychain.read('is it there?')
    return keychain
  }

  /** Every command would go on with the ready token, and never look at this login. */
  private refuseReadyToken(): void {
    if (!process.env['CLOUDPREM_TOKEN']) return
    throw new CloudpremError({
      code: 'USAGE',
      message: 'CLOUDPREM_TOKEN is set, so no login is needed and none would be used',
      hint: ['cloudprem whoami', 'unset CLOUDPREM_TOKEN   to log in'],
    })
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

/** The only organization is the one that every later step means. */
function organizationToRemember(profile: Profile, organizations: Organization[]): Pick<Profile, 'organizationId'> {
  const [only, ...others] = organizations
  return only && others.length === 0 && only.id !== profile.organizationId ? {organizationId: only.id} : {}
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
