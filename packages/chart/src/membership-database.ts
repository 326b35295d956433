import {chartFacts} from './majors/index.js'
import {DATABASE_SECRET_KEYS, databaseName} from './names.js'
import {valueAt, type Values} from './values.js'
import {ChartValues} from './values-file/chart-values.js'
import {knownMajorOf, majorOf, type KnownMajor} from './versions.js'

/** A release as far as the way to its database depends on it. */
export interface DatabaseRelease {
  /** Of the chart, with or without `v`: `4.10.2`. */
  chartVersion: string
  release: string
  namespace: string
  /** What the release was given; the chart's own values are laid under them. */
  values: Values
}

/** Where the password of Membership's database user is; `iam`: it is a token of AWS. */
export type DatabasePassword = {kind: 'value'; value: string} | {kind: 'secret'; name: string; key: string} | {kind: 'iam'}

/** What Membership's pods are told of their database. */
export type MembershipDatabase =
  | {
      kind: 'parts'
      /** As the pods know it: `cloudprem-postgresql.formance-system.svc`, or a name outside of the cluster. */
      host: string
      port: number
      user: string
      database: string
      password: DatabasePassword
      /** The query part of the URI: `sslmode=disable`. */
      arguments: string
    }
  /** A URI that was given whole; it holds the password. */
  | {kind: 'url'; url: string; path: string}

/** Given whole, it counts before all parts (formancehq/helm, charts/core templates/_postgres.tpl). */
const URL_PATH = 'membership.config.postgresqlUrl'

/**
 * The database of Membership, as the chart tells it to its pods: in one place of the values in 1.0.x, in another from 2.0 on,
 * the bundled one under a fixed name up to 3.x and under the release's from 4.0 on. Undefined when no host is given, or the
 * version is of no known major.
 *
 * Sources: formancehq/helm at cloudprem-2.2.1, 3.20.1 and 4.10.2 (charts/core, charts/membership, bitnami's postgresql);
 * for 1.0.x formancehq/docs a3667d3 and charts/cloudprem/README.md, "From v1.0.X".
 */
export function membershipDatabase(release: DatabaseRelease): MembershipDatabase | undefined {
  const {values} = release
  const url = valueAt(values, URL_PATH)
  if (typeof url === 'string' && url !== '') return {kind: 'url', url, path: URL_PATH}
  const major = knownMajorOf(release.chartVersion)
  if (major === undefined) return majorOf(release.chartVersion) === 1 ? bundledOf1(release) : undefined
  const chart = new ChartValues(values, chartFacts(major), release.chartVersion)

  /** From 4.0 on Membership's own field wins over the global one, also when it is there and empty. */
  const setting = (field: string): string | undefined => {
    const own = major < 4 ? undefined : valueAt(values, `membership.config.postgresql.${field}`)
    const value = own ?? chart.at(`global.postgresql.${field}`)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }

  const ownHost = major < 4 ? undefined : valueAt(values, 'membership.config.postgresql.host')
  const host =
    typeof ownHost === 'string'
      ? ownHost
      : chart.hasBundledDatabase
        ? `${bundledService(release, major, chart)}.${release.namespace}.svc`
        : setting('host')
  if (!host) return undefined
  const user = setting('auth.username') ?? 'formance'
  return {
    kind: 'parts',
    host,
    port: Number(setting('service.ports.postgresql') ?? 5432),
    user,
    database: setting('auth.database') ?? 'formance',
    password: passwordOf(setting, chart.isOn('global.aws.iam')),
    arguments: setting('additionalArgs') ?? '',
  }
}

/** With a Secret of one's own the programs log in with the key that is called the administrator's. */
function passwordOf(setting: (field: string) => string | undefined, iam: boolean): DatabasePassword {
  if (iam) return {kind: 'iam'}
  const secret = setting('auth.existingSecret')
  const key = setting('auth.secretKeys.adminPasswordKey')
  if (secret && key) return {kind: 'secret', name: secret, key}
  return {kind: 'value', value: setting('auth.password') ?? 'formance'}
}

/** bitnami's own naming; with replicas beside it, the one that takes writes has a name of its own. */
function bundledService({release}: DatabaseRelease, major: KnownMajor, chart: ChartValues): string {
  const at = (key: string) => chart.text(`membership.postgresql.${key}`)
  const nameOverride = at('nameOverride')
  const renamed = nameOverride && (release.includes(nameOverride) ? release : `${release}-${nameOverride}`)
  const name = at('fullnameOverride') ?? renamed ?? databaseName(release, major)
  return at('architecture') === 'replication' ? `${name}-${at('primary.name') ?? 'primary'}` : name
}

/** 1.0.x has the database at the top, under the name `postgresql`, and a Secret of bitnami's with the password. */
function bundledOf1({values, namespace}: DatabaseRelease): MembershipDatabase | undefined {
  if (valueAt(values, 'postgresql.enabled') === false) return undefined
  const text = (path: string, standard: string): string => {
    const value = valueAt(values, path)
    return typeof value === 'string' && value !== '' ? value : standard
  }
  const name = text('postgresql.fullnameOverride', databaseName('', 2))
  const user = text('postgresql.global.postgresql.auth.username', 'formance')
  return {
    kind: 'parts',
    host: `${name}.${namespace}.svc`,
    port: 5432,
    user,
    database: text('postgresql.global.postgresql.auth.database', 'formance'),
    password: {kind: 'secret', name, key: user === 'postgres' ? DATABASE_SECRET_KEYS.admin : DATABASE_SECRET_KEYS.user},
    arguments: 'sslmode=disable',
  }
}

/** A Service of a cluster, from a host name of pods; undefined for a name that is not of a cluster. */
export function clusterService(host: string, namespace: string): {service: string; namespace: string} | undefined {
  const [, service, named] = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc(?:\.[a-z0-9.-]+)?)?)?\.?$/.exec(host) ?? []
  // `db.acme` may be a host as well; only what ends in svc, and a bare name, is surely of the cluster.
  if (service === undefined || (named !== undefined && !/\.svc(\.|$)/.test(host))) return undefined
  return {service, namespace: named ?? namespace}
}
