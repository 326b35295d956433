import {valueAt, type KnownMajor, type SecretPlace, type SecretStore, type Values} from '@cloudprem/chart'
import type {ExternalDatabase} from './database-url.js'
import type {IngressPreset} from './ingress/presets.js'

/** Where the secrets go: into the file, or into Kubernetes in one of the usual ways. */
export const SECRETS_KINDS = ['inline', 'kubernetes', 'sops', 'external-secrets', 'sealed-secrets'] as const
export type SecretsKind = (typeof SECRETS_KINDS)[number]

export interface IngressPlan {
  /** Wins over a preset's class. */
  className?: string
  presets: IngressPreset[]
  /** Of every Ingress; they win over a preset's. */
  annotations: Record<string, string>
  clusterIssuer?: string
  certificateArn?: string
}

/** An OpenID Connect provider that Membership talks to without Dex. */
export interface IdentityProvider {
  /** https://login.example.org/realms/acme, as the provider spells it. */
  issuer: string
  clientId: string
  /** Undefined when it is in the secret store already. */
  clientSecret?: string
}

/** Everything that a new values file depends on. */
export interface InitPlan {
  major: KnownMajor
  /** Without `v`. */
  chartVersion: string
  release: string
  namespace: string
  domain: string
  /** Undefined where cert-manager makes the certificates or a load balancer has them. */
  tlsSecret?: string
  ingress: IngressPlan
  /** Full host of console v3; default one label below the domain. */
  consoleHost?: string
  licence: {token?: string; clusterId?: string; secret?: SecretPlace}
  /** The bundled one when undefined. */
  database?: ExternalDatabase
  /** A Secret that has the database's password already. */
  databaseSecret?: SecretPlace
  /** Takes the place of Dex. */
  provider?: IdentityProvider
  /** The first user of Dex. */
  admin: {email: string; passwordHash: string; userId: string}
  secrets: {kind: SecretsKind; store?: SecretStore}
  /** Settings that win over everything here, by path. */
  settings: [path: string, value: unknown][]
  /** What the file holds already, with --merge: its secrets, users and Secrets are kept. */
  existing?: Values
}

/** Whether someone else than Dex knows the users: by this run's flags, or by what the file says. */
export function hasProvider({provider, existing}: InitPlan): boolean {
  return provider !== undefined || valueAt(existing, 'membership.dex.enabled') === false
}
