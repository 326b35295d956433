import assert from 'node:assert/strict'
import {
  dexRestartCommand,
  generatedDexConfiguration,
  membershipRedirectUri,
  relyingPartyIssuer,
  valueAt,
  type DexDeployment,
  type Values,
} from '@cloudprem/chart'

const deployment: DexDeployment = {major: 4, release: 'cloudprem', namespace: 'formance-system'}

function values(overrides: unknown, more: Values = {}): Values {
  return {global: {serviceHost: 'formance.example', ...more}, membership: {dex: {configOverrides: overrides}}}
}

function generated(overrides: unknown, more: Values = {}, at: DexDeployment = deployment): Values {
  return generatedDexConfiguration(values(overrides, more), at).document
}

describe('generatedDexConfiguration', () => {
  it("makes issuer, Membership's client and storage from the values around Dex", () => {
    const document = generated({})
    assert.equal(document['issuer'], 'https://dex.formance.example')
    assert.deepEqual(document['staticClients'], [
      {
        name: 'membership',
        id: 'membership',
        secret: 'changeMe',
        redirectURIs: ['https://membership.formance.example/api/authorize/callback'],
      },
    ])
    assert.deepEqual(document['storage'], {
      type: 'postgres',
      config: {
        host: 'cloudprem-postgresql.formance-system.svc',
        port: 5432,
        database: 'formance',
        user: 'formance',
        password: 'formance',
        ssl: {mode: 'disable'},
      },
    })
  })

  it('calls the bundled database of 2.x and 3.x by its fixed name, and knows no role there', () => {
    const document = generated({}, {}, {...deployment, major: 3})
    assert.equal(valueAt(document, 'storage.config.host'), 'postgresql.formance-system.svc')
    assert.equal(valueAt(document, 'staticPasswords[0].role'), undefined)
    assert.equal(valueAt(generated({}), 'staticPasswords[0].role'), 'USER')
  })

  it('keeps the default user unless the file names users', () => {
    assert.equal(valueAt(generated({}), 'staticPasswords[0].email'), 'admin@formance.com')
    assert.deepEqual(generated({staticPasswords: []})['staticPasswords'], [])
  })

  it('lets a list replace what is generated, and merges maps', () => {
    const document = generated({staticClients: [{id: 'mine'}], storage: {config: {ssl: {mode: 'require'}}}})
    assert.deepEqual(document['staticClients'], [{id: 'mine'}])
    assert.equal(valueAt(document, 'storage.config.ssl.mode'), 'require')
    assert.equal(valueAt(document, 'storage.config.port'), 5432)
  })

  for (const empty of ['', null, [], 0, false]) {
    it(`takes ${JSON.stringify(empty)} for absent`, () =>
      assert.equal(generated({issuer: empty})['issuer'], 'https://dex.formance.example'))
  }

  for (const [args, mode] of [
    ['', 'disable'],
    ['sslmode=disable', 'disable'],
    ['sslmode', 'disable'],
    ['sslmode=disable&x=y', undefined],
    ['sslmode=require', undefined],
  ] as const) {
    it(`${mode ? 'turns TLS off' : 'writes no ssl block'} for the database arguments "${args}", as the chart's reversed test does`, () =>
      assert.equal(valueAt(generated({}, {postgresql: {additionalArgs: args}}), 'storage.config.ssl.mode'), mode))
  }

  it('never writes an ssl block for 3.20.3', () =>
    assert.equal(valueAt(generated({}, {}, {...deployment, major: 3, version: '3.20.3'}), 'storage.config.ssl'), undefined))

  it('makes a number of a password of digits, which the template leaves without quotes', () =>
    assert.equal(valueAt(generated({}, {postgresql: {auth: {password: '12345'}}}), 'storage.config.password'), 12_345))

  it('names variables where passwords stand in Secrets', () => {
    const document = generatedDexConfiguration(
      {
        global: {serviceHost: 'a.example', postgresql: {auth: {existingSecret: 'db'}}},
        membership: {config: {oidc: {existingSecret: 'oidc'}}},
      },
      deployment,
    ).document
    assert.equal(valueAt(document, 'storage.config.password'), '$POSTGRES_PASSWORD')
    assert.equal(valueAt(document, 'staticClients[0].secretEnv'), 'MEMBERSHIP_CLIENT_SECRET')
    assert.equal(valueAt(document, 'staticClients[0].secret'), undefined)
  })

  it('generates no storage of another type', () =>
    assert.deepEqual(generated({storage: {type: 'kubernetes', config: {inCluster: true}}})['storage'], {
      type: 'kubernetes',
      config: {inCluster: true},
    }))

  it('resolves templates in what the file adds, and names those that only helm can', () => {
    const {document, unresolvedPaths} = generatedDexConfiguration(
      values({frontend: {issuer: '{{ .Release.Name }} of {{ .Values.global.serviceHost }}', logoURL: '{{ include "x" . }}'}}),
      deployment,
    )
    assert.equal(valueAt(document, 'frontend.issuer'), 'cloudprem of formance.example')
    assert.deepEqual(unresolvedPaths, ['frontend.logoURL'])
  })

  it('survives values that are set to null', () =>
    assert.doesNotThrow(() => generatedDexConfiguration({global: null, membership: {dex: null}}, deployment)))
})

describe('the addresses around Dex', () => {
  const file = values(
    {},
    {platform: {membership: {relyingParty: {host: 'login.{{ .Values.global.serviceHost }}', path: '/dex'}}}},
  )
  it('follow host and path of the relying party', () => {
    assert.equal(relyingPartyIssuer(file, deployment), 'https://login.formance.example/dex')
    assert.equal(membershipRedirectUri(file, deployment), 'https://membership.formance.example/api/authorize/callback')
  })
  it('name the Deployment to restart', () =>
    assert.equal(dexRestartCommand('cloudprem', 'f'), 'kubectl rollout restart deployment/cloudprem-dex --namespace f'))
})
