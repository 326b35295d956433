import {EVERY, mistake} from './mistake.js'

const oidc = (secret: string) => `membership:\n  config:\n    oidc:\n      clientSecret: ${secret} # <--`
const password = (text: string) => `global:\n  postgresql:\n    auth:\n      password: ${text} # <--`
const cookie = (text: string) => `portal:\n  config:\n    cookie:\n      secret: ${text} # <--`
const own = 'aSecretOfMyOwn000000000001'
const dexVariable = (name: string, secret: string, key: string) =>
  `  dex:\n    envVars:\n      - name: ${name}\n        valueFrom: {secretKeyRef: {name: ${secret}, key: ${key}}}`
const databaseKeys = (user: string) =>
  `global:\n  postgresql:\n    auth:\n      existingSecret: db\n      secretKeys: # <--\n        adminPasswordKey: password\n        userPasswordKey: ${user}\nmembership:\n${dexVariable('POSTGRES_PASSWORD', 'db', 'password')}`

const externalDatabase = (auth: string) =>
  `global:\n  postgresql:\n    host: db.example.net\n    auth:\n      ${auth}\nmembership:\n  postgresql:\n    enabled: false\n`

const sharedCookie = (key: string) =>
  `global:\n  platform:\n    consoleV3: {enabled: true, host: console-v3.formance.example}\n    portal:\n      cookie: # <--\n        encryptionKey: ${key}\nportal:\n  config:\n    cookie:\n      secret: aCookieOfThePortal0000000001\nconsole-v3:\n  ingress:\n    tls:\n      - {secretName: x, hosts: [console-v3.formance.example]}`

