import {temporaryFolder} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {chmodSync, writeFileSync} from 'node:fs'
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

  it('calls a Unix socket localhost, or by its folder', () => {
    const socket = {...target, host: '/var/run/postgresql'}
    assert.equal(passwordFor(socket, 'localhost:*:*:*:socket'), 'socket')
    assert.equal(passwordFor(socket, '/var/run/postgresql:*:*:*:socket'), 'socket')
  })

  it('takes an empty field as an empty field, and a blank as a blank', () => {
    assert.equal(passwordFor(target, 'db.example::*:*:no\n*:*:*:*: yes '), ' yes ')
    assert.equal(passwordFor(target, '*:*:*:*:'), '')
  })

  it('knows an escaped asterisk as a name', () => {
    assert.equal(passwordFor(target, String.raw`\*:*:*:*:no`), undefined)
  })

  it('fits nobody when no line does', () => {
    assert.equal(passwordFor(target, 'db.example:5433:*:*:no\nincomplete\n\n'), undefined)
  })

  it('is left alone when others may read it, or when it is none, and that is said', async function () {
    if (process.platform === 'win32') return this.skip()
    const said: string[] = []
    const file = path.join(temporaryFolder(), 'pgpass')
    writeFileSync(file, '*:*:*:*:password', {mode: 0o644})
    const find = (passwordFile: string) => findPassword({...target, passwordFile}, {}, (text) => said.push(text))
    assert.equal(await find(file), undefined)
    assert.match(said[0] ?? '', /left alone, since others may read it: chmod 0600 /)
    assert.equal(await find(path.dirname(file)), undefined)
    assert.match(said[1] ?? '', /no plain file/)
    chmodSync(file, 0o600)
    assert.equal(await find(file), 'password')
    assert.equal(said.length, 2)
  })
})
