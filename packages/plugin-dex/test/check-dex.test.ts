import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {setAt, type Values} from '@cloudprem/chart'
import {checkDex} from '../src/check-dex.js'
import {matchesPassword} from '../src/password-hash.js'
import type {Problem} from '../src/problem.js'
import type {PasswordMatches} from '../src/rules/passwords.js'
import {subjectOfValues} from '../src/read-subject.js'

const HASH = '$2b$12$oV0JL9gmC92RtoZHTJbG3.p.XA9sIoGsC1Z9gr7I0X6L25AtnlA2e'
const jane = {email: 'jane@acme.example', hash: HASH, username: 'jane', userID: 'u-jane'}
const overrides = 'membership.dex.configOverrides'
const deployment = {major: 4, release: 'cloudprem', namespace: 'formance-system'} as const

/** The caData of the recorded configuration `name`. */
function recordedCertificate(name: string): string {
  const all = JSON.parse(readFileSync(new URL('fixtures/dex-verdicts.json', import.meta.url), 'utf8')) as {
    name: string
    config: {connectors: {config: {caData: string}}[]}
  }[]
  return all.find((each) => each.name === name)?.config.connectors[0]?.config.caData ?? ''
}

/** Real where a password could be guessed at all; at cost 12 it would only take time. */
const matches: PasswordMatches = (password, hash) =>
  hash.startsWith('$2b$10$') ? matchesPassword(password, hash) : Promise.resolve(false)

/** Values with which nothing is wrong, and what a test puts into them. */
function values(changes: Record<string, unknown> = {}): Values {
  const base: Values = {
    global: {serviceHost: 'acme.example', postgresql: {auth: {password: 'aVeryLongOne'}}},
    membership: {
      config: {oidc: {clientSecret: 'anotherLongOne'}},
      dex: {configOverrides: {storage: {config: {ssl: {mode: 'disable'}}}, staticPasswords: [jane]}},
    },
  }
  const copy = structuredClone(base)
  for (const [path, value] of Object.entries(changes)) setAt(copy, path, value)
  return JSON.parse(JSON.stringify(copy)) as Values // undefined takes a key out
}

async function problemsOf(changes: Record<string, unknown> = {}, now = '2027-01-01'): Promise<Problem[]> {
  return (await checkDex(subjectOfValues(values(changes), deployment, '2.45', new Date(now)), matches)).problems
}

async function rulesOf(changes: Record<string, unknown> = {}, now?: string): Promise<string[]> {
  return (await problemsOf(changes, now)).filter(({severity}) => severity !== 'note').map(({rule}) => rule)
}

const saml = {
  type: 'saml',
  id: 'saml',
  name: 'SAML',
  config: {
    ssoURL: 'https://idp.example/sso',
    caData: recordedCertificate('saml-ok'),
    usernameAttr: 'name',
    emailAttr: 'email',
    redirectURI: 'https://dex.acme.example/callback',
  },
}
const oidc = {
  type: 'oidc',
  id: 'oidc',
  name: 'OIDC',
  config: {issuer: 'https://idp.example', clientID: 'a', clientSecret: 'b', redirectURI: 'https://dex.acme.example/callback'},
}
const ldap = {
  type: 'ldap',
  id: 'ldap',
  name: 'LDAP',
  config: {host: 'ldap.example:636', userSearch: {baseDN: 'dc=a', username: 'uid', idAttr: 'uid', emailAttr: 'mail'}},
}
const google = {type: 'google', id: 'g', name: 'G', config: {...oidc.config, issuer: undefined, hostedDomains: ['acme.example']}}

function connector<T extends {config: object}>(base: T, config: object, head: object = {}): Record<string, unknown> {
  return {[`${overrides}.connectors`]: [{...base, ...head, config: {...base.config, ...config}}]}
}

describe('checkDex finds nothing wrong with', () => {
  it('a user of your own and the generated rest', async () => assert.deepEqual(await problemsOf(), []))
  it('a SAML connector with its certificate', async () => assert.deepEqual(await problemsOf(connector(saml, {})), []))
  it('passwords in Secrets, with their variables in the pod', async () =>
    assert.deepEqual(
      await rulesOf({
        'membership.config.oidc.existingSecret': 'oidc',
        'global.postgresql.auth.existingSecret': 'db',
        'membership.dex.envVars': ['MEMBERSHIP_CLIENT_SECRET', 'POSTGRES_PASSWORD', 'HASH'].map((name) => ({
          name,
          valueFrom: {},
        })),
        [`${overrides}.staticPasswords`]: [{...jane, hash: undefined, hashFromEnv: 'HASH'}],
      }),
      [],
    ))
})

