import {isCloudpremError} from '@cloudprem/core'
import {temporaryFolder} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {completeParameters} from '../../src/connection/parameters.js'
import {parseService} from '../../src/connection/service-file.js'

describe("psql's connection services", () => {
  const file = (text: string, name = 'pg_service.conf'): string => {
    const written = path.join(temporaryFolder(), name)
    mkdirSync(path.dirname(written), {recursive: true})
    writeFileSync(written, text)
    return written
  }

  it('are sections of a file, with remarks and blank lines', () => {
    const text =
      '# all of them\n[other]\nhost=other\n\n[prod]\n  # the one\nhost=db.example\r\nport=5433\npassword=a = b\n[late]\nhost=no\n'
    assert.deepEqual(parseService('prod', text, 'f'), {host: 'db.example', port: '5433', password: 'a = b'})
    assert.equal(parseService('test', text, 'f'), undefined)
  })

  it('count after the connection string and before the other variables', async () => {
    const PGSERVICEFILE = file('[prod]\nhost=service.example\nuser=service\ndbname=formance\n')
    const env = {PGSERVICE: 'prod', PGSERVICEFILE, PGHOST: 'env.example', PGPORT: '5433', PGUSER: 'env'}
    const {host, port, user, dbname} = await completeParameters({user: 'dsn'}, env)
    assert.deepEqual({host, port, user, dbname}, {host: 'service.example', port: '5433', user: 'dsn', dbname: 'formance'})
  })

  it('may be named in the connection string, before PGSERVICE', async () => {
    const PGSERVICEFILE = file('[one]\nhost=one.example\n[two]\nhost=two.example\n')
    assert.equal((await completeParameters({service: 'two'}, {PGSERVICE: 'one', PGSERVICEFILE})).host, 'two.example')
  })

  it('are looked for in the file of the system when the own one lacks them', async () => {
    const PGSYSCONFDIR = path.dirname(file('[prod]\nhost=system.example\n'))
    const PGSERVICEFILE = file('[test]\nhost=own.example\n')
    assert.equal((await completeParameters({}, {PGSERVICE: 'prod', PGSERVICEFILE, PGSYSCONFDIR})).host, 'system.example')
  })

  it('are missed in so many words', async () => {
    const PGSERVICEFILE = file('[test]\nhost=own.example\n')
    await assert.rejects(completeParameters({}, {PGSERVICE: 'prod', PGSERVICEFILE, PGSYSCONFDIR: '/nowhere'}), (error) => {
      assert.ok(isCloudpremError(error))
      assert.equal(error.exitCode, 2)
      assert.match(error.message, /no connection service "prod"/)
      assert.ok(error.reason?.includes(PGSERVICEFILE))
      return true
    })
    await assert.rejects(
      completeParameters({service: 'prod'}, {PGSERVICEFILE: '/nowhere/file'}),
      /\/nowhere\/file cannot be read/,
    )
  })

  it('are refused with a line that cannot be read, which is not shown', () => {
    for (const line of ['password: ss4711', 'password =ss4711', 'service=ss4711']) {
      assert.throws(
        () => parseService('prod', `[prod]\nhost=db\n${line}\n`, '/etc/pg_service.conf'),
        (error) => {
          assert.ok(isCloudpremError(error))
          assert.match(error.message, /pg_service\.conf cannot be read from line 3 on/)
          assert.doesNotMatch(JSON.stringify(error.toDocument()), /ss4711/)
          return true
        },
      )
    }
  })
})
