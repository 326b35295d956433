import {isMap, valueAt} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import type {Cluster, PodName} from './cluster.js'

/** A Service of a cluster and the port that clients take. */
export interface ServicePort {
  namespace: string
  service: string
  port: number
}

/** Where a Service leads: into a pod, or to a name outside of the cluster. */
export type ServiceEnd = {kind: 'pod'; pod: PodName; port: number} | {kind: 'external'; host: string}

/**
 * The pod behind a Service that is ready for connections, and its own number of the port. Pods of Jobs, which may have the
 * labels of a Service, and pods that go are passed over.
 *
 * @throws CloudpremError `DATABASE_NOT_FOUND` (exit 3); as `Cluster.read`
 */
export async function findPod(cluster: Cluster, {namespace, service, port}: ServicePort): Promise<ServiceEnd> {
  const root = `/api/v1/namespaces/${namespace}`
  const found = await cluster.read(`${root}/services/${service}`, `to read Services in namespace ${namespace}`)
  if (found === undefined) throw noService(namespace, service)
  const external = valueAt(found, 'spec.externalName')
  if (typeof external === 'string') return {kind: 'external', host: external}

  const selector = valueAt(found, 'spec.selector')
  const labels = isMap(selector) ? Object.entries(selector).map(([key, value]) => `${key}=${String(value)}`) : []
  const query = `labelSelector=${encodeURIComponent(labels.join(','))}`
  const list =
    labels.length > 0 ? await cluster.read(`${root}/pods?${query}`, `to list pods in namespace ${namespace}`) : undefined
  const pods = entries(list, 'items').filter((pod) => !isOfJob(pod))
  const ready = pods.filter(isReady).toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))[0]
  if (ready === undefined) throw noPod(namespace, service, pods)
  return {kind: 'pod', pod: {namespace, name: nameOf(ready)}, port: podPort(found, ready, port)}
}

function isOfJob(pod: unknown): boolean {
  const owners = valueAt(pod, 'metadata.ownerReferences')
  return Array.isArray(owners) && owners.some((owner) => valueAt(owner, 'kind') === 'Job')
}

function isReady(pod: unknown): boolean {
  const conditions = valueAt(pod, 'status.conditions')
  return (
    valueAt(pod, 'metadata.deletionTimestamp') === undefined &&
    valueAt(pod, 'status.phase') === 'Running' &&
    Array.isArray(conditions) &&
    conditions.some((each) => valueAt(each, 'type') === 'Ready' && valueAt(each, 'status') === 'True')
  )
}

/** A Service may call the pod's port by a name, and have another number itself. */
function podPort(service: unknown, pod: unknown, port: number): number {
  const target = entries(service, 'spec.ports').find((each) => valueAt(each, 'port') === port)
  const wanted = valueAt(target, 'targetPort') ?? port
  if (typeof wanted === 'number') return wanted
  const ports = entries(pod, 'spec.containers').flatMap((container) => entries(container, 'ports'))
  const named = valueAt(
    ports.find((each) => valueAt(each, 'name') === wanted),
    'containerPort',
  )
  return typeof named === 'number' ? named : port
}

function entries(value: unknown, path: string): unknown[] {
  const found = valueAt(value, path)
  return Array.isArray(found) ? (found as unknown[]) : []
}

function nameOf(pod: unknown): string {
  return String(valueAt(pod, 'metadata.name'))
}

function noService(namespace: string, service: string): CloudpremError {
  return new CloudpremError({
    code: 'DATABASE_NOT_FOUND',
    message: `There is no Service ${service} in namespace ${namespace}, where the release has its database`,
    hint: [`kubectl get services --namespace ${namespace}`, 'the same command with --dsn @FILE'],
    details: {namespace, service},
  })
}

function noPod(namespace: string, service: string, pods: unknown[]): CloudpremError {
  const states = pods.map((pod) => `${nameOf(pod)} is ${stateOf(pod)}`)
  return new CloudpremError({
    code: 'DATABASE_NOT_FOUND',
    message: `No pod behind the Service ${service} in ${namespace} is ready for connections`,
    reason: states.length > 0 ? `${states.join('\n')}` : 'No pod has the labels that the Service selects.',
    hint: [`kubectl get pods --namespace ${namespace}`, 'the same command again when it is ready'],
    details: {namespace, service, pods: pods.map(nameOf)},
  })
}

/** The reason of the first container that waits or has ended, else the phase. */
function stateOf(pod: unknown): string {
  if (valueAt(pod, 'metadata.deletionTimestamp') !== undefined) return 'going'
  const reasons = entries(pod, 'status.containerStatuses').map(
    (each) => valueAt(each, 'state.waiting.reason') ?? valueAt(each, 'state.terminated.reason'),
  )
  const reason = reasons.find((each) => typeof each === 'string')
  const phase = valueAt(pod, 'status.phase')
  return typeof reason === 'string' ? reason : phase === 'Running' ? 'running and not ready' : String(phase)
}