/** What is put into the good values, and the one rule that must speak. */
const cases: [title: string, rule: string, changes: Record<string, unknown>, now?: string][] = [
  [
    'an issuer that Membership does not ask for',
    'issuer-not-membership',
    {[`${overrides}.issuer`]: 'https://login.acme.example'},
  ],
  ['an issuer with a slash more', 'issuer-not-membership', {[`${overrides}.issuer`]: 'https://dex.acme.example/'}],
  ['an issuer in clear', 'issuer-not-encrypted', {'global.platform.membership.relyingParty.scheme': 'http'}],
  ['no base domain', 'base-domain-missing', {'global.serviceHost': ''}],
  ['an Ingress for another host', 'issuer-not-on-ingress', {'membership.dex.ingress.hosts': [{host: 'x.acme.example'}]}],
  [
    'a list of clients without Membership',
    'membership-client-missing',
    {[`${overrides}.staticClients`]: [{id: 'x', name: 'x', secret: 'abcdefgh', redirectURIs: ['https://x']}]},
  ],
  [
    'a redirect URI that differs in a slash',
    'membership-redirect-missing',
    {
      [`${overrides}.staticClients`]: [
        {
          id: 'membership',
          name: 'm',
          secret: 'anotherLongOne',
          redirectURIs: ['https://membership.acme.example/api/authorize/callback/'],
        },
      ],
    },
  ],
  [
    'a client secret from a variable that the pod lacks',
    'client-variable-not-set',
    {'membership.config.oidc.existingSecret': 's'},
  ],
  ["the chart's client secret", 'client-secret-well-known', {'membership.config.oidc.clientSecret': 'changeMe'}],
  ['a quote in the client secret', 'client-secret-breaks-template', {'membership.config.oidc.clientSecret': 'abc"def'}],
  ['a database password from a variable that the pod lacks', 'variable-not-set', {'global.postgresql.auth.existingSecret': 'db'}],
  ['a dollar in the database password', 'variable-not-set', {'global.postgresql.auth.password': 'pa$word1234'}],
  ['a dollar before a digit', 'dollar-swallowed', {'global.postgresql.auth.password': 'pass$1xyz'}],
  ['a database password of digits', 'wrong-type', {'global.postgresql.auth.password': '1234567890'}],
  [
    'no ssl mode with TLS arguments the chart does not pass on',
    'storage-ssl-mode-missing',
    {
      [`${overrides}.storage`]: {type: 'postgres'},
      'global.postgresql.additionalArgs': 'sslmode=require',
      'membership.postgresql.enabled': false,
    },
  ],
  ['memory for several pods', 'storage-memory', {[`${overrides}.storage`]: {type: 'memory'}, 'membership.dex.replicaCount': 2}],
  ['ssl in the wrong place', 'ssl-at-the-top', {[`${overrides}.ssl`]: {mode: 'disable'}}],
  ['the default user', 'default-user', {[`${overrides}.staticPasswords`]: undefined}],
  [
    'a hash of "password" that is not the well-known one',
    'password-guessable',
    {[`${overrides}.staticPasswords[0].hash`]: '$2b$10$VRfxqdGYUI6Rs0m.2EsdEOnVsCkkm7iNz/mSRcG0QaQCxdQlU73V.'},
  ],
  [
    'a hash whose cost Dex refuses at login',
    'password-hash-cost',
    {[`${overrides}.staticPasswords[0].hash`]: HASH.replace('$12$', '$04$')},
  ],
  ['one userID for two', 'user-id-duplicate', {[`${overrides}.staticPasswords`]: [jane, {...jane, email: 'joe@acme.example'}]}],
  [
    'one address in two spellings',
    'user-email-duplicate',
    {[`${overrides}.staticPasswords`]: [jane, {...jane, email: 'JANE@acme.example', userID: 'x'}]},
  ],
  ['a user without an id', 'user-id-missing', {[`${overrides}.staticPasswords`]: [{...jane, userID: ''}]}],
  [
    'the password database off, the default list left',
    'passwords-without-database',
    {...connector(saml, {}), [`${overrides}.enablePasswordDB`]: false},
  ],
  ['no way to log in at all', 'no-connectors', {[`${overrides}.enablePasswordDB`]: false, [`${overrides}.staticPasswords`]: []}],
  ['no code flow', 'response-type-code-missing', {[`${overrides}.oauth2.responseTypes`]: ['token']}],
  ['no code grant', 'grant-type-code-missing', {[`${overrides}.oauth2.grantTypes`]: ['refresh_token']}],
  ['days in a duration', 'duration-malformed', {[`${overrides}.expiry.idTokens`]: '1d'}],
  ['a renamed Secret', 'config-secret-renamed', {'membership.dex.configSecret.name': 'mine'}],
  ['SAML without a certificate', 'connector-broken', connector(saml, {caData: undefined})],
  ['SAML that verifies nothing', 'connector-protection-off', connector(saml, {insecureSkipSignatureValidation: true})],
  ['a SAML certificate that has ended', 'certificate-expired', connector(saml, {}), '2040-01-01'],
  ['a SAML certificate that is about to end', 'certificate-ends-soon', connector(saml, {}), '2036-11-10'],
  [
    'SAML groups that Membership never asks for',
    'groups-scope-not-requested',
    connector(saml, {allowedGroups: ['a'], groupsAttr: 'g'}),
  ],
  ['a file that is not mounted', 'connector-file-not-mounted', connector(saml, {ca: '/etc/ca.pem', caData: undefined})],
  [
    'a redirect URI of the connector that is not issuer + /callback',
    'connector-redirect-differs',
    connector(saml, {redirectURI: 'https://x/callback'}),
  ],
  ['OIDC groups without insecureEnableGroups', 'oidc-allowed-groups-ignored', connector(oidc, {allowedGroups: ['a']})],
  [
    "Entra's common issuer",
    'oidc-issuer-is-a-template',
    connector(oidc, {issuer: 'https://login.microsoftonline.com/common/v2.0'}),
  ],
  ['OIDC without a client secret', 'connector-field-missing', connector(oidc, {clientSecret: ''})],
  ['an LDAP address with a scheme', 'ldap-host-with-scheme', connector(ldap, {host: 'ldaps://ldap.example'})],
  ['LDAP in clear', 'connector-protection-off', connector(ldap, {insecureNoSSL: true})],
  [
    'Google groups that are never looked up',
    'google-groups-ignored',
    {...connector(google, {groups: ['a']}), 'membership.config.oidc.scopes': ['groups']},
  ],
  ['Google for everybody', 'connector-open-to-everybody', connector(google, {hostedDomains: []})],
  ['a connector called local', 'connector-id-local', connector(saml, {}, {id: 'local'})],
  ['two connectors of one id', 'connector-id-duplicate', {[`${overrides}.connectors`]: [saml, saml]}],
  ['a type that Dex does not have', 'connector-type-unknown', connector(saml, {}, {type: 'okta'})],
]

