import type {Values} from '@cloudprem/chart'
import type {DexEnvironment} from './judge/environment.js'
import type {DexVersion} from './judge/version.js'

/** What surrounds Dex in a deployment by the chart. */
export interface Surroundings {
  /** The values in force: the file's over the chart's. */
  values: Values
  /** The issuer that Membership asks for; undefined where only Helm can tell. */
  membershipIssuer: string | undefined
  /** The address that Membership sends people back to. */
  redirectUri: string | undefined
  /** Scopes that Membership asks for. */
  scopes: readonly string[]
  clientId: string
  /** Undefined when it stands in a Kubernetes Secret. */
  clientSecret: string | undefined
  /** Hosts that Dex's Ingress routes; undefined without an Ingress or where only Helm can tell. */
  ingressHosts: readonly string[] | undefined
  /** Whether files are mounted into Dex's pod. */
  hasMounts: boolean
  replicas: number
  /** Whether the database is the chart's own, which speaks no TLS. */
  hasBundledDatabase: boolean
  /** Paths in the document that hold a template which only Helm can resolve. */
  unresolvedPaths: readonly string[]
}

/** A configuration to be judged, with all that is known around it. */
export interface Subject {
  /** What Dex reads, with what its flags say put in. */
  document: Values
  environment: DexEnvironment
  version: DexVersion
  now: Date
  /** Undefined for a plain config.yaml. */
  surroundings?: Surroundings
}
