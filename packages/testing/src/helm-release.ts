import {gzipSync} from 'node:zlib'
import type {KubernetesObject} from './kubernetes.js'

export interface HelmReleaseOptions {
  name?: string
  namespace?: string
  chart?: string
  version: string
  values?: object
  revision?: number
  status?: 'deployed' | 'failed' | 'superseded'
}

/** A release as Helm keeps it (helm/helm, pkg/storage/driver/secrets.go): base64 of gzip of JSON, and base64 of a Secret once more. */
export function helmRelease(options: HelmReleaseOptions): KubernetesObject {
  const {
    name = 'cloudprem',
    namespace = 'formance-system',
    chart = 'cloudprem',
    version,
    values = {},
    revision = 1,
    status = 'deployed',
  } = options
  const release = {name, namespace, version: revision, info: {status}, chart: {metadata: {name: chart, version}}, config: values}
  const packed = gzipSync(JSON.stringify(release)).toString('base64')
  return {
    kind: 'Secret',
    metadata: {
      name: `sh.helm.release.v1.${name}.v${revision}`,
      namespace,
      labels: {owner: 'helm', name, status, version: String(revision)},
    },
    type: 'helm.sh/release.v1',
    data: {release: Buffer.from(packed).toString('base64')},
  }
}
