import {mistake} from './mistake.js'

const external = (host: string) =>
  `global:\n  postgresql:\n    host: ${host} # <--\nmembership:\n  postgresql:\n    enabled: false`
const args = (text: string) => `global:\n  postgresql:\n    additionalArgs: ${text} # <--`
const overrides = (text: string) => `membership:\n  dex:\n    configOverrides:\n      ${text}`

/** The database, Dex and how the parts go together. */
export const deploymentMistakes = [
  mistake('database-host-missing', 'nobody is told the external database', external('""'), external('db.example.net')),
  mistake(
    'database-host-elsewhere',
    'the bundled database is still on',
    'global:\n  postgresql:\n    host: db.example.net # <--',
    external('db.example.net'),
  ),
  mistake(
    'database-host-elsewhere',
    'the file is of another release',
    'global:\n  postgresql:\n    host: other-postgresql.formance-system.svc # <--',
    'global:\n  postgresql:\n    host: cloudprem-postgresql.formance-system.svc',
  ),
  mistake('database-host-form', 'the host has a port', external('db.example.net:5433'), external('db.example.net')),
  mistake('database-arguments', 'the query has its question mark', args('"?sslmode=disable"'), 'fix'),
  mistake('database-arguments', 'sslmode is misspelt', args('sslmode=requre'), args('sslmode=disable')),
  mistake(
    'database-iam-bundled',
    'IAM is on with the bundled database',
    'global:\n  aws:\n    iam: true # <--',
    'global:\n  aws:\n    iam: false',
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
  ),
  mistake(
    'database-image',
    'the registry is moved',
    'membership:\n  postgresql:\n    image:\n      registry: registry.example.net # <--',
    'global:\n  security:\n    allowInsecureImages: true\nmembership:\n  postgresql:\n    image:\n      registry: registry.example.net',
  ),
  mistake(
    'second-database',
    'the portal has a database too',
    'portal:\n  postgresql:\n    enabled: true # <--',
    'portal:\n  postgresql:\n    enabled: false',
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
  ),
  mistake(
    'dex-static-client',
    "Membership's client is replaced",
    overrides('staticClients: [{id: mine}] # <--'),
    overrides('staticClients: [{id: mine}, {id: membership}]'),
  ),
  mistake(
    'dex-password-database',
    'the password database is off beside users',
    overrides('enablePasswordDB: false # <--\n      staticPasswords: [{email: a@b.c, hash: x, username: a, userID: "1"}]'),
    overrides('enablePasswordDB: false\n      staticPasswords: []'),
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
  ),
  mistake(
    'dex-config-secret',
    "Dex's Secret is renamed",
    'membership:\n  dex:\n    configSecret:\n      name: mine # <--',
    'membership: {}',
  ),
  mistake(
    'no-identity-provider',
    'Dex is off and nobody else is there',
    'membership:\n  dex:\n    enabled: false # <--',
    'membership:\n  dex:\n    enabled: true',
  ),
  mistake(
    'no-identity-provider',
    'connectors are given before 3.4.0',
    'membership:\n  config:\n    oidc:\n      connectors: # <--\n        - {id: acme}',
    'membership: {}',
    {major: 3, context: {chartVersion: '3.3.2'}},
  ),
  mistake(
    'connector-template',
    'a connector has a template',
    overrides(
      "connectors:\n        - type: ldap\n          id: ldap\n          config:\n            filter: '(uid={{ .Username }})' # <--",
    ),
    overrides('connectors: []'),
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
    {major: 3},
  ),
  mistake(
    'agents-half-configured',
    'managed stacks are off without NATS',
    'membership:\n  feature:\n    managedStacks: false # <--',
    'global:\n  nats: {enabled: true}\nmembership:\n  feature:\n    managedStacks: false',
  ),
  mistake('tls-verification-off', 'Membership runs in dev mode', 'membership:\n  dev: true # <--', 'membership:\n  dev: false'),
  mistake(
    'migration-hooks',
    'hooks run before the bundled database is there',
    'membership:\n  feature:\n    migrationHooks: true # <--',
    'membership:\n  feature:\n    migrationHooks: false',
  ),
]
