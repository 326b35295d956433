// Changes that hold for more than one way.
import type {AddedKey, Condition, Decision, MovedKey, Stop} from './upgrade.js'

export const MONITORING_BATCH: MovedKey = {
  kind: 'moved',
  from: 'global.monitoring.batch',
  to: 'global.monitoring.traces.batch',
  why: 'it belongs to the traces since 3.19.1',
  source: 'formancehq/helm charts/cloudprem/values.yaml, cloudprem-3.19.0 and cloudprem-3.19.1',
}

const ARGUMENTS = 'global.postgresql.additionalArgs'
const noTls: readonly Condition[] = [
  {path: ARGUMENTS, is: 'blank'},
  {path: ARGUMENTS, equals: 'sslmode=disable'},
]

/** The bundled database speaks no TLS; Dex must be told so. */
export const DEX_SSL_MODE: readonly AddedKey[] = noTls.map((said) => ({
  kind: 'added',
  path: 'membership.dex.configOverrides.storage.config.ssl.mode',
  value: 'disable',
  when: [
    said,
    {path: 'membership.dex.enabled', isNot: false},
    {path: 'membership.postgresql.enabled', isNot: false},
    {path: 'membership.dex.configOverrides.storage.type', is: 'blank'},
  ],
  why: "the chart guesses Dex's ssl mode, and 3.20.3 writes none: Dex assumes verify-full then, which the bundled database cannot do",
  source: 'formancehq/helm 18ee6a5 (branch release/cloudprem/3.20), rendered',
}))

/** Membership wants one from its version 1.0, which is chart 3.0.0; no chart checks it. */
export const LICENCE: Decision = {
  kind: 'decide',
  afterwards: true,
  path: 'global.licence.token',
  when: [
    {path: 'global.licence.token', is: 'blank'},
    {path: 'global.licence.existingSecret', is: 'blank'},
    {path: 'global.licence.enabled', isNot: false},
  ],
  why: 'since 3.0 Membership wants an Enterprise licence, and helm installs without one',
  fix: 'set global.licence.token (or existingSecret and secretKeys.token) and global.licence.clusterID',
  source: 'formancehq/helm charts/cloudprem/README.md, 3.x',
}

export const CONSOLE_V3_CERTIFICATE: Decision = {
  kind: 'decide',
  afterwards: true,
  path: 'console-v3.ingress.tls',
  since: '3.14.0',
  when: [
    {path: 'global.platform.consoleV3.enabled', isNot: false},
    {path: 'console-v3.ingress.enabled', isNot: false},
    {path: 'console-v3.ingress.tls', is: 'blank'},
  ],
  why: 'console v3 is deployed by default since 3.14.0, at console.v3.<serviceHost>, without TLS',
  fix: 'set console-v3.ingress.tls, and global.platform.consoleV3.host to a name that the certificate covers; or global.platform.consoleV3.enabled to false',
  source: 'formancehq/helm charts/cloudprem/values.yaml at cloudprem-3.14.0',
}

/** A Job's pod template cannot be changed, and every upgrade changes this one. */
export const DELETE_JOBS: Stop = {
  id: 'migration-jobs',
  always: true,
  title: 'Delete the finished migration Job',
  what: "A Job cannot be changed, and the new chart changes this one: helm upgrade fails while the old release's Job is there.",
  commands: ['kubectl delete job --namespace {namespace} {release}-membership --ignore-not-found'],
  source: 'formancehq/helm charts/core/templates/_job.tpl; upgraded on an API server',
  when: [{path: 'membership.feature.migrationHooks', isNot: true}],
}

const PROFILES = 'formancehq/helm charts/cloudprem/profiles at cloudprem-4.10.2, rendered'
const bundled = {path: 'membership.postgresql.enabled', isNot: false} as const

