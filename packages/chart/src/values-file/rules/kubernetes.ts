import {formatPath, isMap, type ValuesPath} from '../../values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

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
    values.entries
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
