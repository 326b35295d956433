// Source, where none is named: formancehq/helm, charts/cloudprem/README.md, "Migration", and values.yaml and templates at
// the tags cloudprem-3.20.1 and cloudprem-4.10.2; both sides rendered.
import {DELETE_JOBS, DEX_SSL_MODE, LICENCE, MONITORING_BATCH, PROFILE_MISTAKES} from './shared.js'
import type {ChartUpgrade, KeyChange} from './upgrade.js'

const README = 'formancehq/helm charts/cloudprem/README.md, Migration from v3 to v4'
const TEMPLATES = 'formancehq/helm at cloudprem-3.20.1 and cloudprem-4.10.2, rendered'
const CONSOLE_GONE = 'console v2 was removed in 4.0'
const bundled = {path: 'membership.postgresql.enabled', isNot: false} as const
const consoleOn = {path: 'global.platform.console.enabled', isNot: false} as const

/** Console v3 takes the place of console v2, and its URL. */
const console: KeyChange[] = [
  ...[
    ['global.platform.console.host', 'global.platform.consoleV3.host'],
    ['global.platform.console.scheme', 'global.platform.consoleV3.scheme'],
    ['global.platform.console.cookie', 'console-v3.config.cookie'],
    ['console.ingress.className', 'console-v3.ingress.className'],
    ['console.ingress.annotations', 'console-v3.ingress.annotations'],
    ['console.ingress.tls', 'console-v3.ingress.tls'],
    ['console.resources', 'console-v3.resources'],
  ].map(([from = '', to = '']): KeyChange => ({
    kind: 'moved',
    from,
    to,
    overBlank: true,
    when: [consoleOn],
    why: `${CONSOLE_GONE}; console v3 takes its place`,
    source: README,
  })),
  {
    kind: 'decide',
    path: 'console.ingress.hosts',
    when: [consoleOn, {path: 'console.ingress.hosts', is: 'filled'}],
    why: CONSOLE_GONE,
    fix: 'console v3 computes its host; a name of your own goes into global.platform.consoleV3.host',
    source: README,
  },
  {kind: 'removed', path: 'global.platform.console', why: CONSOLE_GONE, source: README},
  {kind: 'removed', path: 'console', why: CONSOLE_GONE, source: README},
]

const scopes: KeyChange[] = ['portal', 'consoleV3'].map((part) => ({
  kind: 'removed',
  path: `global.platform.${part}.oauth.client.scopes`,
  when: [{path: `global.platform.${part}.oauth.client.scopes`, holds: ['supertoken', 'organization_features']}],
  why: 'policies replaced the scopes supertoken and organization_features in 4.0; the chart has the right ones',
  source: README,
}))

/** The bundled PostgreSQL goes from chart 15.5 to 18, from PostgreSQL 16 to 18, and gets another name. */
const database: KeyChange[] = [
  {
    kind: 'removed-blanks',
    path: 'membership.config.migration.postgresql.auth',
    why: 'an empty field wins over the global one since 4.0, and the migration would log in as nobody',
    source: TEMPLATES,
  },
  {
    kind: 'added',
    path: 'global.postgresql.host',
    value: '{release}-postgresql.{namespace}.svc',
    when: [bundled, {path: 'global.postgresql.host', is: 'blank'}, {path: 'membership.postgresql.fullnameOverride', is: 'blank'}],
    why: 'the portal and console v3 need the database since 4.0 and are not told the bundled one',
    source: TEMPLATES,
  },
  {
    kind: 'decide',
    path: 'global.postgresql.host',
    when: [bundled, {path: 'membership.postgresql.fullnameOverride', is: 'filled'}],
    why: 'the portal and console v3 need the database since 4.0 and are not told the bundled one',
    fix: 'set it to <membership.postgresql.fullnameOverride>.{namespace}.svc; its StatefulSet keeps its name, and the API server refuses a change of its volume',
    source: TEMPLATES,
  },
  {
    kind: 'decide',
    path: 'membership.postgresql.primary.persistence.enabled',
    when: [bundled, {path: 'membership.postgresql.primary.persistence.enabled', is: 'blank'}],
    why: 'the bundled database was kept on no volume, and gets one of 8Gi by default since 4.0',
    fix: 'leave it, or set membership.postgresql.primary.persistence.{size,storageClass} before the first install',
    source: TEMPLATES,
  },
  {
    kind: 'decide',
    path: 'membership.postgresql.image',
    when: [bundled, {path: 'membership.postgresql.image', is: 'filled'}],
    why: 'the image of your own was made for PostgreSQL 16, and the chart now deploys 18',
    fix: 'name an image of PostgreSQL 18; another registry or repository also needs global.security.allowInsecureImages: true',
    source: 'bitnami/charts postgresql 18.x; formancehq/helm charts/membership/Chart.yaml',
  },
]

