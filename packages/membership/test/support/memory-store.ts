import type {Credentials, CredentialStore} from '@cloudprem/core'

/** A login in memory, in place of the file. */
export function storeWith(credentials: Credentials | undefined): CredentialStore {
  let kept = credentials
  return {
    place: 'memory',
    find: () => Promise.resolve(kept),
    update: async (_profile, change) => (kept = await change(kept)),
  }
}
