import assert from 'node:assert/strict'
import {describeTarget, namesDatabase, resolveTarget} from '../../src/connection/target.js'

describe('where to connect', () => {
  it('has the defaults of PostgreSQL', () => {
    const {host, port, user, database, sslMode, connectTimeoutMs} = resolveTarget({}, {USER: 'me'})
    assert.deepEqual(
      {host, port, user, database, sslMode, connectTimeoutMs},
      {host: 'localhost', port: 5432, user: 'me', database: 'me', sslMode: 'prefer', connectTimeoutMs: 10_000},
    )
  })

  it("is completed from psql's variables, and the connection string counts before them", () => {
    const env = {PGHOST: 'env.example', PGPORT: '5433', PGUSER: 'env', PGPASSWORD: 'p', PGDATABASE: 'd', PGSSLMODE: 'require'}
    const target = resolveTarget({host: 'dsn.example'}, env)
    assert.equal(target.host, 'dsn.example')
    assert.equal(target.port, 5433)
    assert.equal(target.user, 'env')
    assert.equal(target.password, 'p')
    assert.equal(target.sslMode, 'require')
  })

  it('is known when one of the variables names it', () => {
    assert.equal(namesDatabase({PGHOST: 'db'}), true)
    assert.equal(namesDatabase({PGPASSWORD: 'p', PGSSLMODE: 'require'}), false)
  })

  it('is not guessed when only a service names it', () => {
    assert.throws(() => resolveTarget({}, {PGSERVICE: 'prod'}), /does not read connection services, and PGSERVICE is "prod"/)
    assert.equal(resolveTarget({host: 'db'}, {PGSERVICE: 'prod'}).host, 'db')
  })

  it('is refused with a port, a mode or a host that cannot be', () => {
    assert.throws(() => resolveTarget({port: '70000'}, {}), /"70000" is no port/)
    assert.throws(() => resolveTarget({sslmode: 'verify'}, {}), /"verify" is no sslmode/)
    assert.throws(() => resolveTarget({}, {PGHOST: 'a,b'}), /"a,b" is no host/)
  })

  it('is shown without user and password', () => {
    const target = resolveTarget({host: '::1', user: 'u', password: 'secret', dbname: 'formance'}, {})
    assert.equal(describeTarget(target), 'formance on [::1]:5432')
  })
})
