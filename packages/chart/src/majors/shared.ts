// What 2.x, 3.x and 4.x have in common. Source: formancehq/helm, charts/{cloudprem,membership,portal,console,console-v3}/
// values.yaml and templates at the tags cloudprem-2.2.1, 3.20.1 and 4.10.2.
import type {DeadKey, ExposedHost, SecretSetting, Setting} from './facts.js'

const host = (name: string) => `${name}.{{ .Values.global.serviceHost }}`

export const membershipHost: ExposedHost = {
  component: 'membership',
  hostPath: 'global.platform.membership.host',
  defaultHost: host('membership'),
  ingressPath: 'membership.ingress',
  urlPath: '/api',
  enabledPath: 'global.platform.membership.enabled',
}

export const dexHost: ExposedHost = {
  component: 'dex',
  hostPath: 'global.platform.membership.relyingParty.host',
  defaultHost: host('dex'),
  ingressPath: 'membership.dex.ingress',
  urlPath: '/',
  enabledPath: 'membership.dex.enabled',
}

export const portalHost: ExposedHost = {
  component: 'portal',
  hostPath: 'global.platform.portal.host',
  defaultHost: host('portal'),
  ingressPath: 'portal.ingress',
  urlPath: '/',
  enabledPath: 'global.platform.portal.enabled',
}

/** Console v2, gone in 4.0. */
export const consoleHost: ExposedHost = {
  component: 'console',
  hostPath: 'global.platform.console.host',
  defaultHost: host('console'),
  ingressPath: 'console.ingress',
  urlPath: '/',
  enabledPath: 'global.platform.console.enabled',
}

/** Two labels below the base domain by default, so that `*.<serviceHost>` does not cover it. On by default from 3.14.0. */
export const consoleV3Host: ExposedHost = {
  component: 'console-v3',
  hostPath: 'global.platform.consoleV3.host',
  defaultHost: host('console.v3'),
  ingressPath: 'console-v3.ingress',
  urlPath: '/',
  enabledPath: 'global.platform.consoleV3.enabled',
  onByDefaultSince: '3.14.0',
}

export const oidcSecret: SecretSetting = {
  path: 'membership.config.oidc.clientSecret',
  default: 'changeMe',
  meaning: "Membership's client secret at Dex",
  existingSecret: 'membership.config.oidc.existingSecret',
  secretKey: 'membership.config.oidc.secretKeys.secret',
  enabledPath: 'membership.dex.enabled',
}

export const databaseSecret: SecretSetting = {
  path: 'global.postgresql.auth.password',
  default: 'formance',
  meaning: "the database user's password",
  existingSecret: 'global.postgresql.auth.existingSecret',
  secretKey: 'global.postgresql.auth.secretKeys.adminPasswordKey',
}

export const databaseAdminSecret: SecretSetting = {
  path: 'global.postgresql.auth.postgresPassword',
  default: 'formance',
  meaning: "the password of postgres, the bundled database's superuser",
  existingSecret: 'global.postgresql.auth.existingSecret',
  secretKey: 'global.postgresql.auth.secretKeys.userPasswordKey',
  enabledPath: 'membership.postgresql.enabled',
}

export const portalCookie: SecretSetting = {
  path: 'portal.config.cookie.secret',
  default: 'changeMe2',
  meaning: "the key of the portal's session cookie",
  existingSecret: 'portal.config.cookie.existingSecret',
  secretKey: 'portal.config.cookie.secretKeys.secret',
  enabledPath: 'global.platform.portal.enabled',
}

/** From 3.0 each console has an OAuth client of its own. */
export const portalClient: SecretSetting = {
  path: 'global.platform.portal.oauth.client.secret',
  default: 'changeMe1',
  meaning: "the portal's client secret at Membership",
  existingSecret: 'global.platform.portal.oauth.client.existingSecret',
  secretKey: 'global.platform.portal.oauth.client.secretKeys.secret',
  enabledPath: 'global.platform.portal.enabled',
}

export const consoleV3Client: SecretSetting = {
  path: 'global.platform.consoleV3.oauth.client.secret',
  default: 'changeMe2',
  meaning: "console v3's client secret at Membership",
  existingSecret: 'global.platform.consoleV3.oauth.client.existingSecret',
  secretKey: 'global.platform.consoleV3.oauth.client.secretKeys.secret',
  enabledPath: 'global.platform.consoleV3.enabled',
  onByDefaultSince: '3.14.0',
}

