import {ownVariables, RELYING_PARTY_VARIABLES} from '../../majors/variables.js'
import type {Component} from '../../majors/index.js'
import {isMap, valueAt, type Values} from '../../values.js'
import {atLeast} from '../../versions.js'
import type {ChartValues} from '../chart-values.js'
import type {Verdict} from '../finding.js'
import type {Rule, RuleContext} from '../rule.js'

/** Lists of environment variables, and the component that gets them. */
const ENVIRONMENTS: readonly {list: string; component: Component}[] = [
  {list: 'membership.config.additionalEnv', component: 'membership'},
  {list: 'membership.dex.envVars', component: 'dex'},
  {list: 'portal.config.additionalEnv', component: 'portal'},
  {list: 'console.config.additionalEnv', component: 'console'},
  {list: 'console-v3.config.additionalEnv', component: 'console-v3'},
]

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
  check: (values, context) =>
    variables(values).map(({path, list, component, index, entry}): Verdict => {
      const name = isMap(entry) ? entry['name'] : undefined
      if (typeof name !== 'string') return undefined
      const before = values
        .list(list)
        .slice(0, index)
        .some((other) => isMap(other) && other['name'] === name)
      if (!before && !isGivenByChart(name, component, values, context)) return undefined
      return {
        path,
        message: `${name} is given ${before ? 'twice' : 'by the chart already'}: Helm 4 refuses it ("duplicate entries for key")`,
        fix: 'remove this one',
      }
    }),
}

function isGivenByChart(name: string, component: Component, values: ChartValues, {facts, version}: RuleContext): boolean {
  if (component === 'membership' && RELYING_PARTY_VARIABLES.includes(name))
    return values.isOn('membership.dex.enabled') || !atLeast(version, '3.4.0')
  if (name === 'POSTGRES_PASSWORD' && values.isOn('global.aws.iam')) return false
  return ownVariables[facts.major][component]?.includes(name) ?? false
}

const REFERENCES = ['secretKeyRef', 'configMapKeyRef']

/** Of a variable that is read from elsewhere. The API server refuses the Deployment, and the rest is left installed. */
export const environmentSource: Rule = {
  id: 'environment-source',
  severity: 'error',
  description: 'An environment variable from a Secret or a ConfigMap names it and the key, and has no value beside it.',
  why:
    'The API server refuses the Deployment, when other objects are installed already; helm template and helm lint ' +
    'show nothing.',
  check: (values) => variables(values).flatMap(({path, entry}) => (isMap(entry) ? sourceProblems(path, entry) : [])),
}

function sourceProblems(path: string, entry: Values): Verdict[] {
  const source = entry['valueFrom']
  if (source === undefined) return []
  if (!isMap(source)) {
    return [{path: `${path}.valueFrom`, message: `${path}.valueFrom is no map, and the API server refuses it`}]
  }
  const beside =
    typeof entry['value'] === 'string' && entry['value'] !== ''
      ? {path, message: `${path} has a value beside valueFrom, and the API server refuses both`, fix: 'remove one of the two'}
      : undefined
  const references = REFERENCES.filter((kind) => source[kind] !== undefined).map((kind): Verdict => {
    const reference = source[kind]
    const lacks = ['name', 'key'].filter(
      (field) => !isMap(reference) || typeof reference[field] !== 'string' || reference[field] === '',
    )
    return lacks.length === 0
      ? undefined
      : {
          path: `${path}.valueFrom.${kind}`,
          message: `${path}.valueFrom.${kind} has no ${lacks.join(' and no ')}, and the API server refuses it`,
          fix: `write {name: NAME, key: KEY}`,
        }
  })
  return [beside, ...references]
}

interface Variable {
  path: string
  list: string
  component: Component
  index: number
  entry: unknown
}

function variables(values: ChartValues): Variable[] {
  return ENVIRONMENTS.flatMap(({list, component}) => {
    const entries = valueAt(values.given, list)
    return Array.isArray(entries)
      ? entries.map((entry: unknown, index) => ({path: `${list}[${index}]`, list, component, index, entry}))
      : []
  })
}
