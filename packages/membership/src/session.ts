import {CloudpremError, type Credentials, type CredentialStore, type TokenSet} from '@cloudprem/core'
import type {Configuration} from 'openid-client'
import type {Approval} from './oauth/device-login.js'
import {isRefreshTokenRefused, RefreshTokenRefused} from './oauth/refresh-token-refused.js'
import {MACHINE_SCOPES, ORGANIZATION_SCOPES} from './oauth/scopes.js'

/** Loaded when a token has to be got: the OAuth library takes longer to read than many a command to run. */
const loadDiscovery = () => import('./oauth/discover.js')

/** A token that ends within this time is refreshed before it is used: Membership's live five minutes. */
const REFRESH_BEFORE_MS = 20_000

export interface SessionOptions {
  profileName: string
  store: CredentialStore
  fetch: typeof globalThis.fetch
  /** Called when Membership wants a person to approve the token of an organization after all. */
  onApproval: (approval: Approval) => void
  signal?: AbortSignal
  now?: () => number
}

/** A login that is there: gives tokens, refreshing and storing them as needed. */
export class Session {
  private configuration: Promise<Configuration> | undefined
  /** Whose token each one was that this process gave out: an organization's, or (undefined) the login's. */
  private readonly owners = new Map<string, string | undefined>()

  private constructor(
    private credentials: Credentials,
    private readonly options: SessionOptions,
  ) {}

  /** @throws CloudpremError `MEMBERSHIP_NOT_LOGGED_IN` (exit 3) */
  static async open(options: SessionOptions): Promise<Session> {
    const credentials = await options.store.find(options.profileName)
    if (!credentials) throw notLoggedIn(options.profileName)
    return new Session(credentials, options)
  }

  get membershipUri(): string {
    return this.credentials.membershipUri
  }

  /** Who logged in: a person; a machine, by a client and its secret; nobody, where a ready token was given. */
  get kind(): 'person' | 'machine' | 'token' {
    return this.credentials.kind ?? 'person'
  }

  get subject(): string {
    return this.credentials.subject
  }

  get email(): string | undefined {
    return this.credentials.email
  }

  /** Undefined where a ready token does not say. */
  get expiresAt(): Date | undefined {
    const {expiresAtMs} = this.credentials
    return expiresAtMs === Infinity ? undefined : new Date(expiresAtMs)
  }

  /** Whether a token of this organization was given before (generation 3); it may have ended since. */
  hasTokenOf(organizationId: string): boolean {
    return this.credentials.organizations?.[organizationId] !== undefined
  }

  /** The token of the login: organizations of the user, and everything else in generation 2. */
  async rootToken(): Promise<string> {
    return this.give(undefined, (tokens) => this.isFresh(tokens))
  }

  /**
   * The token of one organization (generation 3): a second device flow, which Membership approves by itself because the
   * login's ID token goes with it (`id_token_hint`). A machine's one token is for its organization already.
   */
  async organizationToken(organizationId: string): Promise<string> {
    return this.give(this.kind === 'person' ? organizationId : undefined, (tokens) => this.isFresh(tokens))
  }

  /**
   * A newer token in place of one that a server refused with 401 although it should still hold (its key was changed, it was
   * revoked, the clocks differ). Refreshes only when the stored one is still the refused one: another process may have been
   * faster.
   *
   * @param token one that `rootToken` or `organizationToken` gave
   * @throws CloudpremError `MEMBERSHIP_NOT_LOGGED_IN` (exit 3) when there is no newer one to be had
   */
  async rejected(token: string): Promise<string> {
    return this.give(this.owners.get(token), (tokens) => tokens.accessToken !== token && this.isFresh(tokens))
  }

  /** The stored token when it is good enough, else a new one, got and stored under the lock. */
  private async give(organizationId: string | undefined, isGood: (tokens: TokenSet) => boolean): Promise<string> {
    let tokens = tokensOf(this.credentials, organizationId)
    if (!tokens || !isGood(tokens)) {
      const next = await this.change(async (present) => {
        // Another process may have got one while this one waited for the lock.
        const stored = tokensOf(present, organizationId)
        return stored && isGood(stored) ? present : this.renew(present, organizationId)
      })
      tokens = tokensOf(next, organizationId)
    }
    if (!tokens) throw notLoggedIn(this.options.profileName)
    this.owners.set(tokens.accessToken, organizationId)
    return tokens.accessToken
  }

