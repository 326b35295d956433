import {mistake} from './mistake.js'

const oidc = (secret: string) => `membership:\n  config:\n    oidc:\n      clientSecret: ${secret} # <--`
const password = (text: string) => `global:\n  postgresql:\n    auth:\n      password: ${text} # <--`
const cookie = (text: string) => `portal:\n  config:\n    cookie:\n      secret: ${text} # <--`
const own = 'aSecretOfMyOwn000000000001'
const dexVariable = (name: string, secret: string, key: string) =>
  `  dex:\n    envVars:\n      - name: ${name}\n        valueFrom: {secretKeyRef: {name: ${secret}, key: ${key}}}`
const databaseKeys = (user: string) =>
  `global:\n  postgresql:\n    auth:\n      existingSecret: db\n      secretKeys: # <--\n        adminPasswordKey: password\n        userPasswordKey: ${user}\nmembership:\n${dexVariable('POSTGRES_PASSWORD', 'db', 'password')}`

/** Secrets, the licence, and what must agree with them. */
export const secretMistakes = [
  mistake('default-secret', "a secret is the chart's", oidc('changeMe'), oidc(own)),
  mistake('default-secret', 'the database has its published password', password('formance'), password(own)),
  mistake('default-secret', 'a secret is empty', cookie('""'), cookie(own)),
  mistake('secret-characters', 'a password has an @', password('abcdefgh@ijklmnopqrstuvw'), password(own)),
  mistake('secret-characters', 'a password has a comment in it', password("'abcdefgh #ijklmnopqrstuvw'"), password(own)),
  mistake('secret-characters', 'a password is all digits', password('"123456789012345678901234"'), password(own)),
  mistake('secret-characters', 'a password has a dollar', password('abcdefgh$ijklmnopqrstuvw'), password(own)),
  mistake('secret-characters', 'a password is a template', password("'{{abcdefghijklmnopqrstuv'"), password(own)),
  mistake('secret-characters', 'a client secret has a quote', oidc(`'abcdefgh"ijklmnopqrstuvw'`), oidc(own)),
  mistake('secret-characters', 'a cookie is the word true', cookie('"true"'), cookie(own)),
  mistake('secret-short', 'a secret is short', cookie('abcdefgh'), cookie(own)),
  mistake(
    'secret-shared',
    'one secret is used twice',
    `${cookie(own).replace(' # <--', '')}\nconsole-v3:\n  config:\n    cookie:\n      encryptionKey: ${own} # <--`,
    cookie(own),
  ),
  mistake(
    'known-secret',
    'a secret of the chart stands elsewhere',
    'x-a:\n  clientSecret: changeMe # <--',
    `x-a:\n  clientSecret: ${own}`,
  ),
  mistake(
    'existing-secret-key-missing',
    'a Secret comes without its key',
    'portal:\n  config:\n    cookie:\n      existingSecret: portal # <--',
    'portal:\n  config:\n    cookie:\n      existingSecret: portal\n      secretKeys: {secret: cookie}',
  ),
  mistake(
    'dex-environment',
    "Dex does not see Membership's Secret",
    'membership:\n  config:\n    oidc:\n      existingSecret: oidc\n      secretKeys: {secret: client-secret}\n  dex:\n    envVars: [] # <--',
    `membership:\n  config:\n    oidc:\n      existingSecret: oidc\n      secretKeys: {secret: client-secret}\n${dexVariable('MEMBERSHIP_CLIENT_SECRET', 'oidc', 'client-secret')}`,
  ),
  mistake('database-keys-differ', 'admin and user have different keys', databaseKeys('other'), databaseKeys('password')),
  mistake(
    'licence-missing',
    'the licence has no token',
    'global:\n  licence:\n    token: "" # <--',
    'global:\n  licence:\n    token: a.licence.token',
  ),
  mistake(
    'licence-missing',
    'the cluster id is a name',
    'global:\n  licence:\n    clusterID: production # <--',
    'global:\n  licence:\n    clusterID: 6c1d1c1e-5f0a-4b57-9d0c-1f7a3c5e2b11',
  ),
]
