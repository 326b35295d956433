import {runCli, temporaryFolder} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {readFileSync, statSync} from 'node:fs'
import path from 'node:path'
import {parse} from 'yaml'
import {useDatabases, type TestDatabase} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA} from '../../membership-schema.js'
import {rowsOf, seed} from './run-seed.js'

describe('cloudprem db client-secret', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  /** A database with a seeded stack, the home of who seeded it, and the secret. */
  const seeded = async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const home = temporaryFolder()
    assert.equal((await seed(database, [], {home})).exitCode, 0)
    const [stack] = (await rowsOf(database)).stacks
    return {database, home, secret: String(stack?.['client_secret'])}
  }
  const run = (database: TestDatabase, home: string, ...args: string[]) =>
    runCli(['db', 'client-secret', ...args, '--dsn', database.dsnFile], {home})

  it('writes the secret of the stack in the profile into a file and a manifest, and prints it nowhere', async () => {
    const {database, home, secret} = await seeded()
    const [output, manifest] = [path.join(home, 'secret.txt'), path.join(home, 'secret.yaml')]
    const result = await run(database, home, '-o', output, '--manifest', manifest, '--debug')
    assert.equal(result.exitCode, 0, result.stderr)
    assert.ok(!(result.stdout + result.stderr).includes(secret))
    assert.equal(readFileSync(output, 'utf8'), secret)
    const {kind, metadata, stringData} = parse(readFileSync(manifest, 'utf8')) as Record<string, Record<string, string>>
    assert.deepEqual([kind, metadata?.['name'], stringData], ['Secret', 'qwertyuiopas-demo-client', {clientSecret: secret}])
    for (const file of [output, manifest]) assert.equal(statSync(file).mode & 0o777, 0o600)
  })

  it('prints it only when it is asked to', async () => {
    const {database, home, secret} = await seeded()
    const shown = await run(database, home, 'demo', '--show-secret')
    assert.equal(shown.stdout, `${secret}\n`)
    const json = await run(database, home, 'demo', '--show-secret', '--json')
    assert.equal((json.json() as {clientSecret: string}).clientSecret, secret)
    const silent = await run(database, home, 'demo')
    assert.equal(silent.exitCode, 2)
    assert.ok(!(silent.stdout + silent.stderr).includes(secret))
    assert.match(silent.stderr, /--show-secret/)
  })

  it('names what is missing: a stack, a secret, a name', async () => {
    const {database, home} = await seeded()
    const unknown = await run(database, home, 'other', '--show-secret')
    assert.equal(unknown.exitCode, 2)
    assert.match(unknown.stderr, /STACK_UNKNOWN/)
    await database.sql('update membership.stacks set client_secret = null')
    const without = await run(database, home, '--show-secret')
    assert.equal(without.exitCode, 4)
    assert.match(without.stderr, /has no client secret/)
    const unnamed = await run(database, temporaryFolder(), '--show-secret')
    assert.equal(unnamed.exitCode, 2)
    assert.match(unnamed.stderr, /No stack was named/)
  })

  it('does not replace a file', async () => {
    const {database, home} = await seeded()
    const output = path.join(home, 'secret.txt')
    assert.equal((await run(database, home, '-o', output)).exitCode, 0)
    const again = await run(database, home, '-o', output)
    assert.equal(again.exitCode, 2)
    assert.match(again.stderr, /FILE_EXISTS/)
  })
})
