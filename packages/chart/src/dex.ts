// How the charts carry Dex. The paths and the template are the same in 2.x, 3.x and 4.x: rendered from 2.2.1, 3.20.1 and
// 4.10.2. Source: formancehq/helm, charts/membership/{values.yaml, templates/_helpers.tpl (dex-values),
// templates/dex/secret.yaml}; the flags: dexidp/helm-charts dex-0.24.0, charts/dex/templates/deployment.yaml.
import {INSECURE_DEX_EMAIL, INSECURE_PASSWORD_HASH} from './insecure-defaults.js'
import {databaseHost, fullnameOf} from './names.js'
import {resolveTemplate} from './templates.js'
import {formatPath, isMap, valueAt, type Values, type ValuesPath} from './values.js'
import type {KnownMajor} from './versions.js'

/** Where Dex is configured in a values file of the umbrella chart. */
export const DEX_PATHS = {
  enabled: 'membership.dex.enabled',
  overrides: 'membership.dex.configOverrides',
  envVars: 'membership.dex.envVars',
  configSecret: 'membership.dex.configSecret',
  ingressHosts: 'membership.dex.ingress.hosts',
  relyingParty: 'global.platform.membership.relyingParty',
  oidc: 'membership.config.oidc',
  database: 'global.postgresql',
} as const

/** Variables that the generated configuration names; nobody but `membership.dex.envVars` gives them to Dex's pod. */
export const DEX_CLIENT_SECRET_VARIABLE = 'MEMBERSHIP_CLIENT_SECRET'
export const DEX_DATABASE_PASSWORD_VARIABLE = 'POSTGRES_PASSWORD'

/** `userID` of the user that everybody knows; see also INSECURE_DEX_EMAIL and INSECURE_PASSWORD_HASH. */
export const INSECURE_DEX_USER_ID = '08a8684b-db88-4b73-90a9-3cd1661f5466'

const REDIRECT_PATH = '/api/authorize/callback'

/** A deployment, as far as names in Dex's configuration depend on it. */
export interface DexDeployment {
  major: KnownMajor
  release: string
  namespace: string
  /** Tells 3.20.3 apart, whose template never writes `ssl`. */
  version?: string
}

export interface GeneratedDexConfiguration {
  /** The `config.yaml` of the Secret `membership-dex-config`, as data. */
  document: Values
  /** Paths in it that hold a template which only Helm can resolve; the text stands there as written. */
  unresolvedPaths: string[]
}

/** The chart's own values for whatever Dex's configuration is made of. */
export function dexChartDefaults(major: KnownMajor): Values {
  return {
    global: {
      serviceHost: '',
      platform: {
        membership: {
          scheme: 'https',
          host: 'membership.{{ .Values.global.serviceHost }}',
          relyingParty: {scheme: 'https', host: 'dex.{{ .Values.global.serviceHost }}', path: ''},
        },
      },
      postgresql: {
        host: '',
        additionalArgs: 'sslmode=disable',
        auth: {username: 'formance', password: 'formance', database: 'formance', existingSecret: ''},
        service: {ports: {postgresql: 5432}},
      },
    },
    membership: {
      config: {
        oidc: {clientId: 'membership', clientSecret: 'changeMe', scopes: ['openid', 'email', 'federated:id'], existingSecret: ''},
      },
      postgresql: {enabled: true},
      dex: {
        enabled: true,
        envVars: [],
        configSecret: {create: false, createConfigSecretOverrides: true, name: 'membership-dex-config'},
        ingress: {enabled: true, hosts: [{host: '{{ tpl .Values.global.platform.membership.relyingParty.host $ }}'}]},
        configOverrides: {
          storage: {type: 'postgres'},
          oauth2: {skipApprovalScreen: true, responseTypes: ['code', 'token', 'id_token']},
          enablePasswordDB: true,
          staticPasswords: [
            {
              email: INSECURE_DEX_EMAIL,
              hash: INSECURE_PASSWORD_HASH,
              username: 'admin',
              userID: INSECURE_DEX_USER_ID,
              ...(major >= 4 && {role: 'USER'}),
            },
          ],
        },
      },
    },
  }
}

