import assert from 'node:assert/strict'
import {deployedHosts, isInsecureSecret, valueAt, walk} from '@cloudprem/chart'
import {judgeOf} from '@cloudprem/chart/schema'
import {publishedChart} from './support/published-chart.js'
import {PUBLISHED} from './support/published-schemas.js'
import {HASH, LICENCE, PASSWORD, planFor, PROVIDER_SECRET, scenariosFor, write} from './support/scenarios.js'

const VERSIONS = ['2.2.1', '3.3.2', '3.20.1', '4.10.2']

describe('a values file for each way to keep secrets', () => {
  for (const {title, plan, kind} of VERSIONS.flatMap(scenariosFor)) {
    const {text, values, stored, report} = write(plan)

    it(`has no finding, and answers itself for the one that inline secrets bring about: ${title}`, () => {
      assert.deepEqual(report.findings, [])
      const isInConfigMap = kind === 'inline' && plan.provider && ['3.20.1', '4.10.2'].includes(plan.chartVersion)
      assert.deepEqual(
        report.ignored.map(({rule}) => rule),
        isInConfigMap ? ['secret-in-configmap'] : [],
      )
    })

    if (PUBLISHED.includes(plan.chartVersion)) {
      it(`is accepted by every published schema of its version: ${title}`, () => {
        const judge = judgeOf(publishedChart(plan.chartVersion))
        assert.deepEqual(judge.judge(values).filter(Boolean), [])
        assert.deepEqual(judge.unjudged, [])
        // They are asked at all, those of the children too.
        const wrong = judge
          .judge({...values, portal: {replicas: 'two', ingress: 'yes'}})
          .flatMap((refusal) => refusal?.path.join('.') ?? [])
        assert.ok(wrong.includes('portal.ingress'), wrong.join())
      })
    }

    it(`sets domain, TLS and every secret: ${title}`, () => {
      assert.equal(valueAt(values, 'global.serviceHost'), 'formance.example')
      for (const {ingressPath, host, component} of deployedHosts(values, plan.chartVersion)) {
        assert.deepEqual(valueAt(values, `${ingressPath}.tls`), [{secretName: 'formance-example-tls', hosts: [host]}], component)
      }
      assert.deepEqual(
        [...walk(values)].filter(({value}) => isInsecureSecret(value)),
        [],
      )
    })

    if (kind === 'inline') continue
    it(`leaves no secret in the values: ${title}`, () => {
      const secrets = [PASSWORD, PROVIDER_SECRET, LICENCE, HASH, ...stored.map(({value}) => value ?? '')]
      for (const secret of secrets.filter((each) => each !== '')) assert.ok(!text.includes(secret))
      assert.doesNotMatch(text, /\b[A-Za-z][A-Za-z0-9]{39}\b/)
    })

    it(`refers to what is stored, and stores what is referred to: ${title}`, () => {
      const inText = new Set([...walk(values)].flatMap(({value}) => referencesIn(value)))
      const places = new Set(stored.map(({secret}) => secret))
      assert.deepEqual([...inText].sort(), [...places].sort())
    })
  }

  it('keeps both keys of the database at one password, which Membership and PostgreSQL read differently', () => {
    const {values} = write(planFor('4.10.2', {secrets: {kind: 'kubernetes'}}))
    assert.deepEqual(valueAt(values, 'global.postgresql.auth'), {
      existingSecret: 'cloudprem-db',
      secretKeys: {adminPasswordKey: 'password', userPasswordKey: 'password'},
    })
  })

  it("gives Dex what the chart refers to and does not set, from the chart's own Secret and key", () => {
    const {values} = write(planFor('4.10.2', {secrets: {kind: 'sops'}}))
    assert.deepEqual(valueAt(values, 'membership.dex.envVars'), [
      {name: 'MEMBERSHIP_CLIENT_SECRET', valueFrom: {secretKeyRef: {name: 'cloudprem-oidc', key: 'client-secret'}}},
      {name: 'POSTGRES_PASSWORD', valueFrom: {secretKeyRef: {name: 'cloudprem-db', key: 'password'}}},
      {name: 'DEX_ADMIN_HASH', valueFrom: {secretKeyRef: {name: 'cloudprem-dex', key: 'admin-hash'}}},
    ])
  })

  it('takes the password of --postgres-secret from there, for Dex too, and makes none', () => {
    const {values, stored, report} = write(planFor('4.10.2', {databaseSecret: {secret: 'pg', key: 'pw'}}))
    assert.equal(valueAt(values, 'global.postgresql.auth.password'), undefined)
    assert.equal(valueAt(values, 'global.postgresql.auth.existingSecret'), 'pg')
    assert.deepEqual(valueAt(values, 'membership.dex.envVars'), [
      {name: 'POSTGRES_PASSWORD', valueFrom: {secretKeyRef: {name: 'pg', key: 'pw'}}},
    ])
    assert.deepEqual([stored, report.findings], [[], []])
  })
})

describe('another provider in the place of Dex', () => {
  const provided = (chartVersion: string, issuer = 'https://login.example.org/realms/acme') =>
    write(planFor(chartVersion, {provider: {issuer, clientId: 'cloudprem', clientSecret: PROVIDER_SECRET}})).values

  it('is the relying party before chart 3.4.0, issuer taken apart', () => {
    for (const version of ['2.2.1', '3.3.2']) {
      const values = provided(version)
      assert.deepEqual(valueAt(values, 'global.platform.membership.relyingParty'), {
        scheme: 'https',
        host: 'login.example.org',
        path: '/realms/acme',
      })
      assert.equal(valueAt(values, 'membership.config.oidc.clientId'), 'cloudprem')
      assert.equal(valueAt(values, 'membership.config.oidc.connectors'), undefined)
    }
  })

  it('keeps the slash at the end of an issuer only where the provider has one', () => {
    const path = (issuer: string) => valueAt(provided('3.3.2', issuer), 'global.platform.membership.relyingParty.path')
    assert.equal(path('https://accounts.example.com'), '')
    assert.equal(path('https://accounts.example.com/'), '/')
    assert.equal(path('https://accounts.example.com/v2/'), '/v2/')
  })

  it('is a connector from 3.4.0 on, where the relying party counts no more', () => {
    for (const version of ['3.4.0', '4.10.2']) {
      const values = provided(version)
      assert.deepEqual(valueAt(values, 'membership.config.oidc.connectors'), [
        {
          type: 'generic',
          id: 'login-example-org',
          name: 'login.example.org',
          clientID: 'cloudprem',
          clientSecret: PROVIDER_SECRET,
          config: {issuer: 'https://login.example.org/realms/acme'},
        },
      ])
      assert.equal(valueAt(values, 'global.platform.membership.relyingParty'), undefined)
      assert.deepEqual(valueAt(values, 'membership.dex'), {enabled: false})
    }
  })
})

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const entries = value as Record<string, unknown>
  if (typeof entries['existingSecret'] === 'string') return [entries['existingSecret']]
  const reference = entries['secretKeyRef'] as {name: string} | undefined
  return reference ? [reference.name] : []
}
