import type {Credentials, CredentialStore} from '@cloudprem/core'

/** Credentials that are in use and not stored yet. */
export class MemoryCredentialStore implements CredentialStore {
  readonly place = 'memory'

  constructor(private present: Credentials) {}

  find(): Promise<Credentials> {
    return Promise.resolve(this.present)
  }

  async update(
    _profile: string,
    change: (present: Credentials) => Promise<Credentials | undefined>,
  ): Promise<Credentials | undefined> {
    const next = await change(this.present)
    if (next) this.present = next
    return next
  }
}
