import type {DeployedHost} from '../../hosts.js'
import {resolveTemplate} from '../../templates.js'
import {isMap} from '../../values.js'
import type {ChartValues} from '../chart-values.js'

/** One entry of an Ingress' `tls`. */
export interface Certificate {
  /** Undefined when the entry names none. */
  secretName: string | undefined
  /** Undefined when the entry has none; a host whose template is not understood is undefined in the list. */
  hosts: (string | undefined)[] | undefined
}

/** The certificates of a host's Ingress; entries of another shape are left to the schema. */
export function certificatesOf(values: ChartValues, {ingressPath}: DeployedHost): Certificate[] {
  return values
    .list(`${ingressPath}.tls`)
    .filter(isMap)
    .map(({secretName, hosts}) => ({
      secretName: typeof secretName === 'string' && secretName !== '' ? secretName : undefined,
      hosts:
        Array.isArray(hosts) && hosts.length > 0
          ? hosts.map((host: unknown) => (typeof host === 'string' ? resolveTemplate(host, values.given) : undefined))
          : undefined,
    }))
}

/** Whether TLS ends at an AWS load balancer, whose certificates are named in annotations or found by host. */
export function isLoadBalancerIngress(values: ChartValues, {ingressPath}: DeployedHost): boolean {
  if (values.text(`${ingressPath}.className`)?.includes('alb')) return true
  return Object.keys(values.map(`${ingressPath}.annotations`)).some((key) => key.startsWith('alb.ingress.kubernetes.io/'))
}
