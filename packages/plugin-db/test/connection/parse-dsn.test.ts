import {isCloudpremError} from '@cloudprem/core'
import assert from 'node:assert/strict'
import {parse} from 'pg-connection-string'
import {parseDsn} from '../../src/connection/parse-dsn.js'

describe('a connection string', () => {
  const urls = [
    'postgresql://formance:secret@db.example:5433/formance',
    'postgres://formance@db.example',
    'postgresql://user%40corp:p%40ss%2Fw%23rd@db.example/my%20db',
    'postgresql://u:p@[::1]:5432/d',
    'postgresql:///formance?host=/var/run/postgresql&user=formance',
    'postgresql://u:p@%2Fvar%2Frun%2Fpostgresql/d',
  ]
  for (const url of urls) {
    it(`is read as node-postgres reads it: ${url}`, () => {
      const theirs = parse(url)
      const ours = parseDsn(url)
      assert.deepEqual(
        {
          host: ours.host ?? '',
          port: ours.port ?? '',
          user: ours.user ?? '',
          password: ours.password ?? '',
          database: ours.dbname ?? null,
        },
        {
          host: theirs.host ?? '',
          port: theirs.port ?? '',
          user: theirs.user ?? '',
          password: theirs.password ?? '',
          database: theirs.database && decodeURIComponent(theirs.database),
        },
      )
    })
  }

  it('may have TLS parameters and others', () => {
    const {sslmode, sslrootcert, connect_timeout} = parseDsn(
      'postgresql://h/d?sslmode=verify-full&sslrootcert=/etc/ca.crt&connect_timeout=3&pool_max_conns=10',
    )
    assert.deepEqual(
      {sslmode, sslrootcert, connect_timeout},
      {sslmode: 'verify-full', sslrootcert: '/etc/ca.crt', connect_timeout: '3'},
    )
  })

  it("may be libpq's keywords and values", () => {
    const dsn = String.raw`host=db.example port = 5433 user=formance password='it\'s a \\ ' dbname=formance`
    assert.deepEqual(parseDsn(dsn), {
      host: 'db.example',
      port: '5433',
      user: 'formance',
      password: String.raw`it's a \ `,
      dbname: 'formance',
    })
  })

  // Each would otherwise connect somewhere else, or with half of a password.
  const unreadable = [
    'postgresql://formance:Pa#ss4711@db.example/formance',
    'postgresql://formance:Pa/ss4711@db.example/formance',
    'postgresql://formance:12/ss4711@db.example/formance',
    'postgresql://formance:12?ss4711@db.example/formance',
    'postgresql://formance:Pa%ss4711@db.example/formance',
    'postgresql://one.example:5432,two.example:5432/ss4711',
    'mysql://formance:ss4711@db.example/formance',
    'db.example/ss4711',
    "host=db.example password='ss4711",
  ]
  for (const dsn of unreadable) {
    it(`is refused and not shown: ${dsn}`, () => {
      assert.throws(
        () => parseDsn(dsn),
        (error) => {
          assert.ok(isCloudpremError(error), String(error))
          assert.equal(error.exitCode, 2)
          assert.doesNotMatch(JSON.stringify(error.toDocument()), /ss4711/)
          return true
        },
      )
    })
  }
})
