import {EVERY, mistake} from './mistake.js'

const own = 'aSecretOfMyOwn000000000001'
const callback = 'https://membership.formance.example/api/authorize/callback'
const clients = (entry: string) =>
  `membership:\n  config:\n    oidc:\n      clientSecret: ${own}\n  dex:\n    configOverrides:\n      staticClients:\n        - id: membership\n          ${entry.replaceAll('\n', '\n          ')}`
const HASH = `$2b$12$${'k'.repeat(53)}`
const users = (...lines: string[]) =>
  `membership:\n  dex:\n    configOverrides:\n      staticPasswords:\n${lines.map((line) => `        - ${line}`).join('\n')}`
const user = (id: string, hash = HASH) => `{email: ${id}@formance.example, username: ${id}, userID: ${id}-1, hash: "${hash}"}`

/** Dex, its users, and what it and Membership have to agree on. */
export const dexMistakes = [
  mistake(
    'dex-client-pair',
    'Dex has another client secret than Membership',
    clients(`secret: anotherSecretThanThatOne01 # <--\nredirectURIs: ['${callback}']`),
    clients(`secret: ${own}\nredirectURIs: ['${callback}']`),
    {majors: EVERY},
  ),
  mistake(
    'dex-client-pair',
    'the redirect URI has the path of the consoles',
    clients(`secret: ${own}\nredirectURIs: # <--\n  - https://membership.formance.example/auth/login`),
    clients(`secret: ${own}\nredirectURIs:\n  - ${callback}`),
    {majors: EVERY},
  ),
  mistake(
    'dex-client-pair',
    'the redirect URI still names another domain',
    clients(`secret: ${own}\nredirectURIs: ['https://membership.other.example/api/authorize/callback'] # <--`),
    clients(`secret: ${own}\nredirectURIs: ['${callback}']`),
  ),
  mistake(
    'dex-client-pair',
    'Dex reads the secret from a variable that it does not have',
    clients(`secretEnv: OIDC_SECRET # <--\nredirectURIs: ['${callback}']`),
    clients(`secret: ${own}\nredirectURIs: ['${callback}']`),
  ),
  mistake(
    'dex-client-pair',
    'Membership has its secret from Kubernetes and Dex from the file',
    `membership:\n  config:\n    oidc:\n      existingSecret: oidc\n      secretKeys: {secret: key}\n  dex:\n    envVars:\n      - {name: MEMBERSHIP_CLIENT_SECRET, valueFrom: {secretKeyRef: {name: oidc, key: key}}}\n    configOverrides:\n      staticClients:\n        - id: membership\n          secret: ${own} # <--\n          redirectURIs: ['${callback}']`,
    `membership:\n  config:\n    oidc:\n      existingSecret: oidc\n      secretKeys: {secret: key}\n  dex:\n    envVars:\n      - {name: MEMBERSHIP_CLIENT_SECRET, valueFrom: {secretKeyRef: {name: oidc, key: key}}}\n    configOverrides:\n      staticClients:\n        - id: membership\n          secretEnv: MEMBERSHIP_CLIENT_SECRET\n          redirectURIs: ['${callback}']`,
  ),
  mistake(
    'dex-user-hash',
    'the password stands where its hash belongs',
    users(`${user('ada', 'correct horse')} # <--`),
    users(user('ada')),
    {
      majors: EVERY,
    },
  ),
  mistake(
    'dex-user-hash',
    'the hash was made too cheaply',
    users(`${user('ada', HASH.replace('12', '05'))} # <--`),
    users(user('ada')),
  ),
  mistake(
    'dex-user-hash',
    'a user has no hash',
    users('{email: ada@formance.example, username: ada, userID: ada-1} # <--'),
    users(user('ada')),
  ),
  mistake(
    'dex-users-equal',
    'two users have one userID, as on the first page of the guide',
    users(user('ada'), `${user('bob').replace('bob-1', 'ada-1')} # <--`),
    users(user('ada'), user('bob')),
    {majors: EVERY},
  ),
  mistake(
    'dex-users-equal',
    'one address is written in two ways',
    users(user('ada'), `${user('bob').replace('bob@', 'Ada@')} # <--`),
    users(user('ada'), user('bob')),
  ),
  mistake(
    'dex-config-secret',
    'nobody writes the Secret of Dex',
    'membership:\n  dex:\n    configSecret:\n      createConfigSecretOverrides: false # <--',
    'membership: {}',
    {majors: EVERY},
  ),
  mistake(
    'dex-scope',
    "another provider is asked for Dex's scope",
    'membership:\n  dex:\n    enabled: false\n  config:\n    oidc:\n      scopes: [openid, email, "federated:id"] # <--',
    'membership:\n  dex:\n    enabled: false\n  config:\n    oidc:\n      scopes: [openid, email]',
    {majors: [2]},
  ),
]
