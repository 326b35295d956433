import type {SecretsKind} from './plan.js'
import type {Replacement} from './replace-placeholders.js'

/** The document of `values init --json`. */
export interface InitResult {
  /** Undefined with --stdout. */
  file?: string
  chart: string
  chartVersion: string
  release: string
  namespace: string
  baseDomain: string
  membershipUri: string
  /** Host by component. */
  hosts: Record<string, string>
  /** Undefined with cert-manager, which makes them, and where a load balancer has the certificate. */
  tlsSecret?: string
  secretsGenerated: number
  /** Where the secrets are. */
  secrets: {
    kind: SecretsKind
    /** The files written beside the values. */
    files: {file: string; holdsSecrets: boolean}[]
    /** Secret and key of every one, and whether its value is to be put there by hand. */
    stored: {secret: string; key: string; meaning: string; missing: boolean}[]
  }
  database:
    | {kind: 'bundled'; host: string; persistent: boolean}
    | {kind: 'external'; host: string; port: number; database: string; sslMode: string}
  /** The first user of Dex, with the password that stands nowhere else; undefined without Dex. */
  admin?: {email: string; password: string}
  /** The provider that takes Dex's place. */
  issuer?: string
  /** What is missing or should be looked at. */
  warnings: string[]
}

/** The document of `values init --from FILE --json`. */
export interface ReplaceResult {
  file?: string
  chart: string
  chartVersion: string
  release: string
  namespace: string
  baseDomain: string
  membershipUri: string
  from: string
  replacements: Replacement[]
  secretsGenerated: number
  warnings: string[]
}
