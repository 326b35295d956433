import {
  DEX_PATHS,
  dexServeFlags,
  effectiveDexValues,
  generatedDexConfiguration,
  isMap,
  membershipRedirectUri,
  relyingPartyIssuer,
  resolveDexTemplate,
  setAt,
  valueAt,
  type DexDeployment,
  type Values,
} from '@cloudprem/chart'
import type {DexVersion} from './judge/version.js'
import {podEnvironment} from './pod-environment.js'
import type {Subject, Surroundings} from './subject.js'

/** Fields of the document that a flag of `dex serve` sets. */
const FLAG_FIELDS: Readonly<Record<string, string>> = {
  '--web-http-addr': 'web.http',
  '--web-https-addr': 'web.https',
  '--telemetry-addr': 'telemetry.http',
  '--grpc-addr': 'grpc.addr',
}

/** What Dex sees of a values file, and what surrounds it. */
export function subjectOfValues(values: Values, deployment: DexDeployment, version: DexVersion, now: Date): Subject {
  const effective = effectiveDexValues(values, deployment.major)
  const {document, unresolvedPaths} = generatedDexConfiguration(values, deployment)
  return {
    document: withFlags(document, dexServeFlags(values)),
    environment: podEnvironment(effective),
    version,
    now,
    surroundings: {...surroundingsOf(effective, values, deployment), unresolvedPaths},
  }
}

/** A plain config.yaml: its pod is not known, so any variable may be set; `flags` are those that Dex is started with. */
export function subjectOfConfig(document: Values, flags: Record<string, string>, version: DexVersion, now: Date): Subject {
  return {document: withFlags(document, flags), environment: {variables: {}, hasOthers: true}, version, now}
}

/** The document as Dex has it after its flags were read. */
export function withFlags(document: Values, flags: Readonly<Record<string, string>>): Values {
  const result = structuredClone(document)
  for (const [flag, value] of Object.entries(flags)) {
    const field = FLAG_FIELDS[flag]
    // A part that is no map is refused by Dex before its flags count.
    if (field !== undefined && isMap(result[field.split('.')[0] ?? ''] ?? {})) setAt(result, field, value)
  }
  return result
}

function surroundingsOf(effective: Values, values: Values, deployment: DexDeployment): Omit<Surroundings, 'unresolvedPaths'> {
  const oidc = valueAt(effective, DEX_PATHS.oidc)
  const field = (name: string): unknown => (isMap(oidc) ? oidc[name] : undefined)
  const secret = field('clientSecret')
  const volumes = valueAt(effective, 'membership.dex.volumeMounts')
  return {
    values: effective,
    membershipIssuer: relyingPartyIssuer(values, deployment),
    redirectUri: membershipRedirectUri(values, deployment),
    scopes: texts(field('scopes')),
    clientId: resolved(field('clientId'), values, deployment) ?? '',
    clientSecret: field('existingSecret') ? undefined : resolved(secret, values, deployment),
    ingressHosts: ingressHosts(effective, values, deployment),
    hasMounts: Array.isArray(volumes) && volumes.length > 0,
    replicas: replicasOf(effective),
    hasBundledDatabase: valueAt(effective, 'membership.postgresql.enabled') === true,
  }
}

function ingressHosts(effective: Values, values: Values, deployment: DexDeployment): string[] | undefined {
  if (valueAt(effective, 'membership.dex.ingress.enabled') !== true) return undefined
  const entries = valueAt(effective, DEX_PATHS.ingressHosts)
  const hosts = (Array.isArray(entries) ? (entries as unknown[]) : []).map((entry) =>
    resolved(isMap(entry) ? entry['host'] : undefined, values, deployment),
  )
  return hosts.includes(undefined) ? undefined : hosts.filter((host) => host !== undefined)
}

function replicasOf(effective: Values): number {
  if (valueAt(effective, 'membership.dex.autoscaling.enabled') === true) return 2
  const count = valueAt(effective, 'membership.dex.replicaCount')
  return typeof count === 'number' ? count : 1
}

function resolved(value: unknown, values: Values, deployment: DexDeployment): string | undefined {
  return typeof value === 'string' ? resolveDexTemplate(value, values, deployment) : undefined
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
}
