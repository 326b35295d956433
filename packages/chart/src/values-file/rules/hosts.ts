import {valueAt} from '../../values.js'
import type {ChartValues} from '../chart-values.js'
import type {Repair} from '../finding.js'
import type {Rule} from '../rule.js'
import {certificatesOf} from './certificates.js'

const SERVICE_HOST = 'global.serviceHost'

/** What is wrong with a name for DNS, or undefined. Kubernetes takes RFC 1123 names in lower case only. */
export function hostNameProblem(host: string): string | undefined {
  const labels = host.split('.')
  if (host.length <= 253 && labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label))) return undefined
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(host)) return 'has a scheme; only the name belongs here'
  if (host.includes('/')) return 'has a slash; only the name belongs here'
  if (/:\d+$/.test(host)) return 'has a port; only the name belongs here'
  if (/\s/.test(host)) return 'has blanks in it'
  if (host !== host.toLowerCase()) return 'has capitals, which Kubernetes refuses in a host'
  if (host.endsWith('.')) return 'ends in a dot, which Kubernetes refuses in a host'
  return 'is no DNS name (RFC 1123)'
}

/** Takes off what surrounds a name. What cannot become one that way is left to the reader. */
function remedy(host: string): {fix: string; repair: Repair} | undefined {
  const name = host
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/(:\d+)?\/*$/, '')
    .replace(/\.$/, '')
    .toLowerCase()
  return hostNameProblem(name) === undefined ? {fix: `write ${name}`, repair: {kind: 'replace', value: name}} : undefined
}

export const serviceHost: Rule = {
  id: 'service-host',
  severity: 'error',
  description: 'global.serviceHost is the base domain: a lower-case DNS name and nothing else.',
  why:
    'All hosts are made from it, and helm accepts anything. The API server then refuses the Ingresses, when ' +
    'everything else is installed already.',
  check: (values) => {
    const given = valueAt(values.given, SERVICE_HOST)
    if (given === undefined || given === null || given === '') {
      return [
        {
          path: SERVICE_HOST,
          message: 'global.serviceHost is empty: hosts would be called "membership."',
          fix: 'set global.serviceHost to the base domain',
        },
      ]
    }
    if (typeof given !== 'string' || given.includes('{{')) return []
    const problem = hostNameProblem(given)
    if (problem === undefined) return [undefined]
    return [{path: SERVICE_HOST, message: `global.serviceHost ${JSON.stringify(given)} ${problem}`, ...remedy(given)}]
  },
}

export const hostForm: Rule = {
  id: 'host-form',
  severity: 'error',
  description: 'Every host is a lower-case DNS name.',
  why: 'Helm accepts anything; the API server refuses the Ingress (RFC 1123), when everything else is installed already.',
  check: (values) =>
    values.hosts
      .filter(({hostPath}) => {
        const given = valueAt(values.given, hostPath)
        // A host that is made of the base domain has its faults, which service-host tells.
        return given !== undefined && !(typeof given === 'string' && given.includes('{{') && hasFaultyDomain(values))
      })
      .map(({host, hostPath}) => {
        const problem = host === undefined ? undefined : hostNameProblem(host)
        return problem === undefined
          ? undefined
          : {
              path: hostPath,
              message: `${hostPath} ${JSON.stringify(host)} ${problem}`,
              ...(host !== undefined && host === valueAt(values.given, hostPath) && remedy(host)),
            }
      }),
}

function hasFaultyDomain(values: ChartValues): boolean {
  const domain = values.text(SERVICE_HOST)
  return domain === undefined || hostNameProblem(domain) !== undefined
}

export const hostsEqual: Rule = {
  id: 'hosts-equal',
  severity: 'error',
  description: 'Every component has a host of its own.',
  why: 'Two Ingresses for one host and path are accepted; which of the two programs answers is up to the controller.',
  check: (values) =>
    values.hosts.map(({component, host, hostPath}, index, all) => {
      const other = all.slice(0, index).find((each) => host !== undefined && each.host === host)
      return (
        other && {
          path: hostPath,
          message: `${component} and ${other.component} both answer to ${host}`,
          fix: `set ${hostPath} to another name`,
        }
      )
    }),
}

/** The chart's console.v3.<base domain> is the known case. */
export const hostOutsideWildcard: Rule = {
  id: 'host-outside-wildcard',
  severity: 'warning',
  description: 'Hosts that share a certificate lie one label below the base domain, where a wildcard covers them.',
  why: 'A wildcard stands for one label: for console.v3.<domain> a certificate for *.<domain> makes every browser warn.',
  check: (values) => {
    const base = values.text(SERVICE_HOST)
    const secrets = values.hosts.map((host) => certificatesOf(values, host).map(({secretName}) => secretName))
    return values.hosts.map(({host, hostPath}, index) => {
      if (host === undefined || base === undefined || !host.endsWith(`.${base}`)) return undefined
      const shared = secrets[index]?.some(
        (name) => name !== undefined && secrets.some((names, other) => other !== index && names.includes(name)),
      )
      if (!shared || !host.slice(0, -base.length - 1).includes('.')) return undefined
      return {
        path: hostPath,
        message: `${host} is two labels below ${base}: a certificate for *.${base} does not cover it`,
        fix: `set ${hostPath} to console.${base}, or have the name in the certificate`,
      }
    })
  },
}
