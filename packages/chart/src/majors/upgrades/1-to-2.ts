// The values of 1.0.x are in no public repository. Source: formancehq/helm, charts/cloudprem/README.md, "From v1.0.X", and
// the values that the deployment guide once printed (formancehq/docs a3667d3, docs/deployment/cloudprem2/cloudprem.mdx).
import type {ChartUpgrade, KeyChange} from './upgrade.js'

const README = 'formancehq/helm charts/cloudprem/README.md, From v1.0.X'
const GUIDE = 'formancehq/docs a3667d3, docs/deployment/cloudprem2/cloudprem.mdx; formancehq/helm at cloudprem-2.2.1'

/** Paths, as in 2.x, of the secrets that 1.0.x had too. */
export const SECRETS_OF_1: readonly string[] = [
  'membership.config.oidc.clientSecret',
  'global.platform.cookie.encryptionKey',
  'global.platform.membership.oauthClient.secret',
  'global.postgresql.auth.password',
  'global.postgresql.auth.postgresPassword',
]

const hosts: KeyChange[] = [
  {
    kind: 'common-domain',
    hosts: [
      {from: 'global.ingress.consoleUrl', to: 'global.platform.console.host', label: 'console'},
      {from: 'global.ingress.membershipUrl', to: 'global.platform.membership.host', label: 'membership'},
      {from: 'global.ingress.dexUrl', to: 'global.platform.membership.relyingParty.host', label: 'dex'},
    ],
    to: 'global.serviceHost',
    why: 'hosts are computed from the base domain since 2.0',
    source: README,
  },
  {
    kind: 'split-url',
    from: 'membership.config.url',
    to: {scheme: 'global.platform.membership.scheme', host: 'global.platform.membership.host'},
    why: "Membership's URL is computed since 2.0",
    source: README,
  },
  {
    kind: 'split-url',
    from: 'console.config.redirect_url',
    to: {scheme: 'global.platform.console.scheme', host: 'global.platform.console.host'},
    why: "the console's URL is computed since 2.0",
    source: README,
  },
  ...['membership.config.oidc.issuer', 'dex.config.issuer'].map((from): KeyChange => ({
    kind: 'split-url',
    from,
    to: {
      scheme: 'global.platform.membership.relyingParty.scheme',
      host: 'global.platform.membership.relyingParty.host',
      path: 'global.platform.membership.relyingParty.path',
    },
    why: 'Membership and Dex get their issuer from one place since 2.0',
    source: README,
  })),
]

const clients: KeyChange[] = [
  {
    kind: 'removed-items',
    list: 'dex.config.staticClients',
    key: 'id',
    equals: {valueAt: 'membership.config.oidc.clientId'},
    why: "Membership's own client is generated from membership.config.oidc since 2.0",
    source: GUIDE,
  },
  {
    kind: 'decide',
    path: 'membership.dex.configOverrides.staticClients',
    when: [{path: 'dex.config.staticClients', is: 'set'}],
    why: 'this list replaces the generated one, which holds the client of Membership',
    fix: "remove it when it is empty, else add Membership's client: id, secret, name, redirectURIs",
    source: GUIDE,
  },
  ...(['client', 'secret'] as const).map((key): KeyChange => ({
    kind: 'moved',
    from: `console.config.membership.${key}`,
    to: `global.platform.membership.oauthClient.${key === 'client' ? 'id' : 'secret'}`,
    why: "the console's OAuth client stands in one place since 2.0",
    source: README,
  })),
  ...['fctl', 'console'].map((id): KeyChange => ({
    kind: 'removed-items',
    list: 'membership.config.configMap.clients',
    key: 'id',
    equals: id,
    why: `the client ${id} is generated since 2.0`,
    source: README,
  })),
  {
    kind: 'moved',
    from: 'membership.config.configMap.clients',
    to: 'membership.config.auth.additionalOAuthClients',
    why: 'clients of your own are added to the generated ones since 2.0',
    source: README,
  },
]

const database: KeyChange[] = [
  {
    kind: 'moved',
    from: 'postgresql.global.postgresql.auth',
    to: 'global.postgresql.auth',
    why: 'every part reads the database from global.postgresql since 2.0',
    source: README,
  },
  {
    kind: 'split-url',
    from: 'membership.config.postgresqlUrl',
    to: {
      username: 'global.postgresql.auth.username',
      password: 'global.postgresql.auth.password',
      host: 'global.postgresql.host',
      port: 'global.postgresql.service.ports.postgresql',
      database: 'global.postgresql.auth.database',
      query: 'global.postgresql.additionalArgs',
    },
    ownHost: '^postgresql($|\\.)',
    why: 'every part reads the database from global.postgresql since 2.0; the URL is deprecated, and Dex ignores it',
    source: README,
  },
  {
    kind: 'decide',
    path: 'membership.dex.configOverrides.storage.config',
    when: [{path: 'dex.config.storage.config', is: 'filled'}],
    why: 'Dex gets its database from global.postgresql since 2.0, and what stands here wins over it',
    fix: "remove it when it is Membership's database; its ssl.mode belongs into global.postgresql.additionalArgs (sslmode=…)",
    source: GUIDE,
  },
  {
    kind: 'moved',
    from: 'postgresql',
    to: 'membership.postgresql',
    why: 'the database is a child of membership since 2.0',
    source: README,
  },
]

const consoleConfig: KeyChange[] = [
  {
    kind: 'moved',
    from: 'console.config.encryption_key',
    to: 'global.platform.cookie.encryptionKey',
    why: 'the old key is read only while the new one is empty, and by default it is not',
    source: README,
  },
  {
    kind: 'moved-to-environment',
    from: 'console.config.features_disabled',
    list: 'console.config.additionalEnv',
    name: 'FEATURES_DISABLED',
    why: 'it is a variable of the environment since 2.0',
    source: README,
  },
  ...['encryption_iv', 'database', 'managed_stack', 'membership'].map((key): KeyChange => ({
    kind: 'removed',
    path: `console.config.${key}`,
    why: 'the console of 2.0 has no such setting',
    source: README,
  })),
]

export const upgrade1To2: ChartUpgrade = {
  from: 1,
  to: 2,
  changes: [
    ...hosts,
    {kind: 'removed', path: 'global.ingress', why: 'hosts are computed from the base domain since 2.0', source: README},
    ...clients,
    ...database,
    ...consoleConfig,
    {
      kind: 'moved',
      from: 'dex.config',
      to: 'membership.dex.configOverrides',
      why: "Membership's chart writes Dex's configuration since 2.0, and lays this over it",
      source: README,
    },
    {kind: 'moved', from: 'dex', to: 'membership.dex', why: 'Dex is a child of membership since 2.0', source: README},
    {
      kind: 'decide',
      path: 'serviceAccount',
      when: [{path: 'serviceAccount', is: 'filled'}],
      why: 'each service has its own account since 2.0',
      fix: 'write it below membership, portal and console',
      source: README,
    },
    {kind: 'removed', path: 'commonLabels', why: 'there are no common labels since 2.0', source: README},
  ],
  stops: [
    {
      id: 'reinstall-2',
      title: 'Uninstall 1.0.x and install 2.x, with the volume kept',
      what:
        'The labels that select the pods change, and Kubernetes refuses to change them: helm upgrade fails. Dump the database, ' +
        'keep its volume, uninstall the old release and install the new one. The guide called the old one regions.',
      commands: [
        'helm get values regions --namespace {namespace} --output yaml > values-1.0.yaml',
        'helm uninstall regions --namespace {namespace}',
      ],
      source: README,
    },
  ],
}
