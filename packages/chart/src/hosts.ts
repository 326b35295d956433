import {resolveTemplate} from './templates.js'
import {chartFacts, type ExposedHost} from './majors/index.js'
import {atLeast, knownMajorOf} from './versions.js'
export type {ExposedHost}
import {valueAt, type Values} from './values.js'

/** An exposed host of one values file: `host` is undefined when it depends on what is not known here. */
export interface DeployedHost extends ExposedHost {
  host: string | undefined
}

/** Every name that the chart can expose in this version; see {@link deployedHosts} for those of one file. */
export function exposedHosts(version: string): readonly ExposedHost[] {
  const major = knownMajorOf(version)
  return major ? chartFacts(major).hosts : []
}

/** Whether `values` deploy the component behind `host`. */
export function isDeployed(host: ExposedHost, values: Values, version: string): boolean {
  const given = valueAt(values, host.enabledPath)
  if (given !== undefined) return given === true
  return host.onByDefaultSince === undefined || atLeast(version, host.onByDefaultSince)
}

/** The names that a deployment of `values` answers to: those of the components that are on. */
export function deployedHosts(
  values: Values,
  version: string,
  hosts: readonly ExposedHost[] = exposedHosts(version),
): DeployedHost[] {
  return hosts.filter((host) => isDeployed(host, values, version)).map((host) => ({...host, host: hostOf(host, values)}))
}

/** The host as the chart renders it, or undefined when its template holds more than values. */
export function hostOf(host: Pick<ExposedHost, 'hostPath' | 'defaultHost'>, values: Values): string | undefined {
  const given = valueAt(values, host.hostPath) ?? host.defaultHost
  return typeof given === 'string' ? resolveTemplate(given, values) : undefined
}
