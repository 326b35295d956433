import {
  chartFacts,
  databaseHost,
  deployedHosts,
  parsePath,
  setAt,
  valueAt,
  type ExposedHost,
  type KnownMajor,
  type SecretSetting,
  type Values,
} from '@cloudprem/chart'
import type {ExternalDatabase} from './database-url.js'

/** Everything that a new values file depends on. */
export interface InitPlan {
  major: KnownMajor
  /** Without `v`. */
  chartVersion: string
  release: string
  namespace: string
  domain: string
  tlsSecret: string
  ingressClass?: string
  /** Full host of console v3; default one label below the domain. */
  consoleHost?: string
  licence: {token?: string; clusterId?: string}
  /** The bundled one when undefined. */
  database?: ExternalDatabase
  admin: {email: string; passwordHash: string; userId: string}
  /** Settings that win over everything here, by path. */
  settings: [path: string, value: unknown][]
}

export interface BuiltValues {
  values: Values
  /** How many secrets were generated. */
  secrets: number
}

/** The values of a deployment that installs and leaves no secret at the chart's default. */
export function buildValues(plan: InitPlan, generateSecret: () => string): BuiltValues {
  const facts = chartFacts(plan.major)
  const values: Values = Object.fromEntries(facts.topKeys.map((key) => [key, {}]))

  setAt(values, 'global.serviceHost', plan.domain)
  if (plan.licence.token !== undefined) setAt(values, 'global.licence.token', plan.licence.token)
  if (plan.licence.clusterId !== undefined) setAt(values, 'global.licence.clusterID', plan.licence.clusterId)
  setAt(values, 'global.platform.consoleV3.host', plan.consoleHost ?? defaultConsoleHost(plan))

  const generated = facts.secrets.filter(({path}) => isGenerated(path, plan))
  for (const {path} of generated) setAt(values, path, generateSecret())
  shareCookie(values, plan.major, generated)

  if (plan.database) useExternal(values, plan.database)
  else if (plan.major >= 4) setAt(values, 'global.postgresql.host', databaseHost(plan.release, plan.namespace, plan.major))

  for (const [path, value] of plan.settings) setAt(values, path, value)
  for (const host of facts.hosts) configureIngress(values, host, plan)
  configureDex(values, plan)
  // They win, and the hosts above were computed with them.
  for (const [path, value] of plan.settings) setAt(values, path, value)
  return {values: withoutEmpty(values), secrets: generated.length}
}

/**
 * Console v3 one label below the domain, where a wildcard certificate covers it; the chart's own `console.v3.…` is two
 * below. Up to 3.x `console.…` is the old console's.
 */
export function defaultConsoleHost({major, domain}: Pick<InitPlan, 'major' | 'domain'>): string {
  return major >= 4 ? `console.${domain}` : `console-v3.${domain}`
}

function isGenerated(path: string, {database}: InitPlan): boolean {
  return database === undefined || !path.startsWith('global.postgresql.auth.')
}

/** 2.x: console v3 reads the portal's session cookie, so that both keys must be equal. */
function shareCookie(values: Values, major: KnownMajor, generated: SecretSetting[]): void {
  if (major !== 2) return
  generated.splice(0, generated.length, ...generated.filter(({path}) => path !== 'global.platform.portal.cookie.encryptionKey'))
  setAt(values, 'global.platform.portal.cookie.encryptionKey', valueAt(values, 'portal.config.cookie.secret'))
}

function useExternal(values: Values, database: ExternalDatabase): void {
  setAt(values, 'global.postgresql', {
    host: database.host,
    service: {ports: {postgresql: database.port}},
    additionalArgs: database.additionalArgs,
    auth: {username: database.username, password: database.password, database: database.database},
  })
  setAt(values, 'membership.postgresql.enabled', false)
}

function configureIngress(values: Values, exposed: ExposedHost, plan: InitPlan): void {
  // A component that is off by default gets its Ingress too: it may be switched on later.
  const enabled = structuredClone(values)
  setAt(enabled, exposed.enabledPath, true)
  const host = deployedHosts(enabled, plan.chartVersion).find(({component}) => component === exposed.component)?.host
  if (plan.ingressClass !== undefined) setAt(values, `${exposed.ingressPath}.className`, plan.ingressClass)
  setAt(values, `${exposed.ingressPath}.tls`, [{secretName: plan.tlsSecret, ...(host !== undefined && {hosts: [host]})}])
}

function configureDex(values: Values, {admin, database, major}: InitPlan): void {
  setAt(values, 'membership.dex.configOverrides', {
    storage: {config: {ssl: {mode: database?.sslMode ?? 'disable'}}},
    staticPasswords: [
      {
        email: admin.email,
        hash: admin.passwordHash,
        username: 'admin',
        userID: admin.userId,
        ...(major >= 4 && {role: 'USER'}),
      },
    ],
  })
}

function withoutEmpty(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, section]) => Object.keys(section as object).length > 0))
}

/** `PATH=VALUE` as helm's --set reads one pair: true, false, null and integers are what they look like, the rest is text. */
export function parseSetting(text: string): [path: string, value: unknown] | undefined {
  const equals = text.indexOf('=')
  const path = text.slice(0, Math.max(0, equals))
  if (parsePath(path).length === 0) return undefined
  const value = text.slice(equals + 1)
  if (value === 'true' || value === 'false') return [path, value === 'true']
  if (value === 'null') return [path, null]
  return [path, /^(0|-?[1-9]\d{0,14})$/.test(value) ? Number(value) : value]
}