const decisions: KeyChange[] = [
  ...['volumes', 'volumeMounts'].map((key): KeyChange => ({
    kind: 'decide',
    path: `membership.${key}`,
    when: [{path: `membership.${key}`, is: 'filled'}],
    why: "helm refuses 4.x with it: the wizard Job's manifest cannot be parsed",
    fix: 'remove it; a certificate authority must come with an image of your own or a post-renderer',
    source: TEMPLATES,
  })),
  {
    kind: 'decide',
    path: 'console-v3.config.additionalEnv',
    when: [{path: 'console-v3.config.additionalEnv', is: 'filled'}],
    since: '4.4.0',
    why: 'since 4.4.0 the chart puts FEATURES_DISABLED: sessions there, and your list replaces it',
    fix: 'add {name: FEATURES_DISABLED, value: sessions} to the list, unless sessions shall be on',
    source: 'formancehq/helm charts/console-v3/values.yaml at cloudprem-4.4.0',
  },
  {
    kind: 'decide',
    path: 'membership.global.nats',
    when: [{path: 'membership.global.nats', is: 'filled'}],
    since: '4.1.0',
    why: 'the portal and console v3 use NATS since 4.1.0, and see only what stands at the top',
    fix: 'move it to global.nats',
    source: 'formancehq/helm charts/console-v3/values.yaml at cloudprem-4.1.0',
  },
]

export const upgrade3To4: ChartUpgrade = {
  from: 3,
  to: 4,
  changes: [
    ...console,
    ...scopes,
    ...database,
    {
      kind: 'added-to-items',
      list: 'membership.dex.configOverrides.staticPasswords',
      key: 'role',
      value: 'USER',
      why: "Dex's static users have a role since 4.0: USER or ADMIN",
      source: 'formancehq/helm charts/membership/values.yaml at cloudprem-4.0.0',
    },
    ...DEX_SSL_MODE,
    MONITORING_BATCH,
    LICENCE,
    {
      kind: 'decide',
      afterwards: true,
      path: 'console-v3.ingress.tls',
      when: [
        {path: 'global.platform.consoleV3.enabled', isNot: false},
        {path: 'console-v3.ingress.enabled', isNot: false},
        {path: 'console-v3.ingress.tls', is: 'blank'},
      ],
      why: 'console v3 is the only console since 4.0, and has no certificate in this file',
      fix: 'set console-v3.ingress.tls, and global.platform.consoleV3.host to a name that the certificate covers',
      source: README,
    },
    ...decisions,
    ...PROFILE_MISTAKES,
  ],
  stops: [
    {
      id: 'postgresql-18',
      title: 'Carry the bundled database from PostgreSQL 16 to 18',
      what:
        'Its volume cannot be carried over: PostgreSQL 18 does not start on the files of 16, and under its new name the ' +
        'chart starts an empty database beside it, without an error. Dump before the upgrade, with the programs stopped, ' +
        'and restore after it.',
      commands: [
        'kubectl scale deployment --namespace {namespace} --selector app.kubernetes.io/instance={release} --replicas=0',
        'kubectl port-forward --namespace {namespace} service/{membership.postgresql.fullnameOverride=postgresql} 5432',
        'pg_dump --host localhost --username {global.postgresql.auth.username=formance} --format custom --file formance.dump {global.postgresql.auth.database=formance}',
        'kubectl port-forward --namespace {namespace} service/{membership.postgresql.fullnameOverride={release}-postgresql} 5432',
        'pg_restore --host localhost --username {global.postgresql.auth.username=formance} --clean --if-exists --dbname {global.postgresql.auth.database=formance} formance.dump',
      ],
      source:
        'formancehq/helm charts/membership/Chart.yaml (postgresql 15.5 to 18); upgraded on a cluster; postgresql.org, Upgrading',
      when: [bundled],
    },
    {
      ...DELETE_JOBS,
      id: 'migration-jobs-4',
    },
    {
      id: 'console-v2',
      title: 'Console v2 goes',
      what: 'Its users find console v3 at global.platform.consoleV3.host, with a client and a session cookie of its own.',
      commands: [],
      source: README,
    },
  ],
}
