import type {KnownMajor} from './versions.js'

/** The chart's own release name in the guide's later page and here; the guide's first page called it `regions`. */
export const DEFAULT_RELEASE = 'cloudprem'
/** The namespace of the deployment guide. */
export const DEFAULT_NAMESPACE = 'formance-system'

/** The charts below cloudprem that name objects after themselves. */
export const CHILD_CHARTS = ['membership', 'portal', 'console', 'console-v3', 'dex', 'postgresql'] as const
export type ChildChart = (typeof CHILD_CHARTS)[number]

/**
 * Name of a child chart's objects: `<release>-<chart>`, or the release's name alone when it contains the chart's
 * (the `fullname` template of every child, formancehq/helm charts/core; dex and bitnami postgresql have the same).
 */
export function fullnameOf(release: string, chart: ChildChart): string {
  return (release.includes(chart) ? release : `${release}-${chart}`).slice(0, 63).replace(/-$/, '')
}

/** Names of the objects of one release, as rendered from 2.2.1, 3.20.1 and 4.10.2. */
export interface ReleaseNames {
  /** Deployments by component; the Service, Ingress and ServiceAccount of each have the same name. */
  deployments: Partial<Record<'membership' | 'dex' | 'portal' | 'console' | 'console-v3', string>>
  /** ConfigMap with Membership's configuration, key `config.yaml`. */
  membershipConfigMap: string
  /** Secret with Dex's configuration, key `config.yaml`. Fixed, hence one CloudPrem per namespace. */
  dexConfigSecret: string
  /** StatefulSet, Service and Secret (keys `postgres-password`, `password`) of the bundled database. */
  database: string
  /** Jobs that stay behind and make `helm upgrade` fail when anything in their pod template changes. */
  jobs: string[]
  /** ConfigMap and Job of the wizard (4.x). */
  wizard?: string
  /** CronJob that removes old invitations (3.x, 4.x). */
  invitationCronJob?: string
}

/** Names of what the bundled Dex Secret is called; no value renames what Membership's chart writes. */
export const DEX_CONFIG_SECRET = 'membership-dex-config'

/** Keys of the bundled database's Secret: of the application's user, and of `postgres`. */
export const DATABASE_SECRET_KEYS = {user: 'password', admin: 'postgres-password'} as const

export function releaseNames(release: string, major: KnownMajor): ReleaseNames {
  const membership = fullnameOf(release, 'membership')
  const portal = fullnameOf(release, 'portal')
  const consoleV3 = fullnameOf(release, 'console-v3')
  return {
    deployments: {
      membership,
      dex: fullnameOf(release, 'dex'),
      portal,
      ...(major < 4 && {console: fullnameOf(release, 'console')}),
      'console-v3': consoleV3,
    },
    membershipConfigMap: membership,
    dexConfigSecret: DEX_CONFIG_SECRET,
    database: databaseName(release, major),
    jobs: major < 4 ? [membership] : [membership, portal, consoleV3],
    ...(major >= 4 && {wizard: `${membership}-wizard`}),
    ...(major >= 3 && {invitationCronJob: `${membership}-gc-invitation`}),
  }
}

/** Service, StatefulSet and Secret of the bundled database: `postgresql` up to 3.x, `<release>-postgresql` from 4.0. */
export function databaseName(release: string, major: KnownMajor): string {
  return major < 4 ? 'postgresql' : fullnameOf(release, 'postgresql')
}

/** Host of the bundled database inside the cluster; from 4.0 on the portal and console-v3 must be told it. */
export function databaseHost(release: string, namespace: string, major: KnownMajor): string {
  return `${databaseName(release, major)}.${namespace}.svc`
}

/**
 * What is wrong with a release name, or undefined. Over 27 characters the CronJob's name exceeds the 52 that Kubernetes
 * allows (3.x, 4.x); with the names of two child charts in it, two Deployments get one name. `helm template` accepts both
 * and the API server refuses them.
 */
export function releaseNameProblem(release: string, major: KnownMajor): string | undefined {
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(release)) return 'is not made of lower-case letters, digits and inner hyphens'
  const limit = major < 3 ? 53 : 27
  if (release.length > limit) {
    return major < 3
      ? `is longer than the ${limit} characters that helm allows`
      : `is longer than ${limit} characters, so the CronJob's name would exceed the 52 that Kubernetes allows`
  }
  const names = Object.values(releaseNames(release, major).deployments)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return twice && `contains the names of two charts, so two Deployments would both be called ${twice}`
}

/** Membership's address for a base domain: issuer, API and fctl's `--membership-uri`. No slash at the end. */
export function membershipUri(baseDomain: string): string {
  return `https://membership.${baseDomain}/api`
}