/** The values in force for Dex: the file's, laid over the chart's as Helm does (maps merge, lists replace, null removes). */
export function effectiveDexValues(values: Values, major: KnownMajor): Values {
  return coalesce(values, dexChartDefaults(major))
}

/**
 * The configuration that Dex reads, from the values of a file. The chart generates issuer, logger, storage and
 * Membership's client, and lays `configOverrides` over them with sprig's `merge`: maps merge, whatever else is not empty
 * replaces, and what is empty counts as absent. Then every template in it is resolved.
 */
export function generatedDexConfiguration(values: Values, deployment: DexDeployment): GeneratedDexConfiguration {
  const effective = effectiveDexValues(values, deployment.major)
  const merged = sprigMerge(mapAt(effective, DEX_PATHS.overrides), generatedPart(effective, deployment))
  const unresolvedPaths: string[] = []
  const document = resolveDeep(merged, chartScope(effective), deployment, [], unresolvedPaths)
  return {document: document as Values, unresolvedPaths}
}

/** A templated value of Dex's part of the file, as rendered; undefined when only Helm can tell. */
export function resolveDexTemplate(text: string, values: Values, deployment: DexDeployment): string | undefined {
  return resolveText(text, chartScope(effectiveDexValues(values, deployment.major)), deployment)
}

/** The address that Membership gives to Dex with every login; Dex compares it byte for byte. */
export function membershipRedirectUri(values: Values, deployment: DexDeployment): string | undefined {
  const membership = mapAt(effectiveDexValues(values, deployment.major), 'global.platform.membership')
  return resolveDexTemplate(`${asText(membership['scheme'])}://${asText(membership['host'])}${REDIRECT_PATH}`, values, deployment)
}

/** The issuer that Membership asks for (RP_ISSUER), whatever `configOverrides.issuer` says. */
export function relyingPartyIssuer(values: Values, deployment: DexDeployment): string | undefined {
  const party = mapAt(effectiveDexValues(values, deployment.major), DEX_PATHS.relyingParty)
  const template = `${asText(party['scheme'])}://${asText(party['host'])}${asText(party['path'])}`
  return resolveDexTemplate(template, values, deployment)
}

/** Arguments that the dex chart gives to `dex serve`; they win over `web`, `telemetry` and `grpc` of the file. */
export function dexServeFlags(values: Values): Record<string, string> {
  return {
    '--web-http-addr': '0.0.0.0:5556',
    '--telemetry-addr': '0.0.0.0:5558',
    ...(valueAt(values, 'membership.dex.grpc.enabled') === true && {'--grpc-addr': '0.0.0.0:5557'}),
    ...(valueAt(values, 'membership.dex.https.enabled') === true && {'--web-https-addr': '0.0.0.0:5554'}),
  }
}

/** Dex's pod has no checksum of its configuration: after a change it goes on with the old one until this is run. */
export function dexRestartCommand(release: string, namespace: string): string {
  return `kubectl rollout restart deployment/${fullnameOf(release, 'dex')} --namespace ${namespace}`
}

function generatedPart(effective: Values, deployment: DexDeployment): Values {
  const membership = mapAt(effective, 'global.platform.membership')
  const party = mapAt(effective, DEX_PATHS.relyingParty)
  const oidc = mapAt(effective, DEX_PATHS.oidc)
  return {
    issuer: `${asText(party['scheme'])}://${asText(party['host'])}${asText(party['path'])}`,
    logger: {format: 'json'},
    ...(valueAt(effective, `${DEX_PATHS.overrides}.storage.type`) === 'postgres' && {
      storage: {type: 'postgres', config: generatedStorage(effective, deployment)},
    }),
    staticClients: [
      {
        name: 'membership',
        id: asText(oidc['clientId']),
        ...(oidc['existingSecret'] ? {secretEnv: DEX_CLIENT_SECRET_VARIABLE} : {secret: asText(oidc['clientSecret'])}),
        redirectURIs: [`${asText(membership['scheme'])}://${asText(membership['host'])}${REDIRECT_PATH}`],
      },
    ],
  }
}

