import {
  helmRelease,
  startKubernetes,
  type HelmReleaseOptions,
  type KubernetesObject,
  type TestKubernetes,
} from '@cloudprem/testing'
import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import type {TestDatabase} from './databases.js'

const fixture = (name: string): string => readFileSync(fileURLToPath(new URL(`fixtures/tls/${name}`, import.meta.url)), 'utf8')

export const NAMESPACE = 'formance-system'

/** A pod of the bundled database: ready, unless `more` says otherwise. */
export function databasePod(name: string, more: Record<string, unknown> = {}): KubernetesObject {
  return {
    kind: 'Pod',
    metadata: {name, namespace: NAMESPACE, labels: POD_LABELS},
    spec: {containers: [{name: 'postgresql', ports: [{name: 'tcp-postgresql', containerPort: 5432}]}]},
    status: {phase: 'Running', conditions: [{type: 'Ready', status: 'True'}]},
    ...more,
  }
}

export const POD_LABELS = {'app.kubernetes.io/name': 'postgresql', 'app.kubernetes.io/instance': 'cloudprem'}

export function databaseService(name: string): KubernetesObject {
  return {
    kind: 'Service',
    metadata: {name, namespace: NAMESPACE},
    spec: {type: 'ClusterIP', selector: POD_LABELS, ports: [{name: 'tcp-postgresql', port: 5432, targetPort: 'tcp-postgresql'}]},
  }
}

export function secret(name: string, data: Record<string, string>): KubernetesObject {
  const encoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')])
  return {kind: 'Secret', metadata: {name, namespace: NAMESPACE}, data: Object.fromEntries(encoded) as Record<string, string>}
}

/**
 * A cluster with a release whose bundled database is this one.
 *
 * @param name of its Service: `postgresql`, from 4.0 on `cloudprem-postgresql`
 */
export async function startCluster(
  database: TestDatabase,
  name: string,
  release: HelmReleaseOptions,
  more: KubernetesObject[] = [],
): Promise<TestKubernetes> {
  return startKubernetes({
    tls: {key: fixture('server.key'), cert: fixture('server.crt'), ca: fixture('ca.crt')},
    objects: [helmRelease(release), databaseService(name), databasePod(`${name}-0`), ...more],
    ports: {[`${NAMESPACE}/${name}-0:5432`]: Number(new URL(database.dsn).port)},
  })
}

/** The password and the name of the database in the values of a release. */
export function valuesOf(database: TestDatabase): {global: {postgresql: {auth: {password: string; database: string}}}} {
  return {global: {postgresql: {auth: {password: decodeURIComponent(new URL(database.dsn).password), database: database.name}}}}
}
