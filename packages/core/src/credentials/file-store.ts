import path from 'node:path'
import * as v from 'valibot'
import {VersionedStore} from '../files/versioned-store.js'
import {withLock} from '../files/lock.js'
import {registerSecret} from '../output/redact.js'
import {credentialsSchema, type Credentials, type CredentialStore} from './credential-store.js'

const schema = v.object({version: v.literal(1), credentials: v.record(v.string(), credentialsSchema)})

type CredentialsFile = v.InferOutput<typeof schema>

/** Credentials in `credentials.json` (mode 0600) in the configuration folder. */
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
    const found = Object.hasOwn(credentials, profile) ? credentials[profile] : undefined
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
      await this.store.update((content) => {
        if (next) content.credentials[profile] = next
        else delete content.credentials[profile]
        return content
      })
      return next
    })
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
