import assert from 'node:assert/strict'
import {valueAt, parseValues} from '@cloudprem/chart'
import {generateSecret} from '../../src/init/generate-secret.js'
import {replacePlaceholders} from '../../src/init/replace-placeholders.js'

const facts = {domain: 'formance.example', tlsSecret: 'formance-example-tls'}
const file = [
  '# the application is at BASE_URL',
  'global: {ingress: {consoleUrl: console.BASE_URL}}',
  "console:\r\n  config:\r\n    encryption_key:   'RANDOM_KEY'   # RANDOM_KEY again",
  '    redirect_url: https://console.BASE_URL',
  'membership:',
  '  config:',
  '    oidc: {issuer: "https://dex.BASE_URL", clientId: RANDOM_KEY, clientSecret: "RANDOM_KEY"}',
  '  ingress:',
  '    tls: [{secretName: YOUR_TLS_SECRET_NAME}]',
  'dex:',
  '  config:',
  '    staticClients:',
  '    -   id: RANDOM_KEY',
  '        secret: RANDOM_KEY',
  'MY_BASE_URL: untouched   ',
  '',
].join('\n')

describe('the placeholders of chart 1.0.x', () => {
  const {text, replacements, secrets} = replacePlaceholders(file, facts, generateSecret)
  const values = parseValues(text).values
  const at = (path: string) => valueAt(values, path)

  it('are all replaced, and nothing else is: not a blank, not a line end', () => {
    assert.doesNotMatch(text, /\bBASE_URL\b|YOUR_TLS_SECRET_NAME|RANDOM_KEY/)
    const keys = new Set(text.match(/\b[A-Za-z][A-Za-z0-9]{39}\b/g))
    let back = text.replaceAll('formance-example-tls', 'YOUR_TLS_SECRET_NAME').replaceAll('formance.example', 'BASE_URL')
    for (const key of keys) back = back.replaceAll(key, 'RANDOM_KEY')
    assert.equal(back, file)
  })

  it('give Membership and Dex the same id and the same secret, and the two differ', () => {
    assert.equal(at('membership.config.oidc.clientId'), at('dex.config.staticClients[0].id'))
    assert.equal(at('membership.config.oidc.clientSecret'), at('dex.config.staticClients[0].secret'))
    assert.notEqual(at('membership.config.oidc.clientId'), at('membership.config.oidc.clientSecret'))
    assert.notEqual(at('console.config.encryption_key'), at('membership.config.oidc.clientSecret'))
  })

  it('are reported one by one, with line and path', () => {
    assert.deepEqual(
      ['BASE_URL', 'YOUR_TLS_SECRET_NAME', 'RANDOM_KEY'].map(
        (name) => replacements.filter(({placeholder}) => placeholder === name).length,
      ),
      [4, 1, 6],
    )
    assert.equal(secrets, 4)
    assert.deepEqual(replacements[0], {placeholder: 'BASE_URL', line: 1})
    assert.deepEqual(replacements.at(-1), {placeholder: 'RANDOM_KEY', line: 16, path: 'dex.config.staticClients[0].secret'})
  })

  it('get one key for all in a file that is no YAML, since the pairs must agree', () => {
    const broken = replacePlaceholders('a: [\nid: RANDOM_KEY\nsecret: RANDOM_KEY\n', facts, generateSecret)
    assert.equal(broken.secrets, 1)
    assert.match(broken.text, /id: (\w{40})\nsecret: \1\n/)
  })

  it('are replaced inside longer strings, whatever stands beside them', () => {
    const {text} = replacePlaceholders(
      'a: "xBASE_URLy"\nb: [https://a.BASE_URL/p?u=https://b.BASE_URL:443]\n',
      facts,
      generateSecret,
    )
    assert.equal(text, 'a: "xformance.exampley"\nb: [https://a.formance.example/p?u=https://b.formance.example:443]\n')
  })

  it('keep the console and the database agreed with Membership', () => {
    const {text, secrets} = replacePlaceholders(
      [
        'console: {config: {membership: {client: RANDOM_KEY, secret: RANDOM_KEY}, database: {url: "postgres://f:RANDOM_KEY@pg/console"}}}',
        'membership: {config: {postgresqlUrl: "postgres://f:RANDOM_KEY@pg/f", configMap: {clients: [{id: RANDOM_KEY, secrets: [RANDOM_KEY]}]}}}',
        'postgresql: {global: {postgresql: {auth: {password: RANDOM_KEY, postgresPassword: RANDOM_KEY}}}}',
        'dex: {config: {storage: {config: {password: RANDOM_KEY}}}}',
      ].join('\n'),
      facts,
      generateSecret,
    )
    assert.equal(secrets, 3)
    const {values} = parseValues(text)
    const password = valueAt(values, 'postgresql.global.postgresql.auth.password') as string
    assert.equal(valueAt(values, 'membership.config.postgresqlUrl'), `postgres://f:${password}@pg/f`)
    assert.equal(valueAt(values, 'dex.config.storage.config.password'), password)
    assert.equal(
      valueAt(values, 'console.config.membership.secret'),
      valueAt(values, 'membership.config.configMap.clients[0].secrets[0]'),
    )
  })

  for (const placeholder of [
    'NAME_OF_CLIENT',
    'YOUR_LICENCE_KEY',
    '$BASE_DOMAIN',
    '${BASE_DOMAIN}',
    'RANDOM_KEY_2',
    'MY_BASE_URL',
    '<DOMAIN>',
  ]) {
    it(`refuse a file with ${placeholder} by that name and its line`, () => {
      const attempt = () => replacePlaceholders(`host: BASE_URL\nother: "a ${placeholder} b"\n`, facts, generateSecret)
      assert.throws(attempt, (error: Error) => error.message.includes(`${placeholder} in line 2 (other)`))
    })
  }
})
