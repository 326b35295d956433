import type {Values} from '../values.js'
import type {SecretPlace} from './places.js'

/** A secret that is kept in Kubernetes; without a value it is to be put there by someone else. */
export interface StoredSecret extends SecretPlace {
  value?: string
  /** What it is, for a person. */
  meaning: string
  /** Made in this run: nothing knows it yet. */
  isGenerated?: boolean
}

/** The manifests of `kubectl apply`: one Secret a name, `stringData` in clear text. Secrets without a value are left out. */
export function secretManifests(stored: readonly StoredSecret[], namespace: string): Values[] {
  return bySecret(stored.filter(({value}) => value !== undefined)).map(([name, entries]) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {name, namespace},
    type: 'Opaque',
    stringData: Object.fromEntries(entries.map(({key, value}) => [key, value])),
  }))
}

/** A store that the External Secrets Operator reads from. */
export interface SecretStore {
  name: string
  kind: 'SecretStore' | 'ClusterSecretStore'
}

/**
 * ExternalSecret objects that make the same Secrets from a store; no value stands in them. The remote key is
 * `<release>/<secret>`, its property the Secret's key.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/ (external-secrets.io/v1, since operator 0.16)
 */
export function externalSecretManifests(
  stored: readonly StoredSecret[],
  namespace: string,
  store: SecretStore,
  remoteKey: (secret: string) => string,
): Values[] {
  return bySecret(stored).map(([name, entries]) => ({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: {name, namespace},
    spec: {
      refreshInterval: '1h',
      secretStoreRef: {name: store.name, kind: store.kind},
      target: {name, creationPolicy: 'Owner'},
      data: entries.map(({key}) => ({secretKey: key, remoteRef: {key: remoteKey(name), property: key}})),
    },
  }))
}

/** What has to be put into the store: property and value by remote key. */
export function storeContent(
  stored: readonly StoredSecret[],
  remoteKey: (secret: string) => string,
): Record<string, Record<string, string>> {
  return Object.fromEntries(
    bySecret(stored.filter(({value}) => value !== undefined)).map(([name, entries]) => [
      remoteKey(name),
      Object.fromEntries(entries.map(({key, value}) => [key, value ?? ''])),
    ]),
  )
}

/** Entries by the name of their Secret; a key that two settings share stands once. */
function bySecret(stored: readonly StoredSecret[]): [name: string, entries: StoredSecret[]][] {
  const secrets = new Map<string, Map<string, StoredSecret>>()
  for (const entry of stored) {
    const keys = secrets.get(entry.secret) ?? new Map<string, StoredSecret>()
    if (!keys.has(entry.key)) keys.set(entry.key, entry)
    secrets.set(entry.secret, keys)
  }
  return [...secrets].map(([name, keys]) => [name, [...keys.values()]])
}
