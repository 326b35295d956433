import assert from 'node:assert/strict'
import {parseDsn} from '../../src/connection/parse-dsn.js'
import {passwordLine, psqlVariables} from '../../src/connection/psql.js'
import {passwordFor} from '../../src/connection/password-file.js'
import {renderDsn} from '../../src/connection/render-dsn.js'
import {resolveTarget} from '../../src/connection/target.js'

const hostile = 'a:b@c/d?e#f%g h\\i+\'"é'

describe('a connection string that is printed', () => {
  it('is read as what it was made of, whatever is in it', () => {
    for (const host of ['db.example', '::1', '/var/run/postgresql']) {
      const given = {host, port: '5433', user: hostile, dbname: hostile, sslmode: 'verify-ca', sslrootcert: '/a b/ca+.crt'}
      const dsn = renderDsn(resolveTarget(given, {}), hostile)
      assert.deepEqual(parseDsn(dsn), {...given, password: hostile})
    }
  })

  it('shows that there is a password and not which', () => {
    const target = resolveTarget({host: 'db.example', user: 'formance', dbname: 'formance'}, {})
    assert.equal(renderDsn(target, {masked: true}), 'postgresql://formance:••••••@db.example:5432/formance?sslmode=prefer')
    assert.equal(renderDsn(target, undefined), 'postgresql://formance@db.example:5432/formance?sslmode=prefer')
  })
})

describe('psql', () => {
  it('finds the password in a line of its own, whatever is in it', () => {
    const target = resolveTarget({host: '::1', user: hostile, dbname: hostile}, {})
    assert.equal(passwordFor(target, passwordLine(target, hostile)), hostile)
  })

  it('is told everything by variables, but for passwords', () => {
    const target = resolveTarget(
      {host: 'db.example', user: 'u', password: 'secret', dbname: 'd', sslkey: 'k', sslpassword: 'secret'},
      {},
    )
    const variables = psqlVariables(target, {passwords: '/f', service: '/s'})
    assert.deepEqual(variables, {
      PGHOST: 'db.example',
      PGPORT: '5432',
      PGUSER: 'u',
      PGDATABASE: 'd',
      PGPASSFILE: '/f',
      PGSSLMODE: 'prefer',
      PGSSLKEY: 'k',
      PGCONNECT_TIMEOUT: '10',
      PGSERVICE: 'cloudprem',
      PGSERVICEFILE: '/s',
    })
  })
})