export const consoleV3Cookie: SecretSetting = {
  path: 'console-v3.config.cookie.encryptionKey',
  default: 'changeMe00',
  meaning: "the key of console v3's session cookie",
  existingSecret: 'console-v3.config.cookie.existingSecret',
  secretKey: 'console-v3.config.cookie.secretKeys.encryptionKey',
  enabledPath: 'global.platform.consoleV3.enabled',
  onByDefaultSince: '3.14.0',
}

export const sharedSettings: readonly Setting[] = [
  {path: 'global.serviceHost', type: 'string', default: '', meaning: 'base domain below which every host lies; needed'},
  {path: 'global.platform.membership.host', type: 'string', default: membershipHost.defaultHost, meaning: "Membership's host"},
  {path: 'global.platform.membership.scheme', type: 'string', default: 'https', meaning: 'scheme of its public URL'},
  {
    path: 'global.platform.membership.relyingParty.host',
    type: 'string',
    default: dexHost.defaultHost,
    meaning: "host of the OIDC issuer that Membership trusts; Dex's Ingress answers to it",
  },
  {path: 'global.platform.membership.relyingParty.scheme', type: 'string', default: 'https', meaning: "the issuer's scheme"},
  {path: 'global.platform.membership.relyingParty.path', type: 'string', default: '', meaning: "the issuer's path"},
  {path: 'global.platform.portal.host', type: 'string', default: portalHost.defaultHost, meaning: "the portal's host"},
  {path: 'global.platform.consoleV3.host', type: 'string', default: consoleV3Host.defaultHost, meaning: "console v3's host"},
  {
    path: 'global.postgresql.host',
    type: 'string',
    default: '',
    meaning: 'database host: read when the bundled database is off, and by portal and console-v3 (4.x) in every case',
  },
  {path: 'global.postgresql.service.ports.postgresql', type: 'integer', default: 5432, meaning: 'database port'},
  {path: 'global.postgresql.additionalArgs', type: 'string', default: 'sslmode=disable', meaning: 'query part of every URI'},
  {path: 'global.postgresql.auth.username', type: 'string', default: 'formance', meaning: 'database user'},
  {path: 'global.postgresql.auth.database', type: 'string', default: 'formance', meaning: 'database of every component'},
  {path: 'global.postgresql.auth.existingSecret', type: 'string', default: '', meaning: 'Secret with the passwords'},
  {path: 'membership.postgresql.enabled', type: 'boolean', default: true, meaning: 'deploys the bundled PostgreSQL'},
  {path: 'membership.dex.enabled', type: 'boolean', default: true, meaning: 'deploys Dex as the identity provider'},
  {path: 'membership.dex.envVars', type: 'list', default: [], meaning: "Dex's environment"},
  {
    path: 'membership.dex.configOverrides',
    type: 'map',
    meaning: "laid over Dex's generated issuer, storage and staticClients; lists replace lists",
  },
  {
    path: 'membership.dex.configSecret.create',
    type: 'boolean',
    default: false,
    meaning: "keep false: Membership's chart writes it",
  },
  {
    path: 'membership.dex.configSecret.name',
    type: 'string',
    default: 'membership-dex-config',
    meaning: 'keep: the name is fixed',
  },
  {path: 'membership.config.oidc.clientId', type: 'string', default: 'membership', meaning: "Membership's client id at Dex"},
  {
    path: 'membership.config.oidc.scopes',
    type: 'list',
    default: ['openid', 'email', 'federated:id'],
    meaning: 'last one is Dex-only',
  },
  {path: 'membership.config.oidc.connectors', type: 'list', default: [], since: '3.4.0', meaning: 'OIDC providers without Dex'},
  {
    path: 'membership.feature.managedStacks',
    type: 'boolean',
    default: true,
    meaning: 'false together with NATS opens gRPC for agents',
  },
  {path: 'membership.feature.disableEvents', type: 'boolean', default: true, meaning: 'no events are published'},
  {path: 'membership.feature.migrationHooks', type: 'boolean', default: false, meaning: 'migration Job as a Helm hook'},
  {path: 'global.nats.enabled', type: 'boolean', default: false, meaning: 'a NATS broker for agents and events'},
  {path: 'global.nats.url', type: 'string', default: '', meaning: 'its address'},
  {path: 'global.aws.iam', type: 'boolean', default: false, meaning: 'database login by IAM instead of a password; not for Dex'},
  ...[membershipHost, dexHost, portalHost, consoleV3Host].flatMap(ingressSettings),
]

