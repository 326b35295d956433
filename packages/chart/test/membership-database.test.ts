import assert from 'node:assert/strict'
import {clusterService, membershipDatabase, setAt, type MembershipDatabase, type Values} from '@cloudprem/chart'

const database = (chartVersion: string, settings: Record<string, unknown> = {}, release = 'cloudprem') => {
  const values: Values = {}
  for (const [path, value] of Object.entries(settings)) setAt(values, path, value)
  return membershipDatabase({chartVersion, release, namespace: 'formance-system', values})
}
const hostOf = (found: MembershipDatabase | undefined) => (found?.kind === 'parts' ? found.host : found?.kind)

describe("Membership's database, from the values of a release", () => {
  it('is the bundled one by default: postgresql up to 3.x, named after the release from 4.0 on', () => {
    assert.equal(hostOf(database('v1.0.3')), 'postgresql.formance-system.svc')
    assert.equal(hostOf(database('2.2.1')), 'postgresql.formance-system.svc')
    assert.equal(hostOf(database('3.20.1')), 'postgresql.formance-system.svc')
    assert.equal(hostOf(database('4.10.2')), 'cloudprem-postgresql.formance-system.svc')
    assert.equal(hostOf(database('4.10.2', {}, 'regions')), 'regions-postgresql.formance-system.svc')
    assert.equal(hostOf(database('5.0.0')), undefined)
  })

  it("has the chart's own user, password and database where nothing else is said", () => {
    assert.deepEqual(database('4.10.2'), {
      kind: 'parts',
      host: 'cloudprem-postgresql.formance-system.svc',
      port: 5432,
      user: 'formance',
      database: 'formance',
      password: {kind: 'value', value: 'formance'},
      arguments: 'sslmode=disable',
    })
  })

  it('has the password of 1.0.x in the Secret of the database', () => {
    const found = database('1.0.3', {'postgresql.global.postgresql.auth.username': 'acme'})
    assert.ok(found?.kind === 'parts')
    assert.equal(found.user, 'acme')
    assert.deepEqual(found.password, {kind: 'secret', name: 'postgresql', key: 'password'})
  })

  it("follows bitnami's names: another one, and the one that takes writes among replicas", () => {
    assert.equal(
      hostOf(database('4.10.2', {'membership.postgresql.fullnameOverride': 'postgresql'})),
      'postgresql.formance-system.svc',
    )
    assert.equal(hostOf(database('4.10.2', {'membership.postgresql.nameOverride': 'db'})), 'cloudprem-db.formance-system.svc')
    assert.equal(
      hostOf(database('4.10.2', {'membership.postgresql.architecture': 'replication'})),
      'cloudprem-postgresql-primary.formance-system.svc',
    )
  })

  it('is the host of the values when the bundled one is off, and none when they name none', () => {
    const external = {
      'membership.postgresql.enabled': false,
      'global.postgresql.host': 'db.example',
      'global.postgresql.service.ports.postgresql': 5433,
    }
    const found = database('3.20.1', external)
    assert.ok(found?.kind === 'parts')
    assert.deepEqual([found.host, found.port], ['db.example', 5433])
    assert.equal(database('3.20.1', {'membership.postgresql.enabled': false}), undefined)
    assert.equal(hostOf(database('3.20.1', {'global.postgresql.host': 'db.example'})), 'postgresql.formance-system.svc')
  })

  it('logs in with the key of a Secret that is called the administrator’s, or by IAM', () => {
    const secret = {
      'global.postgresql.auth.existingSecret': 'acme-db',
      'global.postgresql.auth.secretKeys.adminPasswordKey': 'pw',
    }
    const found = database('2.2.1', secret)
    assert.deepEqual(found?.kind === 'parts' && found.password, {kind: 'secret', name: 'acme-db', key: 'pw'})
    const iam = database('4.10.2', {...secret, 'global.aws.iam': true})
    assert.deepEqual(iam?.kind === 'parts' && iam.password, {kind: 'iam'})
  })

  it("is what stands below Membership's own configuration, from 4.0 on", () => {
    const own = {'membership.config.postgresql.host': 'own.example', 'membership.config.postgresql.auth.database': 'membership'}
    const found = database('4.10.2', own)
    assert.ok(found?.kind === 'parts')
    assert.deepEqual([found.host, found.database, found.user], ['own.example', 'membership', 'formance'])
    assert.equal(hostOf(database('3.20.1', own)), 'postgresql.formance-system.svc')
  })

  it('is a URI that was given whole, in every major', () => {
    const url = 'postgresql://a:b@db.example/formance'
    for (const version of ['1.0.3', '2.2.1', '3.20.1', '4.10.2'])
      assert.deepEqual(database(version, {'membership.config.postgresqlUrl': url}), {
        kind: 'url',
        url,
        path: 'membership.config.postgresqlUrl',
      })
  })
})

describe('a host name of pods', () => {
  it('is a Service of the cluster when it is bare or ends in svc', () => {
    assert.deepEqual(clusterService('postgresql', 'here'), {service: 'postgresql', namespace: 'here'})
    assert.deepEqual(clusterService('db.data.svc', 'here'), {service: 'db', namespace: 'data'})
    assert.deepEqual(clusterService('db.data.svc.cluster.local.', 'here'), {service: 'db', namespace: 'data'})
    assert.equal(clusterService('db.data', 'here'), undefined)
    assert.equal(clusterService('db.eu-west-1.rds.amazonaws.com', 'here'), undefined)
    assert.equal(clusterService('10.0.0.5', 'here'), undefined)
  })
})
