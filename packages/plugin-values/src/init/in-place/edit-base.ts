import {
  chartFacts,
  DEX_PATHS,
  formatPath,
  isMap,
  parsePath,
  resolveTemplate,
  valueAt,
  type KnownMajor,
  type Values,
} from '@cloudprem/chart'
import {isDeepStrictEqual} from 'node:util'
import type {InitPlan} from '../plan.js'
import {renderHead} from '../render-values.js'
import {changesOf, layOver, type Change} from './lay-over.js'

/** A file to edit. */
export interface BaseFile {
  text: string
  /** As Helm reads it. */
  values: Values
  /** `merge`: what the person set there stays, but for what this run's flags say. `full`: the chart's own defaults. */
  mode: 'merge' | 'full'
  /** With `merge`: paths that flags of this run speak of, with all below them. */
  asked: readonly string[]
}

/** The file with everything in place that a deployment needs; comments, order and all other values as they were. */
export function editBase(base: BaseFile, values: Values, plan: InitPlan, file: string): string {
  const changes = changesOf(values, base.values).filter((change) => isWanted(change, base, plan.major))
  const text = layOver(base.text, [...changes, ...leftovers(base.values, values, plan)], file)
  return base.mode === 'merge' ? text : `${renderHead(plan)}\n\n${text}`
}

function isWanted({path, value}: Change, base: BaseFile, major: KnownMajor): boolean {
  const present = valueAt(base.values, path)
  if (isSame(present, value, base.values)) return false
  if (base.mode === 'full' || isBlank(present)) return true
  const here = formatPath(path)
  // What could be kept of these is in the new values as it was; what differs is published, or nothing the chart can carry.
  if (WITHOUT_THE_UNFIT.includes(here) || chartFacts(major).secrets.some((secret) => secret.path === here)) return true
  return base.asked.some((asked) => here === asked || here.startsWith(`${asked}.`))
}

const WITHOUT_THE_UNFIT = [DEX_PATHS.envVars, `${DEX_PATHS.overrides}.staticPasswords`]

/** Equal, templates of hosts resolved. */
function isSame(present: unknown, value: unknown, values: Values): boolean {
  if (isDeepStrictEqual(present, value)) return true
  return isDeepStrictEqual(resolved(present, values), value)
}

function resolved(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return resolveTemplate(value, values) ?? value
  if (Array.isArray(value)) return value.map((each) => resolved(each, values))
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each, values)]))
  return value
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || isDeepStrictEqual(value, {}) || isDeepStrictEqual(value, [])
}

/** Secrets that stand in the file and are in force no more: a Secret has taken their place, or nobody uses them. */
function leftovers(present: Values, values: Values, plan: InitPlan): Change[] {
  const secrets = chartFacts(plan.major).secrets.flatMap(({path, existingSecret, default: published}) => {
    const old = valueAt(present, path)
    if (typeof old !== 'string' || old === '' || valueAt(values, path) !== undefined) return []
    const isReplaced = valueAt(values, existingSecret) !== undefined
    return isReplaced || old === published ? [{path: parsePath(path).map(String), value: ''}] : []
  })
  return [...secrets, ...connectorsReplaced(present, values, plan)]
}

const CONNECTORS = `${DEX_PATHS.oidc}.connectors`

/** A connector whose client now comes from variables would go on holding its secret in the file. */
function connectorsReplaced(present: Values, values: Values, {provider}: InitPlan): Change[] {
  const connectors: unknown = valueAt(present, CONNECTORS)
  if (!provider || !Array.isArray(connectors) || valueAt(values, CONNECTORS) !== undefined) return []
  const others = connectors.filter((each) => !(isMap(each) && each['clientID'] === provider.clientId))
  return others.length < connectors.length ? [{path: parsePath(CONNECTORS).map(String), value: others}] : []
}