/** Secrets, the licence, and what must agree with them. */
export const secretMistakes = [
  mistake('default-secret', "a secret is the chart's", oidc('changeMe'), oidc(own)),
  mistake('default-secret', 'the database has its published password', password('formance'), password(own)),
  mistake('default-secret', 'a secret is empty', cookie('""'), cookie(own)),
  mistake('secret-characters', 'a password has an @', password('abcdefgh@ijklmnopqrstuvw'), password(own), {
    row: 12,
    majors: EVERY,
  }),
  mistake('secret-characters', 'a password has a comment in it', password("'abcdefgh #ijklmnopqrstuvw'"), password(own), {
    row: 13,
    majors: EVERY,
  }),
  mistake('secret-characters', 'a password is all digits', password('"123456789012345678901234"'), password(own), {
    row: 11,
    majors: EVERY,
  }),
  mistake('secret-characters', 'a password has a dollar', password('abcdefgh$ijklmnopqrstuvw'), password(own), {
    row: 16,
    majors: EVERY,
  }),
  mistake('secret-characters', 'a password is a template', password("'{{abcdefghijklmnopqrstuv'"), password(own), {
    row: 15,
    majors: EVERY,
  }),
  mistake('secret-characters', 'a client secret has a quote', oidc(`'abcdefgh"ijklmnopqrstuvw'`), oidc(own), {
    row: 17,
    majors: EVERY,
  }),
  mistake('secret-characters', 'a cookie is the word true', cookie('"true"'), cookie(own), {row: 19, majors: [3, 4]}),
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
    {row: 20, majors: EVERY},
  ),
  mistake(
    'dex-environment',
    "Dex does not see Membership's Secret",
    'membership:\n  config:\n    oidc:\n      existingSecret: oidc\n      secretKeys: {secret: client-secret}\n  dex:\n    envVars: [] # <--',
    `membership:\n  config:\n    oidc:\n      existingSecret: oidc\n      secretKeys: {secret: client-secret}\n${dexVariable('MEMBERSHIP_CLIENT_SECRET', 'oidc', 'client-secret')}`,
    {row: 22, majors: EVERY},
  ),
  mistake('database-keys-differ', 'admin and user have different keys', databaseKeys('other'), databaseKeys('password'), {
    row: 23,
    majors: EVERY,
  }),
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

  mistake('secret-characters', 'a password is the word yes', password('"yes"'), password(own), {row: 11, majors: EVERY}),
  mistake('secret-characters', 'a password is the word true', password('"true"'), password(own), {row: 11, majors: EVERY}),
  mistake('secret-characters', 'a password is octal', password('"0123"'), password(own), {row: 11, majors: EVERY}),
  mistake('secret-characters', 'a password has a colon', password('abcdefgh:ijklmnopqrstuvw'), password(own), {
    row: 12,
    majors: EVERY,
  }),
  mistake('secret-characters', 'a password has a slash', password('abcdefgh/ijklmnopqrstuvw'), password(own), {
    row: 12,
    majors: EVERY,
  }),
  mistake('secret-characters', 'a password in quotes begins with a star', password("'*bcdefghijklmnopqrstuvwx'"), password(own), {
    row: 14,
    majors: EVERY,
  }),
  mistake('secret-characters', 'a cookie has a colon and a blank', cookie("'abcdefgh: ijklmnopqrstuv'"), cookie(own), {
    row: 14,
    majors: EVERY,
  }),
  mistake('secret-characters', 'a client secret has a backslash', oidc("'abcdefgh\\ijklmnopqrstuvw'"), oidc(own), {
    row: 17,
    majors: EVERY,
  }),
  mistake('secret-characters', 'a client secret is a template', oidc("'{{abcdefghijklmnopqrstuv'"), oidc(own), {
    row: 18,
    majors: EVERY,
  }),
  mistake('secret-characters', 'a cookie is all digits', cookie('"123456789012345678901234"'), cookie(own), {
    row: 19,
    majors: [3, 4],
  }),
  mistake(
    'licence-missing',
    "the licence's Secret comes without its key",
    'global:\n  licence:\n    token: ""\n    existingSecret: licence # <--',
    'global:\n  licence:\n    token: ""\n    existingSecret: licence\n    secretKeys: {token: token}',
    {row: 20, majors: [3, 4]},
  ),
  mistake(
    'existing-secret-key-missing',
    "Membership's Secret comes without its key",
    `membership:\n  config:\n    oidc:\n      existingSecret: oidc # <--\n${dexVariable('MEMBERSHIP_CLIENT_SECRET', 'oidc', 'client-secret')}`,
    `membership:\n  config:\n    oidc:\n      existingSecret: oidc\n      secretKeys: {secret: client-secret}\n${dexVariable('MEMBERSHIP_CLIENT_SECRET', 'oidc', 'client-secret')}`,
    {row: 20, majors: EVERY},
  ),
  mistake(
    'existing-secret-key-missing',
    "a client's Secret comes without its key",
    'global:\n  platform:\n    portal:\n      oauth:\n        client:\n          existingSecret: clients # <--',
    'global:\n  platform:\n    portal:\n      oauth:\n        client:\n          existingSecret: clients\n          secretKeys: {secret: portal}',
    {row: 20, majors: [3, 4]},
  ),
  mistake(
    'existing-secret-key-missing',
    "the client's Secret of 2.x comes without its key",
    'global:\n  platform:\n    membership:\n      oauthClient:\n        existingSecret: clients # <--',
    'global:\n  platform:\n    membership:\n      oauthClient:\n        existingSecret: clients\n        secretKeys: {secret: platform}',
    {row: 20, majors: [2]},
  ),
  mistake(
    'existing-secret-key-missing',
    "the bundled database's Secret comes without its keys",
    `global:\n  postgresql:\n    auth:\n      existingSecret: db # <--\nmembership:\n${dexVariable('POSTGRES_PASSWORD', 'db', 'password')}`,
    `global:\n  postgresql:\n    auth:\n      existingSecret: db\n      secretKeys: {adminPasswordKey: password, userPasswordKey: password}\nmembership:\n${dexVariable('POSTGRES_PASSWORD', 'db', 'password')}`,
    {row: 21, majors: EVERY},
  ),
  mistake(
    'existing-secret-key-missing',
    "an external database's Secret comes without its key",
    `${externalDatabase('existingSecret: db # <--')}${dexVariable('POSTGRES_PASSWORD', 'db', 'password')}`,
    `${externalDatabase('existingSecret: db\n      secretKeys: {adminPasswordKey: password}')}${dexVariable('POSTGRES_PASSWORD', 'db', 'password')}`,
    {row: 21, majors: EVERY},
  ),
  mistake(
    'dex-environment',
    "Dex does not see the database's Secret",
    `${externalDatabase('existingSecret: db\n      secretKeys: {adminPasswordKey: password}')}  dex:\n    envVars: [] # <--`,
    `${externalDatabase('existingSecret: db\n      secretKeys: {adminPasswordKey: password}')}${dexVariable('POSTGRES_PASSWORD', 'db', 'password')}`,
    {row: 22, majors: EVERY},
  ),

  mistake(
    'secret-characters',
    'a token of the agents has a quote',
    `membership:\n  config:\n    grpc:\n      tokens:\n        - 'aTokenWith"inIt' # <--`,
    'membership:\n  config:\n    grpc:\n      tokens:\n        - aTokenWithLettersOnly0001',
    {majors: EVERY},
  ),
  mistake(
    'shared-cookie',
    'console v3 has another key than the portal, whose cookie it reads',
    sharedCookie('aKeyOfItsOwn000000000000001'),
    sharedCookie('aCookieOfThePortal0000000001'),
    {majors: [2]},
  ),
]
