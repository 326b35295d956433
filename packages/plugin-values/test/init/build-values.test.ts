import assert from 'node:assert/strict'
import {checkValues, deployedHosts, valueAt, walk} from '@cloudprem/chart'
import {buildValues, parseSetting} from '../../src/init/build-values.js'
import {parseDatabaseUrl} from '../../src/init/database-url.js'
import {generateSecret} from '../../src/init/generate-secret.js'
import type {InitPlan} from '../../src/init/plan.js'
import {renderValues} from '../../src/init/render-values.js'

const plan: InitPlan = {
  major: 4,
  chartVersion: '4.10.2',
  release: 'cloudprem',
  namespace: 'formance-system',
  domain: 'formance.example',
  tlsSecret: 'formance-example-tls',
  licence: {token: 'header.payload.signature', clusterId: '6c1d1c1e-5f0a-4b57-9d0c-1f7a3c5e2b11'},
  admin: {
    email: 'admin@formance.example',
    passwordHash: `$2b$12$${'x'.repeat(53)}`,
    userId: '11111111-2222-4333-8444-555555555555',
  },
  ingress: {presets: [], annotations: {}},
  secrets: {kind: 'inline'},
  settings: [],
}

const VERSIONS = ['2.1.0', '2.2.1', '3.0.0', '3.13.0', '3.14.0', '3.20.3', '4.0.0', '4.10.2']
const written = (change: Partial<InitPlan>) => {
  const full = {...plan, ...change}
  return renderValues(buildValues(full, generateSecret).values, full)
}
const judged = (change: Partial<InitPlan>) => {
  const {chartVersion, release, namespace} = {...plan, ...change}
  return checkValues(written(change), {chartVersion, release, namespace})
}

describe('a new values file', () => {
  for (const chartVersion of VERSIONS) {
    const major = Number(chartVersion[0]) as InitPlan['major']
    const licence = major === 2 ? {} : plan.licence

    it(`has no fault for chart ${chartVersion}`, () => {
      assert.deepEqual(judged({chartVersion, major, licence}).findings, [])
    })

    it(`gives the bundled database of chart ${chartVersion} a volume, but where it may run already without one`, () => {
      const persistence = (change: Partial<InitPlan>) =>
        valueAt(judged({chartVersion, major, licence, ...change}).values, 'membership.postgresql.primary.persistence')
      // The chart's own default from 4.0 on. Kubernetes refuses to add a volume to a StatefulSet.
      assert.deepEqual(persistence({}), major < 4 ? {enabled: true} : undefined)
      assert.equal(persistence({existing: {global: {serviceHost: 'formance.example'}}}), undefined)
    })

    it(`has TLS with the host's own name on every host of chart ${chartVersion}`, () => {
      const {values = {}} = judged({chartVersion, major, licence})
      for (const {ingressPath, host} of deployedHosts(values, chartVersion)) {
        assert.deepEqual(valueAt(values, `${ingressPath}.tls`), [{secretName: 'formance-example-tls', hosts: [host]}])
        assert.match(host ?? '', /^[a-z0-9-]+\.formance\.example$/)
      }
    })

    it(`has no fault with a database of one's own for chart ${chartVersion}`, () => {
      const database = parseDatabaseUrl(
        'postgres://cloudprem:somePasswordOfManyLetters01@db.example.net:5433/main?sslmode=verify-full',
      )
      const {findings, values} = judged({chartVersion, major, licence, database})
      assert.deepEqual(findings, [])
      assert.equal(valueAt(values, 'membership.postgresql.enabled'), false)
      assert.equal(valueAt(values, 'membership.dex.configOverrides.storage.config.ssl.mode'), 'verify-full')
      assert.equal(valueAt(values, 'global.postgresql.auth.postgresPassword'), undefined)
    })
  }

  it('names the database of its own release and namespace', () => {
    const {values, findings} = judged({release: 'regions', namespace: 'prod'})
    assert.equal(valueAt(values, 'global.postgresql.host'), 'regions-postgresql.prod.svc')
    assert.deepEqual(findings, [])
  })

  it('holds nothing false when there is no licence, and says so', () => {
    const text = written({licence: {}})
    assert.match(text, /# licence: NOT COMPLETE/)
    assert.equal(valueAt(checkValues(text).values, 'global.licence'), undefined)
    assert.doesNotMatch(written({}), /NOT COMPLETE/)
  })

  it('has no two equal secrets, none of them known', () => {
    const {values} = buildValues(plan, generateSecret)
    const secrets = [...walk(values)].filter(({value}) => /^[A-Za-z][A-Za-z0-9]{39}$/.test(String(value))).map(({value}) => value)
    assert.equal(secrets.length, 7)
    assert.equal(new Set(secrets).size, 7)
  })

  it('lets --set win, in the names of the certificates too', () => {
    const {values} = judged({
      settings: [
        ['global.platform.portal.host', 'app.formance.example'],
        ['portal.replicas', 2],
      ],
    })
    assert.equal(valueAt(values, 'portal.ingress.tls[0].hosts[0]'), 'app.formance.example')
    assert.equal(valueAt(values, 'portal.replicas'), 2)
  })

  it('fits 80 columns, but for what cannot be broken', () => {
    for (const line of written({licence: {}}).split('\n')) assert.ok(line.length <= 80 || /hash:/.test(line), line)
  })

  it('reads --set as helm does', () => {
    assert.deepEqual(parseSetting('a.b=true'), ['a.b', true])
    assert.deepEqual(parseSetting('a=012'), ['a', '012'])
    assert.deepEqual(parseSetting('a=b=c'), ['a', 'b=c'])
    assert.deepEqual(parseSetting('a[0].b=-3'), ['a[0].b', -3])
    assert.equal(parseSetting('nothing'), undefined)
  })
})
