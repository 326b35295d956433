import path from 'node:path'
import * as v from 'valibot'
import {VersionedStore} from '../files/versioned-store.js'
import {withLock} from '../files/lock.js'
import {registerSecret} from '../output/redact.js'
import {credentialsSchema, type Credentials, type CredentialStore} from './credential-store.js'

const schema = v.object({version: v.literal(1), credentials: v.record(v.string(), credentialsSchema)})

type CredentialsFile = v.InferOutput<typeof schema>

/**
 * Credentials in `credentials.json` (mode 0600) in the configuration folder; of a profile that asks for it (`keychain: true`), what
 * gets new tokens is in the keychain of the system.
 */
export class FileCredentialStore implements CredentialStore {
  private readonly store: VersionedStore<CredentialsFile>

  constructor(configDir: string) {
    this.store = new VersionedStore<CredentialsFile>({
      file: path.join(configDir, 'credentials.json'),
      version: 1,
      schema,
      empty: () => ({version: 1, credentials: {}}),
    })
  }

  get place(): string {
    return this.store.file
  }

  async find(profile: string): Promise<Credentials | undefined> {
    const {credentials} = await this.store.read()
    const stored = Object.hasOwn(credentials, profile) ? credentials[profile] : undefined
    const found = stored?.keychain ? await this.withKeychain(profile, stored) : stored
    if (found) registerTokens(found)
    return found
  }

  async update(
    profile: string,
    change: (present: Credentials | undefined) => Promise<Credentials | undefined>,
  ): Promise<Credentials | undefined> {
    // The lock of the profile spans the network call in `change` (a refresh): two processes that refresh the same token
    // would log each other out. The file's own lock, taken inside, only spans the write.
    return withLock(`${this.store.file}.${profile}`, async () => {
      const present = await this.find(profile)
      const next = await change(present)
      if (next) registerTokens(next)
      if (next === present) return next
      const kept = next?.keychain ? await this.apartFromKeychain(profile, next) : next
      await this.store.update((content) => {
        if (kept) content.credentials[profile] = kept
        else delete content.credentials[profile]
        return content
      })
      if (present?.keychain && !next?.keychain) await this.forgetInKeychain(profile)
      return next
    })
  }

  private async withKeychain(profile: string, stored: Credentials): Promise<Credentials> {
    const {bringTogether} = await import('./kept-apart.js')
    return bringTogether(this.account(profile), stored)
  }

  private async apartFromKeychain(profile: string, credentials: Credentials): Promise<Credentials> {
    const {keepApart} = await import('./kept-apart.js')
    return keepApart(this.account(profile), credentials)
  }

  private async forgetInKeychain(profile: string): Promise<void> {
    const {openKeychain} = await import('./keychain/open-keychain.js')
    await (await openKeychain()).remove(this.account(profile))
  }

  /** One user may have several folders of configuration, and a profile of this name in each. */
  private account(profile: string): string {
    return `${profile} (${this.store.file})`
  }
}

function registerTokens(credentials: Credentials): void {
  for (const set of [credentials, ...Object.values(credentials.organizations ?? {})]) {
    registerSecret(set.accessToken)
    if (set.refreshToken) registerSecret(set.refreshToken)
  }
  if (credentials.idToken) registerSecret(credentials.idToken)
  if (credentials.client) registerSecret(credentials.client.secret)
}
