import {valueAt} from '@cloudprem/chart'
import type {Assertion} from './expectation.js'
import {hostsOf, list, textAt, titleOf} from './model.js'

/** A1. An object without a namespace lands in the release's. */
export const uniqueObjects: Assertion = ({objects}, {namespace}) => {
  const titles = objects.map((object) => `${titleOf(object)} in ${textAt(object, 'metadata.namespace') || namespace}`)
  return titles.filter((title, index) => titles.indexOf(title) !== index).map((title) => `${title} exists twice`)
}

/** A2 */
export const certificates: Assertion = (manifest, {certificatesElsewhere}) =>
  certificatesElsewhere
    ? []
    : manifest.ofKind('Ingress').flatMap((ingress) => {
        const tls = list(valueAt(ingress, 'spec.tls'))
        const covered = tls.flatMap((entry) => (Array.isArray(entry['hosts']) ? entry['hosts'].map(String) : []))
        return [
          ...hostsOf(ingress)
            .filter((host) => !covered.includes(host))
            .map((host) => `${titleOf(ingress)}: no certificate for ${host}`),
          ...tls.filter((entry) => !entry['secretName']).map(() => `${titleOf(ingress)}: tls without secretName`),
        ]
      })

/** A3: what a certificate for `*.<serviceHost>` covers. */
export const wildcardHosts: Assertion = (manifest, {serviceHost}) =>
  manifest.ofKind('Ingress').flatMap((ingress) =>
    hostsOf(ingress)
      .filter((host) => !host.endsWith(`.${serviceHost}`) || host.slice(0, -serviceHost.length - 1).includes('.'))
      .map((host) => `${titleOf(ingress)}: ${host} is not one label under ${serviceHost}`),
  )

/** A7 */
export const mountedVolumes: Assertion = ({pods}) =>
  pods.flatMap(({containers, owner, volumes}) =>
    containers.flatMap(({mounts}) =>
      mounts.filter((mount) => !volumes.includes(mount)).map((mount) => `${owner}: mount ${mount} has no volume`),
    ),
  )