function generatedStorage(effective: Values, {major, release, namespace, version}: DexDeployment): Values {
  const database = mapAt(effective, DEX_PATHS.database)
  const auth = mapAt(database, 'auth')
  const bundled = valueAt(effective, 'membership.postgresql.enabled') === true
  // The template writes these without quotes, so that digits become a number.
  return {
    host: bundled ? databaseHost(release, namespace, major) : unquoted(database['host']),
    port: valueAt(database, 'service.ports.postgresql'),
    database: unquoted(auth['database']),
    user: unquoted(auth['username']),
    password: auth['existingSecret'] ? `$${DEX_DATABASE_PASSWORD_VARIABLE}` : unquoted(auth['password']),
    // The template's `contains` has its arguments the wrong way round: whatever is part of "sslmode=disable" gives the
    // block, the empty text too, and every longer text gives none, which Dex takes for verify-full.
    ...('sslmode=disable'.includes(asText(database['additionalArgs'])) && version !== '3.20.3' && {ssl: {mode: 'disable'}}),
  }
}

/** A text as YAML reads it without quotes, for the forms that passwords and names of databases have. */
function unquoted(value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (/^[-+]?\d[\d_]*(\.\d*)?(e[-+]?\d+)?$/i.test(value)) return Number(value.replaceAll('_', ''))
  if (/^(true|yes|on)$/i.test(value)) return true
  if (/^(false|no|off)$/i.test(value)) return false
  if (/^(null|~|)$/i.test(value)) return null
  return value
}

/** The membership chart's view: its own values, and `global` of the umbrella. */
function chartScope(effective: Values): Values {
  return {...mapAt(effective, 'membership'), global: effective['global']}
}

function coalesce(given: Values, defaults: Values): Values {
  const result: Values = {...defaults}
  for (const [key, value] of Object.entries(given)) {
    const fallback = defaults[key]
    if (value === null) delete result[key]
    else result[key] = isMap(value) && isMap(fallback) ? coalesce(value, fallback) : value
  }
  return result
}

function sprigMerge(winner: Values, fallback: Values): Values {
  const result: Values = {...winner}
  for (const [key, value] of Object.entries(fallback)) {
    const own = winner[key]
    if (isMap(own) && isMap(value)) result[key] = sprigMerge(own, value)
    else if (isEmpty(own)) result[key] = value
  }
  return result
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (isMap(value)) return Object.keys(value).length === 0
  return value === undefined || value === null || value === '' || value === 0 || value === false
}

function resolveDeep(value: unknown, scope: Values, deployment: DexDeployment, path: ValuesPath, unresolved: string[]): unknown {
  if (Array.isArray(value)) return value.map((each, index) => resolveDeep(each, scope, deployment, [...path, index], unresolved))
  if (isMap(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, resolveDeep(each, scope, deployment, [...path, key], unresolved)]),
    )
  }
  if (typeof value !== 'string' || !value.includes('{{')) return value
  const resolved = resolveText(value, scope, deployment)
  if (resolved === undefined) unresolved.push(formatPath(path))
  return resolved ?? value
}

function resolveText(text: string, scope: Values, {release, namespace}: DexDeployment): string | undefined {
  const released = text
    .replaceAll(/\{\{-?\s*\.Release\.Name\s*-?\}\}/g, release)
    .replaceAll(/\{\{-?\s*\.Release\.Namespace\s*-?\}\}/g, namespace)
  return resolveTemplate(released, scope)
}

function mapAt(values: Values, path: string): Values {
  const value = valueAt(values, path)
  return isMap(value) ? value : {}
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
