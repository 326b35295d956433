import {EVERY, mistake} from './mistake.js'

const external = (host: string) =>
  `global:\n  postgresql:\n    host: ${host} # <--\nmembership:\n  postgresql:\n    enabled: false`
const args = (text: string) => `global:\n  postgresql:\n    additionalArgs: ${text} # <--`
const overrides = (text: string) => `membership:\n  dex:\n    configOverrides:\n      ${text}`

const client = (secret: string, uri = 'https://membership.formance.example/api/authorize/callback') =>
  `{id: membership, ${secret}, redirectURIs: ['${uri}']}`

/** The database, Dex and how the parts go together. */
export const deploymentMistakes = [
  mistake('database-host-missing', 'nobody is told the external database', external('""'), external('db.example.net')),
  mistake(
    'database-host-elsewhere',
    'the bundled database is still on',
    'global:\n  postgresql:\n    host: db.example.net # <--',
    external('db.example.net'),
    {row: 38, majors: EVERY},
  ),
  mistake(
    'database-host-elsewhere',
    'the file is of another release',
    'global:\n  postgresql:\n    host: other-postgresql.formance-system.svc # <--',
    'global:\n  postgresql:\n    host: cloudprem-postgresql.formance-system.svc',
  ),
  mistake('database-host-form', 'the host has a port', external('db.example.net:5433'), external('db.example.net'), {
    row: 37,
    majors: EVERY,
  }),
  mistake('database-arguments', 'the query has its question mark', args('"?sslmode=disable"'), 'fix', {row: 37, majors: EVERY}),
  mistake('database-arguments', 'sslmode is misspelt', args('sslmode=requre'), args('sslmode=disable'), {row: 37, majors: EVERY}),
  mistake(
    'database-iam-bundled',
    'IAM is on with the bundled database',
    'global:\n  aws:\n    iam: true # <--',
    'global:\n  aws:\n    iam: false',
    {row: 42, majors: EVERY},
  ),
  mistake(
    'database-not-persistent',
    'the database has no volume',
    'membership:\n  postgresql:\n    primary:\n      persistence:\n        enabled: false # <--',
    'membership:\n  postgresql:\n    primary:\n      persistence:\n        enabled: true',
  ),
  mistake(
    'database-url',
    'Membership alone has another database',
    'membership:\n  config:\n    postgresqlUrl: postgres://db/formance # <--',
    'membership: {}',
    {row: 41, majors: EVERY},
  ),
  mistake(
    'database-image',
    'the registry is moved',
    'membership:\n  postgresql:\n    image:\n      registry: registry.example.net # <--',
    'global:\n  security:\n    allowInsecureImages: true\nmembership:\n  postgresql:\n    image:\n      registry: registry.example.net',
    {row: 45},
  ),
  mistake(
    'second-database',
    'the portal has a database too',
    'portal:\n  postgresql:\n    enabled: true # <--',
    'portal:\n  postgresql:\n    enabled: false',
    {row: 40},
  ),
  mistake(
    'migration-user-empty',
    'a field of the migration user is empty',
    'portal:\n  config:\n    migration:\n      postgresql:\n        auth:\n          username: "" # <--',
    'portal: {}',
  ),
  mistake(
    'dex-ssl-mode',
    'Dex does not follow the database',
    `global:\n  postgresql:\n    host: db.example.net\n    additionalArgs: sslmode=require\nmembership:\n  postgresql:\n    enabled: false\n  dex:\n    configOverrides:\n      storage:\n        config:\n          ssl:\n            mode: disable # <--`,
    `global:\n  postgresql:\n    host: db.example.net\n    additionalArgs: sslmode=require\nmembership:\n  postgresql:\n    enabled: false\n  dex:\n    configOverrides:\n      storage:\n        config:\n          ssl:\n            mode: require`,
  ),
  mistake(
    'dex-issuer',
    'Dex calls itself something else',
    overrides('issuer: https://login.formance.example # <--'),
    overrides('issuer: https://dex.formance.example'),
    {row: 30, majors: EVERY},
  ),
  mistake(
    'dex-static-client',
    "Membership's client is replaced",
    overrides('staticClients: [{id: mine}] # <--'),
    overrides(`staticClients: [{id: mine}, ${client('secret: "{{ .Values.config.oidc.clientSecret }}"')}]`),
    {row: 31, majors: EVERY},
  ),
  mistake(
    'dex-password-database',
    'the password database is off beside users',
    overrides('enablePasswordDB: false # <--\n      staticPasswords: [{email: a@b.c, hash: x, username: a, userID: "1"}]'),
    overrides('enablePasswordDB: false\n      staticPasswords: []'),
    {row: 32, majors: EVERY},
  ),
  mistake(
    'dex-default-user',
    "the chart's user is kept",
    overrides('staticPasswords: # <--').replace(
      'staticPasswords: # <--',
      'staticPasswords:\n        - email: admin@formance.com\n          hash: "$2a$10$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W" # <--',
    ),
    overrides('staticPasswords: []'),
  ),
  mistake(
    'dex-config-secret',
    'Dex makes its own Secret',
    'membership:\n  dex:\n    configSecret:\n      create: true # <--',
    'membership:\n  dex:\n    configSecret:\n      create: false',
    {row: 34, majors: EVERY},
  ),
  mistake(
    'dex-config-secret',
    "Dex's Secret is renamed",
    'membership:\n  dex:\n    configSecret:\n      name: mine # <--',
    'membership: {}',
    {row: 35, majors: EVERY},
  ),
  mistake(
    'no-identity-provider',
    'Dex is off and nobody else is there',
    'membership:\n  dex:\n    enabled: false # <--',
    'membership:\n  dex:\n    enabled: true',
    {row: 51, majors: [3, 4]},
  ),
  mistake(
    'no-identity-provider',
    'connectors are given before 3.4.0',
    'membership:\n  config:\n    oidc:\n      connectors: # <--\n        - {id: acme}',
    'membership: {}',
    {row: 50, majors: [3], context: {chartVersion: '3.3.2'}},
  ),
  mistake(
    'connector-template',
    'a connector has a template',
    overrides(
      "connectors:\n        - type: ldap\n          id: ldap\n          config:\n            filter: '(uid={{ .Username }})' # <--",
    ),
    overrides('connectors: []'),
    {row: 36, majors: EVERY},
  ),
  mistake(
    'secret-in-configmap',
    'a connector holds its secret',
    'membership:\n  config:\n    oidc:\n      connectors:\n        - id: acme\n          clientSecret: aSecretThatAllCanRead00001 # <--',
    'membership: {}',
  ),
  mistake(
    'membership-volumes',
    'Membership mounts a CA',
    'membership:\n  volumes: # <--\n    - {name: ca, configMap: {name: ca}}',
    'portal:\n  volumes:\n    - {name: ca, configMap: {name: ca}}',
    {row: 43},
  ),
  mistake(
    'old-scopes',
    'a scope of 3.x is kept',
    'global:\n  platform:\n    portal:\n      oauth:\n        client:\n          scopes: [supertoken] # <--',
    'global: {}',
  ),
  mistake(
    'console-without-portal',
    'console v2 runs alone',
    'global:\n  platform:\n    portal:\n      enabled: false # <--',
    'global:\n  platform:\n    portal: {enabled: false}\n    console: {enabled: false}',
    {majors: [3]},
  ),
  mistake(
    'agents-half-configured',
    'managed stacks are off without NATS',
    'membership:\n  feature:\n    managedStacks: false # <--',
    'global:\n  nats: {enabled: true, url: nats://nats:4222}\nmembership:\n  feature:\n    managedStacks: false',
  ),
  mistake('tls-verification-off', 'Membership runs in dev mode', 'membership:\n  dev: true # <--', 'membership:\n  dev: false'),
  mistake(
    'migration-hooks',
    'hooks run before the bundled database is there',
    'membership:\n  feature:\n    migrationHooks: true # <--',
    'membership:\n  feature:\n    migrationHooks: false',
  ),

  mistake(
    'dex-issuer',
    "Dex's Ingress answers to another name",
    'membership:\n  dex:\n    ingress:\n      hosts:\n        - host: login.formance.example # <--\n          paths: [{path: /, pathType: Prefix}]\n      tls:\n        - {secretName: x, hosts: [dex.formance.example]}',
    'global:\n  platform:\n    membership:\n      relyingParty:\n        host: login.formance.example\nmembership:\n  dex:\n    ingress:\n      hosts:\n        - host: login.formance.example\n          paths: [{path: /, pathType: Prefix}]',
    {row: 30, majors: EVERY},
  ),
  mistake(
    'membership-volumes',
    'Membership mounts a file',
    'membership:\n  volumeMounts: # <--\n    - {name: ca, mountPath: /etc/ca}',
    'membership: {}',
    {row: 43},
  ),
]
