import assert from 'node:assert/strict'
import {isCloudpremError} from '@cloudprem/core'
import {parseDatabaseUrl} from '../../src/init/database-url.js'

describe('--postgres-url', () => {
  it('is taken apart, percent-encoding decoded', () => {
    assert.deepEqual(
      parseDatabaseUrl('postgresql://cloud%2Dprem:s3cret%7EWord@db.example.net:5433/formance?sslmode=verify-full'),
      {
        host: 'db.example.net',
        port: 5433,
        username: 'cloud-prem',
        password: 's3cret~Word',
        database: 'formance',
        additionalArgs: 'sslmode=verify-full',
        sslMode: 'verify-full',
      },
    )
  })

  it('encrypts unless told otherwise, and keeps further parameters', () => {
    const {additionalArgs, sslMode, port} = parseDatabaseUrl('postgres://u:passw0rd@h/d?application_name=x')
    assert.deepEqual(
      {additionalArgs, sslMode, port},
      {additionalArgs: 'application_name=x&sslmode=require', sslMode: 'require', port: 5432},
    )
  })

  const refused: [url: string, why: RegExp][] = [
    ['mysql://u:secretWord@h/d', /postgres:\/\//],
    ['not a url secretWord', /postgres:\/\//],
    ['postgres://u:secretWord@/d', /no host|postgres:/],
    ['postgres://u:secretWord@h/', /no database/],
    ['postgres://:secretWord@h/d', /no user/],
    ['postgres://u@h/d', /no password/],
    ['postgres://u:secretWord%40x@h/d', /password that the chart cannot carry/],
    ['postgres://u:123456@h/d', /password that the chart cannot carry/],
    ['postgres://u:%zz@h/d', /percent-encoding/],
    ['postgres://u%40server:secretWord@h/d', /user that the chart cannot carry/],
    ['postgres://u:formance@h/d', /published password/],
    ['postgres://u:secretWord@h/d?sslmode=prefer', /sslmode prefer/],
    ['postgres://u:secretWord@h/d?sslmode=verify-ca&sslrootcert=/ca.pem', /sslrootcert/],
    ['postgres://u:secretWord@[::1]/d', /one host/],
  ]
  for (const [url, why] of refused) {
    it(`refuses ${url}, without telling the password`, () => {
      assert.throws(
        () => parseDatabaseUrl(url),
        (error) =>
          isCloudpremError(error) && error.exitCode === 2 && why.test(error.message) && !error.message.includes('secretWord'),
      )
    })
  }
})
