import {chartFacts, parseValues, valueAt, type KnownMajor, type Values} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import {defaultConsoleHost} from '../build-values.js'
import type {ExternalDatabase} from '../database-url.js'

/**
 * The values of a file that is to be edited.
 *
 * @param file its name, for messages
 * @throws CloudpremError `USAGE` (exit 2) where it is no YAML, or a key stands twice
 */
export function requireValues(text: string, file: string): Values {
  const {values, findings} = parseValues(text)
  const [problem] = findings
  if (values && !problem) return values
  throw new CloudpremError({
    code: 'USAGE',
    message: `${file} cannot be edited: line ${problem?.line ?? 1}: ${problem?.message ?? 'it holds no mapping'}`,
    hint: `cloudprem values validate ${file}`,
  })
}

/** What a file says of the facts that are asked for otherwise. */
export interface KnownFacts {
  /** By the flag that would say the same. */
  flags: {domain?: string; 'tls-secret'?: string}
  /** AWS has the certificates: no Secret is to be named. */
  isBehindLoadBalancer: boolean
}

export function knownFacts(values: Values): KnownFacts {
  const domain = valueAt(values, 'global.serviceHost')
  const tlsSecret = valueAt(values, 'membership.ingress.tls[0].secretName')
  const className = valueAt(values, 'membership.ingress.className')
  return {
    flags: {
      ...(typeof domain === 'string' && domain !== '' && {domain}),
      ...(typeof tlsSecret === 'string' && tlsSecret !== '' && {'tls-secret': tlsSecret}),
    },
    isBehindLoadBalancer: className === 'alb',
  }
}

/** The database of a file that has one of its own; its password is kept like any other secret. */
export function externalDatabaseOf(values: Values): ExternalDatabase | undefined {
  if (valueAt(values, 'membership.postgresql.enabled') !== false) return undefined
  const database = valueAt(values, 'global.postgresql')
  const text = (path: string, otherwise: string) => {
    const value = valueAt(database, path)
    return typeof value === 'string' && value !== '' ? value : otherwise
  }
  const port = valueAt(database, 'service.ports.postgresql')
  const additionalArgs = text('additionalArgs', 'sslmode=disable')
  return {
    host: text('host', ''),
    port: typeof port === 'number' ? port : 5432,
    username: text('auth.username', 'formance'),
    database: text('auth.database', 'formance'),
    additionalArgs,
    sslMode: new URLSearchParams(additionalArgs).get('sslmode') ?? 'disable',
  }
}

/** Flags of a second run that change what the file says, and the paths that each speaks of. */
export interface AskedFlags {
  domain?: string
  'tls-secret'?: string
  'ingress-preset'?: unknown[]
  'ingress-class'?: string
  'ingress-annotation'?: unknown[]
  'console-host'?: string
  'postgres-url'?: string
  'postgres-secret'?: string
  'licence-token'?: string
  'licence-secret'?: string
  'licence-cluster-id'?: string
  'oidc-issuer'?: string
}

/** Paths that these flags speak of, where they say something else than `existing`. */
export function askedPaths(
  flags: AskedFlags,
  settings: [path: string, value: unknown][],
  existing: Values,
  major: KnownMajor,
): string[] {
  const {flags: known} = knownFacts(existing)
  const ingress = chartFacts(major).hosts.map(({ingressPath}) => ingressPath)
  const isOther = (given: string | undefined, present: string | undefined) => given !== undefined && given !== present
  const certificates = isOther(flags.domain, known.domain) || isOther(flags['tls-secret'], known['tls-secret'])
  // The default that an earlier run wrote out follows the domain.
  const hasOldConsoleHost =
    isOther(flags.domain, known.domain) &&
    valueAt(existing, 'global.platform.consoleV3.host') === defaultConsoleHost({major, domain: known.domain ?? ''})
  const entries: [isAsked: boolean, paths: string[]][] = [
    [flags.domain !== undefined, ['global.serviceHost']],
    [certificates || flags['ingress-preset'] !== undefined, ingress.map((path) => `${path}.tls`)],
    [flags['ingress-preset'] !== undefined || flags['ingress-class'] !== undefined, ingress.map((path) => `${path}.className`)],
    [
      flags['ingress-preset'] !== undefined || flags['ingress-annotation'] !== undefined,
      ingress.map((path) => `${path}.annotations`),
    ],
    [flags['console-host'] !== undefined || hasOldConsoleHost, ['global.platform.consoleV3.host']],
    [
      flags['postgres-url'] !== undefined || flags['postgres-secret'] !== undefined,
      ['global.postgresql', 'membership.postgresql.enabled', 'membership.dex.configOverrides.storage'],
    ],
    [
      (['licence-token', 'licence-secret', 'licence-cluster-id'] as const).some((name) => flags[name] !== undefined),
      ['global.licence'],
    ],
    [
      flags['oidc-issuer'] !== undefined,
      [
        'global.platform.membership.relyingParty',
        'membership.config.oidc',
        'membership.config.additionalEnv',
        'membership.dex.enabled',
      ],
    ],
    [true, settings.map(([path]) => path)],
  ]
  return entries.flatMap(([isAsked, paths]) => (isAsked ? paths : []))
}
