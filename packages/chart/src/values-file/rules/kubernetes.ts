import {formatPath, isMap, valueAt, walk, type ValuesPath} from '../../values.js'
import type {ChartValues} from '../chart-values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

const ENVIRONMENTS = [
  'membership.config.additionalEnv',
  'membership.dex.envVars',
  'portal.config.additionalEnv',
  'console.config.additionalEnv',
  'console-v3.config.additionalEnv',
]

/** Variables that the chart gives Membership itself; RP_ ones only with Dex from 3.4.0. */
const OWN_VARIABLES =
  /^(SERVICE_URL|RP_(ISSUER|CLIENT_ID|CLIENT_SECRET|SCOPES)|MANAGED_STACKS|DISABLE_EVENTS|POSTGRES_\w+|LICENCE_\w+|DEBUG|DEV)$/

export const environmentNotText: Rule = {
  id: 'environment-not-text',
  severity: 'error',
  description: 'Environment variables have a name, and values are text: 1 and true are quoted.',
  why: 'The API server refuses the Deployment ("cannot unmarshal number"), when other objects are installed already.',
  check: (values) =>
    variables(values).map(({path, entry}): Verdict => {
      if (!isMap(entry)) return undefined
      if (typeof entry['name'] !== 'string') return {path, message: `${path} has no name`}
      const value = entry['value']
      return value === undefined || value === null || typeof value === 'string'
        ? undefined
        : {
            path: `${path}.value`,
            message: `${path}.value is a ${typeof value}, and the API server takes text only`,
            fix: `write it in quotes`,
            repair: {kind: 'quote'},
          }
    }),
}

/** The last one wins in the pod with Helm 3; Helm 4 refuses the Deployment. */
export const environmentRepeated: Rule = {
  id: 'environment-repeated',
  severity: 'error',
  description: 'No environment variable is given twice.',
  why:
    'With Helm 3 the last one wins in the pod, so that a variable of the chart is silently replaced; Helm 4 refuses ' +
    'the Deployment.',
  check: (values) => {
    const withDex = values.isOn('membership.dex.enabled')
    return variables(values).map(({path, list, index, entry}): Verdict => {
      const name = isMap(entry) ? entry['name'] : undefined
      if (typeof name !== 'string') return undefined
      const before = values
        .list(list)
        .slice(0, index)
        .some((other) => isMap(other) && other['name'] === name)
      const byChart =
        list === 'membership.config.additionalEnv' && OWN_VARIABLES.test(name) && (withDex || !name.startsWith('RP_'))
      if (!before && !byChart) return undefined
      return {
        path,
        message: `${name} is given ${before ? 'twice' : 'by the chart already'}: Helm 4 refuses it ("duplicate entries for key")`,
        fix: 'remove this one',
      }
    })
  },
}

export const pullSecrets: Rule = {
  id: 'pull-secrets',
  severity: 'error',
  description: 'imagePullSecrets are maps with a name.',
  why: 'The API server takes a list of {name: …} and refuses the Deployment, when other objects are installed already.',
  check: (values, {facts}) =>
    [...facts.topKeys.filter((key) => key !== 'global'), 'membership.dex'].flatMap((component) =>
      values.list(`${component}.imagePullSecrets`).map((entry, index): Verdict => {
        const path = `${component}.imagePullSecrets[${index}]`
        return isMap(entry)
          ? undefined
          : {path, message: `${path} is no map, and the API server refuses the pods`, fix: `write {name: ${String(entry)}}`}
      }),
    ),
}

export const quantities: Rule = {
  id: 'quantity',
  severity: 'error',
  description: 'Memory is counted in Mi and Gi, not in MB and GB.',
  why: 'The API server does not know MB and GB and refuses the Deployment, when other objects are installed already.',
  check: (values) =>
    [...walk(values.given)]
      .filter(({path}) => path.at(-1) === 'memory' && ['requests', 'limits'].includes(String(path.at(-2))))
      .map(({path, value}) => quantityProblem(path, value)),
}

function quantityProblem(path: ValuesPath, value: unknown): Verdict {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?(e\d+|[mkMGTPE]|[KMGTPE]i)?$/.test(value)))
    return undefined
  // What is written in MB is M for Kubernetes.
  const [, amount, unit] = typeof value === 'string' ? (/^(\d+(?:\.\d+)?) ?([KMGT]i?)B$/.exec(value) ?? []) : []
  const meant = amount !== undefined && unit !== undefined ? `${amount}${unit === 'K' ? 'k' : unit}` : undefined
  return {
    path,
    message: `${formatPath(path)} is no quantity, and the API server refuses it`,
    fix: meant === undefined ? 'for instance 512Mi' : `write ${meant}`,
    ...(meant !== undefined && {repair: {kind: 'replace', value: meant}}),
  }
}

function variables(values: ChartValues): {path: string; list: string; index: number; entry: unknown}[] {
  return ENVIRONMENTS.flatMap((list) => {
    const entries = valueAt(values.given, list)
    return Array.isArray(entries) ? entries.map((entry: unknown, index) => ({path: `${list}[${index}]`, list, index, entry})) : []
  })
}
