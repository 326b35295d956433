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
  tlsSecret: string
  secretsGenerated: number
  database:
    | {kind: 'bundled'; host: string; persistent: boolean}
    | {kind: 'external'; host: string; port: number; database: string; sslMode: string}
  /** The first user, with the password that stands nowhere else. */
  admin: {email: string; password: string}
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
