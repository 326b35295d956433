import type {DeployedHost} from '../../hosts.js'
import {isMap} from '../../values.js'
import type {ChartValues} from '../chart-values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'
import {certificatesOf, isLoadBalancerIngress} from './certificates.js'

/** Hosts that answer through an Ingress which must have a certificate. */
function tlsHosts(values: ChartValues): DeployedHost[] {
  return values.hosts.filter((host) => values.at(`${host.ingressPath}.enabled`) !== false && !isLoadBalancerIngress(values, host))
}

export const tlsMissing: Rule = {
  id: 'tls-missing',
  severity: 'error',
  description: 'Every exposed host has a certificate.',
  why:
    "Browsers get the controller's own certificate or plain http, and the programs call each other by https: no login " +
    'comes to an end.',
  check: (values) =>
    tlsHosts(values).map(({ingressPath, host, component}) =>
      isEmpty(values.at(`${ingressPath}.tls`))
        ? {
            path: `${ingressPath}.tls`,
            message: `${ingressPath}.tls is empty, so ${host ?? component} has no certificate`,
            fix: `set ${ingressPath}.tls[0].secretName and .hosts[0]`,
          }
        : undefined,
    ),
}

/** Undefined is an explicit null, which removes the chart's own. What else is no list is refused by the schema. */
function isEmpty(tls: unknown): boolean {
  return tls === undefined || (Array.isArray(tls) && tls.length === 0)
}

export const tlsIncomplete: Rule = {
  id: 'tls-incomplete',
  severity: 'error',
  description: 'Every tls entry names a Secret and its hosts.',
  why:
    'The object is valid, so nothing complains; the controller serves its own certificate, and browsers and programs ' +
    'refuse it.',
  check: (values) =>
    tlsHosts(values).flatMap(({ingressPath}) =>
      values.list(`${ingressPath}.tls`).flatMap((entry, index): Verdict[] => {
        const path = `${ingressPath}.tls[${index}]`
        if (!isMap(entry)) return [{path, message: `${path} is no map with secretName and hosts, and helm refuses the chart`}]
        return [
          entry['secretName']
            ? undefined
            : {
                path,
                message: `${path} names no Secret: the controller's own certificate is served`,
                fix: `set ${path}.secretName`,
              },
          Array.isArray(entry['hosts']) && entry['hosts'].length > 0
            ? undefined
            : {
                path,
                message: `${path} has no hosts: which host gets the certificate is up to the controller`,
                fix: `set ${path}.hosts[0]`,
              },
        ]
      }),
    ),
}

export const tlsHostMissing: Rule = {
  id: 'tls-host-missing',
  severity: 'error',
  description: "An Ingress' certificate is for the host that it answers to.",
  why:
    'The controller picks the certificate by the host that the entry names: for another host it serves its own, which ' +
    'browsers and programs refuse.',
  check: (values) =>
    tlsHosts(values).map((deployed) => {
      const named = certificatesOf(values, deployed).flatMap(({hosts}) => hosts ?? [])
      const {host, ingressPath} = deployed
      if (host === undefined || named.length === 0 || named.some((name) => name === undefined || covers(name, host)))
        return undefined
      return {
        path: `${ingressPath}.tls`,
        message: `${ingressPath}.tls is for ${named.join(', ')}, not for ${host}`,
        fix: `add ${host} to ${ingressPath}.tls[0].hosts`,
      }
    }),
}

function covers(name: string, host: string): boolean {
  return name === host || (name.startsWith('*.') && host.replace(/^[^.]+/, '*') === name)
}
