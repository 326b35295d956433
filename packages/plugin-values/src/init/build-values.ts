import {chartFacts, databaseHost, setAt, type SecretPlace, type StoredSecret, type Values, formatPath} from '@cloudprem/chart'
import {EditRefusal, readTypedValue, splitSetting} from '@cloudprem/chart/edit'
import type {ExternalDatabase} from './database-url.js'
import {configureIngress} from './ingress/configure-ingress.js'
import {hasProvider, type InitPlan} from './plan.js'
import {configureDex} from './provider/configure-dex.js'
import {configureProvider} from './provider/identity-provider.js'
import {placeSecrets} from './secrets/place-secrets.js'

/** Whether the bundled database has a volume; on by default from 4.0 on. */
export const PERSISTENCE = 'membership.postgresql.primary.persistence.enabled'

export interface BuiltValues {
  values: Values
  /** How many secrets were generated. */
  secrets: number
  /** What must lie in Kubernetes beside the file; empty when the secrets are inline. */
  stored: StoredSecret[]
}

/** The values of a deployment that installs and leaves no secret at the chart's default. */
export function buildValues(plan: InitPlan, generateSecret: () => string): BuiltValues {
  const facts = chartFacts(plan.major)
  const values: Values = Object.fromEntries(facts.topKeys.map((key) => [key, {}]))

  setAt(values, 'global.serviceHost', plan.domain)
  setAt(values, 'global.platform.consoleV3.host', plan.consoleHost ?? defaultConsoleHost(plan))
  if (plan.database) useExternal(values, plan.database)
  else if (plan.major >= 4) setAt(values, 'global.postgresql.host', databaseHost(plan.release, plan.namespace, plan.major))
  // Only before the first install: Kubernetes refuses new volumes in a StatefulSet, so that a file to merge into keeps its way.
  else if (!plan.existing) setAt(values, PERSISTENCE, true)
  const {generated, stored, database} = placeSecrets(values, plan, generateSecret)

  for (const [path, value] of plan.settings) setAt(values, path, value)
  const hosts = facts.hosts.filter(({component}) => component !== 'dex' || !hasProvider(plan))
  for (const host of hosts) configureIngress(values, host, plan)
  const more = configureLogin(values, plan, database)
  // They win, and the hosts above were computed with them.
  for (const [path, value] of plan.settings) setAt(values, path, value)
  return {values: withoutEmpty(values), secrets: generated, stored: [...stored, ...more]}
}

function configureLogin(values: Values, plan: InitPlan, database: SecretPlace | undefined): StoredSecret[] {
  if (plan.provider) return configureProvider(values, plan.provider, plan)
  return hasProvider(plan) ? [] : configureDex(values, plan, database)
}

/**
 * Console v3 one label below the domain, where a wildcard certificate covers it; the chart's own `console.v3.…` is two
 * below. Up to 3.x `console.…` is the old console's.
 */
export function defaultConsoleHost({major, domain}: Pick<InitPlan, 'major' | 'domain'>): string {
  return major >= 4 ? `console.${domain}` : `console-v3.${domain}`
}

/** Everything but the password, which is a secret like the others. */
function useExternal(values: Values, database: ExternalDatabase): void {
  setAt(values, 'global.postgresql', {
    host: database.host,
    service: {ports: {postgresql: database.port}},
    additionalArgs: database.additionalArgs,
    auth: {username: database.username, database: database.database},
  })
  setAt(values, 'membership.postgresql.enabled', false)
}

function withoutEmpty(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, section]) => Object.keys(section as object).length > 0))
}

/** `PATH=VALUE` as helm's --set reads one pair; undefined when it is none. */
export function parseSetting(text: string): [path: string, value: unknown] | undefined {
  try {
    const {path, value} = splitSetting(text)
    return value === undefined ? undefined : [formatPath(path), readTypedValue(value)]
  } catch (error) {
    if (error instanceof EditRefusal) return undefined
    throw error
  }
}