  private async renew(present: Credentials, organizationId: string | undefined): Promise<Credentials> {
    if (organizationId !== undefined) {
      const tokens = await this.renewOrganization(present, organizationId)
      return {...present, organizations: {...present.organizations, [organizationId]: tokens}}
    }
    if (present.client) return {...present, ...(await this.renewMachine(present.client))}
    try {
      return {...present, ...(await this.refresh(present))}
    } catch (error) {
      throw isRefreshTokenRefused(error) ? this.ended(error) : error
    }
  }

  private async renewMachine(client: NonNullable<Credentials['client']>): Promise<TokenSet> {
    const [{discover}, {machineLogin}] = await Promise.all([loadDiscovery(), import('./oauth/machine-login.js')])
    const configuration = await discover(this.membershipUri, this.options.fetch, client)
    const {accessToken, expiresAtMs} = await machineLogin(configuration, {client, scope: MACHINE_SCOPES, now: this.now})
    return {accessToken, expiresAtMs}
  }

  private async renewOrganization(present: Credentials, organizationId: string): Promise<TokenSet> {
    const stored = present.organizations?.[organizationId]
    if (stored?.refreshToken) {
      try {
        return await this.refresh(stored)
      } catch (error) {
        // A new one can be had by the hint.
        if (!isRefreshTokenRefused(error)) throw error
      }
    }
    const {deviceLogin} = await import('./oauth/device-login.js')
    const login = await deviceLogin(await this.discovered(), {
      scope: ORGANIZATION_SCOPES,
      parameters: {organization_id: organizationId, ...(present.idToken && {id_token_hint: present.idToken})},
      mayApproveItself: true,
      onApproval: this.options.onApproval,
      ...(this.options.signal && {signal: this.options.signal}),
      now: this.now,
    })
    return {
      accessToken: login.accessToken,
      expiresAtMs: login.expiresAtMs,
      ...(login.refreshToken && {refreshToken: login.refreshToken}),
    }
  }

  private async change(next: (present: Credentials) => Promise<Credentials>): Promise<Credentials> {
    const {store, profileName} = this.options
    const changed = await store.update(profileName, async (present) => {
      if (!present) throw notLoggedIn(profileName)
      return next(present)
    })
    if (!changed) throw notLoggedIn(profileName)
    this.credentials = changed
    return changed
  }

  /** @throws RefreshTokenRefused; CloudpremError (exit 5) */
  private async refresh(tokens: TokenSet): Promise<TokenSet> {
    if (!tokens.refreshToken) throw new RefreshTokenRefused('There is no refresh token.')
    const {refresh} = await import('./oauth/refresh.js')
    return refresh(await this.discovered(), tokens.refreshToken, this.now)
  }

  private discovered(): Promise<Configuration> {
    this.configuration ??= loadDiscovery().then(({discover}) => discover(this.membershipUri, this.options.fetch))
    return this.configuration
  }

  private isFresh(tokens: TokenSet): boolean {
    // A ready token cannot be renewed, so it is used to its end.
    return tokens.expiresAtMs - (this.kind === 'token' ? 0 : REFRESH_BEFORE_MS) > this.now()
  }

  private readonly now = (): number => (this.options.now ?? Date.now)()

  private ended(cause: RefreshTokenRefused): CloudpremError {
    return new CloudpremError({
      code: 'MEMBERSHIP_NOT_LOGGED_IN',
      message: `The login of profile "${this.options.profileName}" has ended`,
      reason: cause.message,
      hint: loginCommand(this.options.profileName, this.membershipUri),
      cause,
    })
  }
}

function tokensOf(credentials: Credentials, organizationId: string | undefined): TokenSet | undefined {
  return organizationId === undefined ? credentials : credentials.organizations?.[organizationId]
}

function notLoggedIn(profileName: string): CloudpremError {
  return new CloudpremError({
    code: 'MEMBERSHIP_NOT_LOGGED_IN',
    message: `Profile "${profileName}" is not logged in`,
    hint: loginCommand(profileName, 'https://membership.BASE_URL/api'),
    details: {profile: profileName},
  })
}

function loginCommand(profileName: string, membershipUri: string): string {
  return `cloudprem login${profileName === 'default' ? '' : ` --profile ${profileName}`} --membership-uri ${membershipUri}`
}
