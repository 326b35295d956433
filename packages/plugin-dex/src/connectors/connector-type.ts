import type {ValuesPath} from '@cloudprem/chart'
import type {DexVersion} from '../judge/version.js'
import type {Shape} from '../judge/shape.js'
import type {Severity} from '../problem.js'

/** What happens when Dex opens a connector: it fails with these words, it depends on what is not known here, or it opens. */
export type Opening = {fails: string} | {dependsOn: string} | undefined

export interface OpenContext {
  version: DexVersion
}

export interface TrapContext {
  version: DexVersion
  now: Date
  /** Scopes that Membership asks for; undefined where they are not known. */
  scopes?: readonly string[]
}

/** A connector that opens, and with which a login fails or too many succeed. Path below the connector's `config`. */
export interface Trap {
  rule: string
  severity: Severity
  path: ValuesPath
  message: string
  fix?: string
}

/**
 * One of Dex's connector types. Source of every fact: dexidp/dex, connector/<type>, the Config struct and Open, compared over
 * v2.39.1 to v2.45.1.
 */
export interface ConnectorType {
  type: string
  aliases?: readonly string[]
  /** Whether `redirectURI` is sent to a provider, and so must be issuer + `/callback`. */
  redirects: boolean
  shape: Shape
  /** Fields that may be empty at the start and without which no login succeeds. */
  neededToWork: readonly string[]
  /** Fields that hold a secret. */
  secrets: readonly string[]
  /** Paths of files inside Dex's container. */
  files?: readonly string[]
  /** What opening it comes to; `config` is expanded already. */
  open?: (config: unknown, context: OpenContext) => Opening
  traps?: (config: unknown, context: TrapContext) => Trap[]
}

/** Fields that every connector to an OAuth provider has. */
export const OAUTH_FIELDS = {clientID: 'string', clientSecret: 'string', redirectURI: 'string'} as const
export const OAUTH_NEEDED = ['clientID', 'clientSecret', 'redirectURI'] as const
export const OAUTH_SECRETS = ['clientSecret'] as const