/** What is wrong in files that follow the chart's own profiles, and no key by itself tells. */
export const PROFILE_MISTAKES: readonly Decision[] = [
  {
    kind: 'decide',
    afterwards: true,
    path: 'membership.dex.enabled',
    since: '3.4.0',
    when: [
      {path: 'membership.dex.enabled', equals: false},
      {path: 'membership.config.oidc.connectors', is: 'blank'},
    ],
    why: 'since 3.4.0 the variables RP_* exist with Dex only: relyingParty and config.oidc configure nothing (profile 12)',
    fix: 'name the provider in membership.config.oidc.connectors: type generic, id, name, clientID, clientSecret, config.issuer; the secret lands in a ConfigMap',
    source: 'formancehq/helm 45b545a, charts/membership/templates/_helpers.tpl',
  },
  {
    kind: 'decide',
    afterwards: true,
    path: 'console-v3.aws.targetGroups',
    since: '3.14.0',
    when: [
      {path: 'global.aws.elb', equals: true},
      {path: 'global.platform.consoleV3.enabled', isNot: false},
      {path: 'console-v3.aws.targetGroups', is: 'blank'},
    ],
    why: 'global.aws.elb binds every service: console v3 gets a TargetGroupBinding with an empty ARN, and keeps its Ingress (profile 5)',
    fix: 'set console-v3.aws.targetGroups and console-v3.ingress.enabled: false',
    source: PROFILES,
  },
  {
    kind: 'decide',
    afterwards: true,
    path: 'membership.feature.disableEvents',
    when: [
      {path: 'membership.feature.disableEvents', equals: false},
      {path: 'membership.feature.managedStacks', isNot: false},
    ],
    why: 'Membership is told of NATS only while managedStacks is false: no event is published (profile 7)',
    fix: 'set membership.feature.managedStacks to false, or leave the events off',
    source: PROFILES,
  },
  ...['global.nats', 'membership.global.nats'].flatMap((nats): Decision[] => [
    {
      kind: 'decide',
      afterwards: true,
      path: `${nats}.url`,
      when: [{path: `${nats}.url`, holds: ['${']}],
      why: 'Kubernetes expands $(NAME) in an environment, and leaves ${NAME} as it is (profile 8)',
      fix: 'write $(NAME), of a variable that stands before it',
      source: 'kubernetes.io, Define Dependent Environment Variables; formancehq/helm profile 8',
    },
    {
      kind: 'decide',
      afterwards: true,
      path: `${nats}.auth.user`,
      when: [{path: `${nats}.auth.user`, is: 'set'}],
      why: 'the template reads auth.username, and user is read by nobody (profile 8)',
      fix: `set ${nats}.auth.username, or existingSecret and secretKeys.username`,
      source: 'formancehq/helm charts/core/templates/_broker.tpl',
    },
  ]),
  {
    kind: 'decide',
    afterwards: true,
    path: 'membership.config.migration.postgresql.auth.username',
    when: [bundled, {path: 'membership.config.migration.postgresql.auth.username', is: 'filled'}],
    why: 'the bundled database has no such user: the migration fails to log in (profile 11)',
    fix: 'use it with a database of your own (membership.postgresql.enabled: false), or remove membership.config.migration.postgresql.auth',
    source: PROFILES,
  },
  {
    kind: 'decide',
    afterwards: true,
    path: 'global.postgresql.host',
    when: [
      {path: 'membership.postgresql.enabled', equals: false},
      {path: 'global.postgresql.host', is: 'blank'},
    ],
    why: 'the bundled database is off, and no other is named (profile 4)',
    fix: 'set global.postgresql.host',
    source: PROFILES,
  },
  {
    kind: 'decide',
    afterwards: true,
    path: 'global.aws.iam',
    when: [{path: 'global.aws.iam', equals: true}, bundled],
    why: 'the bundled database knows no IAM, and every URI gets an empty host (profile 4)',
    fix: 'set membership.postgresql.enabled to false, and global.postgresql.host',
    source: PROFILES,
  },
]
