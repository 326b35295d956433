import {CloudpremError, shellWord} from '@cloudprem/core'
import type {Duplex} from 'node:stream'
import {describeTarget, type DatabaseTarget} from '../connection/target.js'
import {isForwardRefused, type Cluster, type ForwardRefused, type ReleasePlace} from './cluster.js'
import {findPod, type ServiceEnd, type ServicePort} from './find-pod.js'

/** A local port that is seldom taken, for the commands that are shown. */
const LOCAL_PORT = 15_432

interface Forwarding {
  cluster: Cluster
  place: ReleasePlace
  target: DatabaseTarget
  service: ServicePort
  /** Where the Service leads as it was just found; later forwards look again. */
  end: ServiceEnd
}

/**
 * A way to the database through the API server: each call looks for a pod that is ready now and opens a forward to it, so that a
 * new connection finds the pod that has taken the place of another.
 */
export function openForward(forwarding: Forwarding): () => Promise<Duplex> {
  const {cluster, service} = forwarding
  let found: ServiceEnd | undefined = forwarding.end
  return async () => {
    const end = found ?? (await findPod(cluster, service))
    found = undefined
    if (end.kind === 'external') throw new Error(`the Service ${service.service} has become a name outside of the cluster`)
    try {
      return await cluster.forward(end.pod, end.port)
    } catch (error) {
      throw isForwardRefused(error) ? refused(error, forwarding, end.pod.name) : error
    }
  }
}

/** Without the right to forward: what somebody who has it can run, and how this command goes on then. */
function refused(error: ForwardRefused, {place, target, service}: Forwarding, pod: string): CloudpremError {
  const forbidden = error.status === 401 || error.status === 403
  const flags = [
    ...['--namespace', service.namespace],
    ...(place.kubeContext === undefined ? [] : ['--context', place.kubeContext]),
    ...(place.kubeconfig === undefined ? [] : ['--kubeconfig', place.kubeconfig]),
  ].map(shellWord)
  const sslMode = target.sslMode === 'prefer' ? '' : ` PGSSLMODE=${target.sslMode}`
  return new CloudpremError({
    code: forbidden ? 'CLUSTER_FORBIDDEN' : 'DATABASE_UNREACHABLE',
    message: forbidden
      ? `The user of the kubeconfig has no right to forward a port of the pod ${pod} in ${service.namespace}`
      : `No port-forward to the pod ${pod} in ${service.namespace}, and so no connection to ${describeTarget(target)}`,
    reason: forbidden
      ? 'That right is "get" (and for kubectl "create") on pods/portforward.'
      : `The API server of the cluster says: ${error.message}`,
    hint: [
      `kubectl port-forward ${flags.join(' ')} svc/${service.service} ${LOCAL_PORT}:${service.port}`,
      `PGHOST=127.0.0.1 PGPORT=${LOCAL_PORT} PGUSER=${shellWord(target.user)} PGDATABASE=${shellWord(target.database)}${sslMode} PGPASSWORD=… cloudprem db check`,
    ],
    details: {pod, namespace: service.namespace, service: service.service, port: service.port, status: error.status},
    cause: error,
  })
}
