import {isMap, valueAt, type Values} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import {gunzipSync} from 'node:zlib'
import type {Cluster, ReleasePlace} from './cluster.js'

/** What Helm has kept of a release. */
export interface StoredRelease {
  chartName: string
  chartVersion: string
  /** What the release was given; without what the chart has by itself. */
  values: Values
}

/**
 * The release as Helm keeps it in the cluster: in Secrets, or with HELM_DRIVER=configmap in ConfigMaps, one a revision. The
 * deployed one counts, else the newest.
 *
 * Source: helm/helm, pkg/storage/driver (labels, `sh.helm.release.v1.NAME.vN`, base64 of gzip of JSON).
 *
 * @throws CloudpremError `RELEASE_UNKNOWN` (exit 2), `DATABASE_NOT_FOUND` (exit 3) when it cannot be read; as `Cluster.read`
 */
export async function readRelease(cluster: Cluster, place: ReleasePlace, env: NodeJS.ProcessEnv): Promise<StoredRelease> {
  const driver = env['HELM_DRIVER'] || 'secret'
  const kind = /^configmaps?$/.test(driver) ? 'configmaps' : 'secrets'
  const deployed = await list(cluster, kind, place, ',status=deployed')
  const stored = newest(deployed.length > 0 ? deployed : await list(cluster, kind, place, ''))
  if (stored === undefined) throw unknownRelease(place, driver)
  const data = valueAt(stored, 'data.release')
  const release = typeof data === 'string' ? decode(data, kind) : undefined
  const [chartName, chartVersion] = ['name', 'version'].map((key) => valueAt(release, `chart.metadata.${key}`))
  if (typeof chartName !== 'string' || typeof chartVersion !== 'string') throw unreadable(place)
  const values = valueAt(release, 'config')
  return {chartName, chartVersion, values: isMap(values) ? values : {}}
}

async function list(cluster: Cluster, kind: string, {release, namespace}: ReleasePlace, more: string): Promise<unknown[]> {
  const selector = encodeURIComponent(`owner=helm,name=${release}${more}`)
  const purpose = `to list ${kind === 'secrets' ? 'Secrets' : 'ConfigMaps'} in namespace ${namespace}, where Helm keeps the release`
  const found = await cluster.read(`/api/v1/namespaces/${namespace}/${kind}?labelSelector=${selector}`, purpose)
  const items = valueAt(found, 'items')
  return Array.isArray(items) ? (items as unknown[]) : []
}

function newest(stored: unknown[]): unknown {
  const revision = (each: unknown): number => Number(valueAt(each, 'metadata.labels.version') ?? 0)
  return stored.toSorted((a, b) => revision(b) - revision(a))[0]
}

/** A Secret's data is in base64 once more than a ConfigMap's. */
function decode(data: string, kind: string): unknown {
  try {
    const packed = Buffer.from(kind === 'secrets' ? Buffer.from(data, 'base64').toString('latin1') : data, 'base64')
    // Helm 2 did not pack; its mark is what tells.
    const json = packed[0] === 0x1f && packed[1] === 0x8b ? gunzipSync(packed) : packed
    return JSON.parse(json.toString('utf8')) as unknown
  } catch {
    return undefined // the caller says what it means
  }
}

function unknownRelease({release, namespace}: ReleasePlace, driver: string): CloudpremError {
  const sql = driver === 'sql'
  return new CloudpremError({
    code: 'RELEASE_UNKNOWN',
    message: `There is no release ${release} in namespace ${namespace}`,
    reason: sql
      ? 'Helm keeps it in a database (HELM_DRIVER=sql), and is not asked.'
      : 'Helm has kept none of that name there. The release leads to the database; without it --dsn does.',
    hint: [
      'helm list --all-namespaces',
      'the same command with --release NAME --namespace NAME',
      'or with --dsn @FILE, when the database can be reached from here',
    ],
    details: {release, namespace},
  })
}

function unreadable({release, namespace}: ReleasePlace): CloudpremError {
  return new CloudpremError({
    code: 'DATABASE_NOT_FOUND',
    message: `What Helm has kept of the release ${release} in ${namespace} cannot be read`,
    reason: 'It is not in the form that Helm 3 and 4 write.',
    hint: 'the same command with --dsn @FILE',
  })
}
