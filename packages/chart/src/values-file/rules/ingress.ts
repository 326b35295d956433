import {formatPath, isMap} from '../../values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

export const ingressHosts: Rule = {
  id: 'ingress-hosts',
  severity: 'error',
  description: 'Hosts that are given for an Ingress have paths.',
  why:
    'The API server wants paths ("http.paths: Required value") and refuses the Ingress, when everything else is ' +
    'installed already.',
  check: (values) =>
    values.hosts.flatMap(({ingressPath, urlPath}) =>
      values.list(`${ingressPath}.hosts`).map((entry, index): Verdict => {
        const path = `${ingressPath}.hosts[${index}]`
        // An entry of another type is refused by the schema.
        if (!isMap(entry) || (Array.isArray(entry['paths']) && entry['paths'].length > 0)) return undefined
        return {
          path,
          message: `${path} has no paths, and the API server refuses the Ingress`,
          fix: `set ${path}.paths[0].path to ${urlPath} and .pathType to Prefix`,
        }
      }),
    ),
}

/** Kubernetes takes strings only, and the installation stops before anything is made. */
export const annotationNotText: Rule = {
  id: 'annotation-not-text',
  severity: 'error',
  description: 'Annotations and labels are text: true and 1 are quoted.',
  why: '"helm template" prints it; "helm install" stops before anything is made ("cannot unmarshal bool").',
  check: (values) =>
    values.entries
      .filter(({path, value}) => isMap(value) && /(annotations|labels|nodeSelector)$/i.test(String(path.at(-1))))
      .flatMap(({path, value}) =>
        Object.entries(value as object).map(([key, text]): Verdict => {
          if (typeof text === 'string' || text === null || isMap(text)) return undefined
          const here = [...path, key]
          return {
            path: here,
            message: `${formatPath(here)} is a ${typeof text}, and Kubernetes takes text only`,
            fix: `write it in quotes: "${String(text)}"`,
            repair: {kind: 'quote'},
          }
        }),
      ),
}

/** With all of them off the names come from elsewhere, and that is for the reader to know. */
export const ingressOff: Rule = {
  id: 'ingress-off',
  severity: 'warning',
  description: 'Either every deployed part has its Ingress or none has.',
  why: 'The programs send browsers to each other by these hosts: a login that passes through the missing one ends there.',
  check: (values) => {
    const isOff = ({ingressPath}: {ingressPath: string}) => values.at(`${ingressPath}.enabled`) === false
    if (values.hosts.every(isOff)) return []
    return values.hosts.map((host) =>
      isOff(host)
        ? {
            path: `${host.ingressPath}.enabled`,
            message: `${host.component} has no Ingress while others have: nothing answers at ${host.host ?? 'its host'}`,
            fix: `set ${host.ingressPath}.enabled to true`,
          }
        : undefined,
    )
  },
}
