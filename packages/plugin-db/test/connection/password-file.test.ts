import {temporaryFolder} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {findPassword, passwordFor} from '../../src/connection/password-file.js'
import {resolveTarget} from '../../src/connection/target.js'

const target = resolveTarget({host: 'db.example', user: 'formance', dbname: 'formance'}, {})

describe("psql's password file", () => {
  it('gives the password of the first line that fits', () => {
    const text = '# db.example:5432:formance:formance:comment\nother:*:*:*:no\ndb.example:5432:*:formance:first\n*:*:*:*:second\n'
    assert.equal(passwordFor(target, text), 'first')
    assert.equal(passwordFor({...target, user: 'else'}, text), 'second')
  })

  it('knows escaped colons and backslashes, in names and in passwords', () => {
    const text = String.raw`db.example:5432:form\:ance:formance:a\:b\\c:d`
    assert.equal(passwordFor({...target, database: 'form:ance'}, text), String.raw`a:b\c:d`)
  })

  it('calls a Unix socket localhost', () => {
    assert.equal(passwordFor({...target, host: '/var/run/postgresql'}, 'localhost:*:*:*:socket'), 'socket')
  })

  it('fits nobody when no line does', () => {
    assert.equal(passwordFor(target, 'db.example:5433:*:*:no\nincomplete\n\n'), undefined)
  })

  it('is left alone when others may read it', async function () {
    if (process.platform === 'win32') return this.skip()
    const file = path.join(temporaryFolder(), 'pgpass')
    writeFileSync(file, '*:*:*:*:password', {mode: 0o644})
    assert.equal(await findPassword(target, {PGPASSFILE: file}), undefined)
  })
})