/** The five settings of an Ingress; `tls[].hosts` must be given, without it the controller decides what the certificate is for. */
export function ingressSettings({ingressPath: path, urlPath}: ExposedHost): Setting[] {
  return [
    {path: `${path}.enabled`, type: 'boolean', default: true, meaning: 'makes the Ingress'},
    {path: `${path}.className`, type: 'string', default: '', meaning: "Ingress class; empty is the cluster's default"},
    {path: `${path}.annotations`, type: 'map', default: {}, meaning: 'strings only: true and 1 must be quoted'},
    {path: `${path}.hosts`, type: 'list', meaning: `host and paths; by default the component's host with ${urlPath}`},
    {path: `${path}.tls`, type: 'list', default: [], meaning: 'secretName and hosts of the certificate'},
  ]
}

const movedBelowMembership = (key: string): DeadKey => ({
  path: key,
  replacement: `membership.${key}`,
  why: `${key} is a child of membership since 2.0`,
})

export const sharedDeadKeys: readonly DeadKey[] = [
  movedBelowMembership('dex'),
  movedBelowMembership('postgresql'),
  {path: 'consoleV3', replacement: 'console-v3', why: 'the chart is called console-v3'},
  {path: 'global.license', replacement: 'global.licence', why: 'it is spelled licence'},
  {path: 'global.licence.clusterId', replacement: 'global.licence.clusterID', why: 'it is spelled clusterID'},
  {path: 'global.ingress', replacement: 'global.serviceHost', why: 'hosts are computed from the base domain since 2.0'},
  {
    path: 'global.service.ports.postgresql',
    replacement: 'global.postgresql.service.ports.postgresql',
    why: 'no template reads it',
  },
  {path: 'global.nats.auth.user', replacement: 'global.nats.auth.username', why: 'the template reads username'},
  {path: 'global.platform.membership.oidc', replacement: 'global.platform.membership.relyingParty', why: 'no template reads it'},
  {
    path: 'membership.dex.config',
    replacement: 'membership.dex.configOverrides',
    why: "Membership's chart writes Dex's configuration",
  },
  {path: 'membership.postgresql.auth', replacement: 'global.postgresql.auth', why: 'credentials are read from global only'},
  {
    path: 'membership.dex.configOverrides.ssl',
    replacement: 'membership.dex.configOverrides.storage.config.ssl',
    why: 'Dex has no such setting',
  },
  {path: 'membership.job', replacement: 'membership.config.job', why: 'jobs are configured below config'},
  {path: 'membership.config.cycle', replacement: 'membership.config.stack.cycle', why: 'it lies below config.stack'},
  {path: 'membership.additionalEnv', replacement: 'membership.config.additionalEnv', why: 'moved in 2.0.0-beta.30'},
  {
    path: 'membership.config.additionalOAuthClients',
    replacement: 'membership.config.auth.additionalOAuthClients',
    why: 'moved in 2.0.0-beta.15',
  },
  {
    path: 'membership.config.configMap',
    replacement: 'membership.config.auth.additionalOAuthClients',
    why: 'clients are generated since 2.0',
  },
  {path: 'membership.config.url', replacement: 'global.platform.membership.host', why: 'URLs are computed since 2.0'},
  {
    path: 'membership.config.oidc.issuer',
    replacement: 'global.platform.membership.relyingParty',
    why: 'the issuer is computed since 2.0',
  },
  {path: 'membership.replicas', replacement: 'membership.replicaCount', why: 'membership counts with replicaCount'},
  {path: 'portal.replicaCount', replacement: 'portal.replicas', why: 'the portal counts with replicas'},
  {path: 'console-v3.replicaCount', replacement: 'console-v3.replicas', why: 'console-v3 counts with replicas'},
  ...['membership', 'portal', 'console', 'console-v3', 'membership.dex'].map((component) => ({
    path: `${component}.ingress.ingressClassName`,
    replacement: `${component}.ingress.className`,
    why: 'the key is className',
  })),
]

/** Switches of 2.x that 3.0 replaced; ignored, so that a part which was off comes back. */
export const movedSwitches: readonly DeadKey[] = ['membership', 'portal', 'console'].map((component) => ({
  path: `${component}.enabled`,
  replacement: `global.platform.${component}.enabled`,
  why: 'the switch lies below global.platform since 3.0',
}))

export const licenceSettings: readonly Setting[] = [
  {
    path: 'global.licence.token',
    type: 'string',
    default: '',
    meaning: "the Enterprise licence; readable in Membership's Deployment",
  },
  {path: 'global.licence.existingSecret', type: 'string', default: '', meaning: 'Secret that holds the token instead'},
  {path: 'global.licence.secretKeys.token', type: 'string', default: '', meaning: 'key in it'},
  {
    path: 'global.licence.clusterID',
    type: 'string',
    default: '',
    meaning: 'UID of the namespace kube-system; one licence a cluster',
  },
  {path: 'global.licence.issuer', type: 'string', default: 'https://license.formance.cloud/keys', meaning: 'who signed it'},
]
