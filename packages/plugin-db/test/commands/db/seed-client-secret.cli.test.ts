import {runCli, temporaryFolder} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {existsSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {useDatabases} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA} from '../../membership-schema.js'
import {NO_ROWS, rowsOf, seed} from './run-seed.js'

describe('cloudprem db seed, and the client secret afterwards', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  it('leaves it in a file for oneself alone, the second time too, and shows it nowhere', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const file = path.join(temporaryFolder(), 'client-secret')
    const first = await seed(database, ['--client-secret-file', file])
    assert.equal(first.exitCode, 0, first.stderr)
    const secret = String((await rowsOf(database)).stacks[0]?.['client_secret'])
    // Not even a line's end: `kubectl create secret --from-file` would make it part of the secret.
    assert.equal(readFileSync(file, 'utf8'), secret)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.ok(!(first.stdout + first.stderr).includes(secret))
    assert.equal((await seed(database, ['--client-secret-file', file])).exitCode, 0)
    rmSync(file)
    const again = await seed(database, ['--client-secret-file', file])
    assert.match(again.stdout, /^Nothing to do/)
    assert.equal(readFileSync(file, 'utf8'), secret)
  })

  it("writes the manifest of a Secret that the stack's Auth can name", async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const file = path.join(temporaryFolder(), 'secret.yaml')
    const result = await seed(database, ['--client-secret-manifest', file, '--client-secret', '-'], {input: 'Chosen-"4711\n'})
    assert.equal(result.exitCode, 0, result.stderr)
    assert.equal(
      readFileSync(file, 'utf8'),
      [
        'apiVersion: v1',
        'kind: Secret',
        'metadata:',
        '  name: qwertyuiopas-demo-client',
        '  labels:',
        '    formance.com/stack: qwertyuiopas-demo',
        'type: Opaque',
        'stringData:',
        '  clientSecret: "Chosen-\\"4711"',
        '',
      ].join('\n'),
    )
    assert.equal(statSync(file).mode & 0o777, 0o600)
  })

  it('makes no stack when the file is there and holds something else', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const file = path.join(temporaryFolder(), 'client-secret')
    writeFileSync(file, 'something else')
    const result = await seed(database, ['--client-secret-file', file])
    assert.equal(result.exitCode, 2)
    assert.match(result.stderr, /FILE_EXISTS/)
    assert.equal(readFileSync(file, 'utf8'), 'something else')
    assert.deepEqual(await rowsOf(database), NO_ROWS)
  })

  it('makes no stack when the file has no place', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const file = path.join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const result = await seed(database, ['--client-secret-file', path.join(file, 'below', 'client-secret')])
    assert.equal(result.exitCode, 2)
    assert.match(result.stderr, /FILE_UNWRITABLE/)
    assert.deepEqual(await rowsOf(database), NO_ROWS)
  })

  it('writes nothing in a dry run, nor for a file of several stacks', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const file = path.join(temporaryFolder(), 'client-secret')
    assert.equal((await seed(database, ['--client-secret-file', file, '--dry-run'])).exitCode, 0)
    assert.ok(!existsSync(file))
    const input = 'regions:\n- {name: default, baseUrl: https://a.example}\nstacks:\n- {id: a, name: A}\n- {id: b, name: B}\n'
    const several = await runCli(['db', 'seed', '--file', '-', '--dsn', database.dsnFile, '--client-secret-file', file], {
      home: temporaryFolder(),
      input,
    })
    assert.equal(several.exitCode, 2)
    assert.deepEqual(await rowsOf(database), NO_ROWS)
    assert.ok(!existsSync(file))
  })
})
