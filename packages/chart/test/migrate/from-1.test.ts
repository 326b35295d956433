import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {checkValues, migrateValues, parseValues, valueAt, type Migration} from '../../src/index.js'

const text = readFileSync(new URL('../fixtures/migrate/guide-1.0.yaml', import.meta.url), 'utf8')

function migrate(file: string, to = '2.2.1'): Migration {
  return migrateValues(file, {
    from: '1.0.3',
    to,
    release: 'cloudprem',
    namespace: 'formance-system',
    generateSecret: () => 'generatedSecretOfThisTest0123456',
  })
}

const at = (migration: Migration, path: string) => valueAt(parseValues(migration.text).values, path)

describe('migrating a file of the guide, chart 1.0.x', () => {
  it('puts hosts, clients, cookie and database where 2.x reads them', () => {
    const migrated = migrate(text)
    assert.equal(at(migrated, 'global.serviceHost'), 'formance.example')
    assert.equal(at(migrated, 'global.platform.membership.host'), 'membership.formance.example')
    assert.equal(at(migrated, 'global.platform.membership.relyingParty.host'), 'dex.formance.example')
    assert.equal(at(migrated, 'global.platform.membership.oauthClient.secret'), 'consoleClientSecret0123456789')
    assert.equal(at(migrated, 'global.platform.cookie.encryptionKey'), 'consoleSessionKey0123456789abcde')
    assert.equal(at(migrated, 'global.postgresql.auth.password'), 'databasePassword0123')
    assert.equal(at(migrated, 'global.postgresql.host'), undefined)
    assert.deepEqual(at(migrated, 'membership.config.auth.additionalOAuthClients[0].id'), 'mine')
    assert.deepEqual(at(migrated, 'console.config.additionalEnv'), [{name: 'FEATURES_DISABLED', value: 'beta'}])
    assert.equal(at(migrated, 'membership.dex.configOverrides.connectors[0].id'), 'github')
    assert.equal(at(migrated, 'membership.dex.ingress.tls[0].secretName'), 'wildcard')
    assert.equal(at(migrated, 'membership.postgresql.primary.persistence.enabled'), false)
  })

  it('keeps the comments, and leaves no key of 1.0.x and no wrong type, up to 4.x', () => {
    for (const to of ['2.2.1', '3.20.1', '4.10.2']) {
      const migrated = migrate(text, to)
      assert.deepEqual(
        migrated.mistakes.map(({path}) => path),
        [],
      )
      const wrong = checkValues(migrated.text, {chartVersion: to}).findings.filter(({rule}) => rule === 'wrong-type')
      assert.deepEqual(wrong, [])
      for (const comment of ['# who may log in', '# a client of our own', '# sessions', '# trial only', '# of Dex']) {
        assert.ok(migrated.text.includes(comment), `${comment} in ${to}`)
      }
    }
  })

  it('says that the release must be installed anew', () => {
    assert.equal(migrate(text).stops[0]?.id, 'reinstall-2')
  })

  it('leaves a database URL whose password is percent-encoded to be decided', () => {
    const migrated = migrate('membership:\n  config:\n    postgresqlUrl: postgresql://u:p%40ss@db.example/formance\n')
    assert.equal(at(migrated, 'membership.config.postgresqlUrl'), 'postgresql://u:p%40ss@db.example/formance')
    assert.ok(migrated.decisions.some(({path}) => path === 'membership.config.postgresqlUrl'))
  })

  it('takes the domain of most, and a name for each host that has another', () => {
    const migrated = migrate(
      'global:\n  ingress:\n    consoleUrl: ui.a.example\n    membershipUrl: membership.a.example\n    dexUrl: dex.b.example\n',
    )
    assert.equal(at(migrated, 'global.serviceHost'), 'a.example')
    assert.equal(at(migrated, 'global.platform.console.host'), 'ui.a.example')
    assert.equal(at(migrated, 'global.platform.membership.relyingParty.host'), 'dex.b.example')
    assert.equal(at(migrated, 'global.ingress'), undefined)
  })
})