describe('checkDex reports', () => {
  for (const [title, rule, changes, now] of cases) {
    it(`${title} as ${rule}`, async () => assert.deepEqual([...new Set(await rulesOf(changes, now))], [rule]))
  }

  it('unknown keys as notes only, since Formance runs a fork', async () => {
    const problems = await problemsOf({[`${overrides}.metrics`]: {}, ...connector(saml, {metadataURL: 'https://x'})})
    assert.deepEqual(problems.map(({rule, severity}) => [rule, severity]).sort(), [
      ['connector-field-unknown', 'note'],
      ['key-unknown', 'note'],
    ])
  })

  it('which of several refusals Dex would print first', async () => {
    const problems = await problemsOf({[`${overrides}.expiry.idTokens`]: '1d', [`${overrides}.storage.type`]: 'redis'})
    assert.deepEqual(
      problems.filter(({first}) => first).map(({rule}) => rule),
      ['storage-type-unknown'],
    )
    assert.ok(problems.some(({rule}) => rule === 'duration-malformed'))
  })

  it('no secret in any message', async () => {
    const secrets = {
      'global.postgresql.auth.password': 'S3cretOfDb$nothing',
      'membership.config.oidc.clientSecret': 'S3cretOfClient"',
      ...connector(ldap, {bindPW: 'S3cretOfLdap$1', host: ''}),
    }
    assert.doesNotMatch(JSON.stringify(await problemsOf(secrets)), /S3cret/)
  })
})
