import assert from 'node:assert/strict'
import {completeParameters} from '../../src/connection/parameters.js'
import {describeTarget, resolveTarget} from '../../src/connection/target.js'
import {namesDatabase} from '../../src/connection/variables.js'

describe('where to connect', () => {
  it('has the defaults of PostgreSQL', () => {
    const {host, port, user, database, sslMode, connectTimeoutMs} = resolveTarget({}, {USER: 'me'})
    assert.deepEqual(
      {host, port, user, database, sslMode, connectTimeoutMs},
      {host: 'localhost', port: 5432, user: 'me', database: 'me', sslMode: 'prefer', connectTimeoutMs: 10_000},
    )
  })

  it("is completed from psql's variables, and the connection string counts before them", async () => {
    const env = {PGHOST: 'env.example', PGPORT: '5433', PGUSER: 'env', PGPASSWORD: 'p', PGDATABASE: 'd', PGSSLMODE: 'require'}
    const target = resolveTarget(await completeParameters({host: 'dsn.example'}, env), env)
    assert.equal(target.host, 'dsn.example')
    assert.equal(target.port, 5433)
    assert.equal(target.user, 'env')
    assert.equal(target.password, 'p')
    assert.equal(target.sslMode, 'require')
  })

  it('is known when one of the variables names it', () => {
    assert.equal(namesDatabase({PGHOST: 'db'}), true)
    assert.equal(namesDatabase({PGSERVICE: 'prod'}), true)
    assert.equal(namesDatabase({PGPASSWORD: 'p', PGSSLMODE: 'require'}), false)
  })

  it('is refused with a port, a mode or a host that cannot be', () => {
    assert.throws(() => resolveTarget({port: '70000'}, {}), /"70000" is no port/)
    assert.throws(() => resolveTarget({sslmode: 'verify'}, {}), /"verify" is no sslmode/)
    assert.throws(() => resolveTarget({host: 'a,b'}, {}), /"a,b" is no host/)
  })

  it('verifies with the roots of the system only for whom a certificate is', () => {
    assert.equal(resolveTarget({sslrootcert: 'system'}, {}).sslMode, 'verify-full')
    assert.throws(() => resolveTarget({sslrootcert: 'system', sslmode: 'verify-ca'}, {}), /does not go with sslmode=verify-ca/)
  })

  it('may be another address than the name that is verified', () => {
    const target = resolveTarget({host: 'db.example', hostaddr: '10.0.0.5', dbname: 'formance'}, {})
    assert.equal(target.host, 'db.example')
    assert.equal(target.address, '10.0.0.5')
    assert.equal(describeTarget(target), 'formance on db.example:5432 (at 10.0.0.5)')
  })

  it('is shown without user and password', () => {
    const target = resolveTarget({host: '::1', user: 'u', password: 'secret', dbname: 'formance'}, {})
    assert.equal(describeTarget(target), 'formance on [::1]:5432')
  })
})
