import {findExecutable} from '@cloudprem/core'
import {runCli, temporaryFolder, type CliOptions, type TestKubernetes} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import pg from 'pg'
import {startCluster, valuesOf} from '../../cluster.js'
import {useDatabases, type TestDatabase} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA} from '../../membership-schema.js'
import {unwrapped} from './run-seed.js'

describe('cloudprem db connect', function () {
  this.timeout(60_000)
  const databases = useDatabases()
  let database: TestDatabase
  let cluster: TestKubernetes
  let password: string

  before(async () => {
    database = await databases.create(PLAIN_SCHEMA, firstLogin())
    password = decodeURIComponent(new URL(database.dsn).password)
    cluster = await startCluster(database, 'cloudprem-postgresql', {version: '4.10.2', values: valuesOf(database)})
  })
  after(() => cluster.stop())

  const connect = (args: string[], options: Partial<CliOptions> = {}) =>
    runCli(['db', 'connect', ...args], {home: temporaryFolder(), ...options})

  /** A psql that writes down what it was given, in a folder for the front of PATH. */
  const recorder = (...lines: string[]): {folder: string; seen: (name: string) => string} => {
    const folder = temporaryFolder()
    const psql = path.join(folder, 'psql')
    writeFileSync(
      psql,
      [
        '#!/bin/sh',
        `cd '${folder}'`,
        'echo "$@" > args',
        'env > env',
        'cat "$PGPASSFILE" > pgpass',
        'ls -l "$PGPASSFILE" > mode',
        ...lines,
        '',
      ].join('\n'),
    )
    chmodSync(psql, 0o755)
    return {folder, seen: (name) => readFileSync(path.join(folder, name), 'utf8')}
  }
  const withPsql = (folder: string) => ({PATH: `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`})

  it('starts psql with the password in a file of its own, in no argument and no variable, and removes it', async () => {
    const {folder, seen} = recorder()
    const env = {...withPsql(folder), PGSERVICE: 'other', PGSSLROOTCERT: '/other', CLOUDPREM_DSN: database.dsnFile}
    const result = await connect(['--debug', '--', '--command', 'select 1'], {env: {...env, PGSERVICEFILE: serviceFile()}})
    assert.equal(result.exitCode, 0, result.stderr)
    assert.equal(seen('args').trim(), '--command select 1')
    assert.match(seen('mode'), /^-rw-------/)
    assert.ok(seen('pgpass').endsWith(`:${database.name}:formance:${password}\n`))
    assert.ok(!seen('env').includes(password) && !seen('args').includes(password) && !result.stderr.includes(password))
    assert.doesNotMatch(seen('env'), /^PGSERVICE/m)
    const [, file = ''] = /^PGPASSFILE=(.*)$/m.exec(seen('env')) ?? []
    assert.ok(file.startsWith(tmpdir()) && !existsSync(file))
    assert.equal(readdirSync(tmpdir()).filter((name) => name === path.basename(path.dirname(file))).length, 0)
  })

  it('ends with what psql ends with', async () => {
    const {folder} = recorder('exit 3')
    assert.equal((await connect(['--dsn', database.dsnFile], {env: withPsql(folder)})).exitCode, 3)
  })

  it('leaves Ctrl-C to psql, and passes SIGTERM on to it', async () => {
    const {folder, seen} = recorder(`trap 'echo terminated > ended; exit 9' TERM`, 'touch ready', 'while :; do sleep 0.05; done')
    let kill: (signal: NodeJS.Signals) => void = () => undefined
    const running = connect(['--dsn', database.dsnFile], {env: withPsql(folder), started: (child) => (kill = child.kill)})
    await until(() => existsSync(path.join(folder, 'ready')))
    kill('SIGINT')
    kill('SIGINT')
    await new Promise((resolve) => setTimeout(resolve, 300))
    kill('SIGTERM')
    assert.equal((await running).exitCode, 9)
    assert.equal(seen('ended'), 'terminated\n')
  })

  it('says what to do when there is no psql', async () => {
    const result = await connect(['--dsn', database.dsnFile], {env: {PATH: temporaryFolder()}})
    assert.equal(result.exitCode, 3)
    assert.match(unwrapped(result), /psql is not on the PATH.*apt install postgresql-client.*--print-dsn/)
  })

  it('reaches the database of a release with the real psql, through a port-forward that ends with it', async function () {
    if ((await findExecutable('psql')) === undefined) return this.skip()
    const result = await connect(['--kubeconfig', cluster.kubeconfig, '--', '-XAt'], {
      input: 'select current_user, current_database();\n',
    })
    assert.equal(result.exitCode, 0, result.stderr)
    assert.equal(result.stdout.trim(), `formance|${database.name}`)
    assert.match(unwrapped(result), /^Database cloudprem-postgresql in formance-system, through a port-forward/)
    assert.equal(cluster.openForwards(), 0)
    const failing = await connect(['--kubeconfig', cluster.kubeconfig, '--', '-Xc', 'select nothing'])
    assert.equal(failing.exitCode, 1)
  })

  it('prints a connection string with the password masked, whole only when asked or into a file', async () => {
    const masked = await connect(['--dsn', database.dsnFile, '--print-dsn'])
    assert.match(masked.stdout, /^postgresql:\/\/formance:••••••@127\.0\.0\.1:\d+\/test_\d+\?sslmode=disable\n$/)
    const shown = await connect(['--dsn', database.dsnFile, '--print-dsn', '--show-secret'])
    assert.equal(new URL(shown.stdout.trim()).password, new URL(database.dsn).password)

    const output = path.join(temporaryFolder(), 'written.dsn')
    const written = await connect(['--dsn', database.dsnFile, '--print-dsn', '--output', output, '--json'])
    assert.equal((written.json() as {output: string}).output, output)
    assert.ok(!written.stdout.includes(password))
    assert.equal(statSync(output).mode & 0o777, 0o600)
    const check = await runCli(['db', 'check', '--dsn', `@${output}`], {home: temporaryFolder()})
    assert.equal(check.exitCode, 0, check.stderr)
  })

  it('keeps a port-forward open until Ctrl-C, for as many connections as come, a new stream for each', async () => {
    const output = path.join(temporaryFolder(), 'forwarded.dsn')
    let interrupt: () => void = () => undefined
    const running = connect(['--kubeconfig', cluster.kubeconfig, '--print-dsn', '--output', output], {
      started: ({kill}) => (interrupt = () => kill('SIGINT')),
    })
    await until(() => existsSync(output))
    const dsn = readFileSync(output, 'utf8').trim()
    const select = async () => {
      const client = new pg.Client({connectionString: dsn})
      client.on('error', () => undefined)
      await client.connect()
      return client
    }
    const [one, two] = [await select(), await select()]
    assert.equal(cluster.openForwards(), 2)
    cluster.cutForwards()
    await assert.rejects(one.query('select 1'))
    await two.end().catch(() => undefined)
    const three = await select()
    assert.deepEqual((await three.query('select 1 as one')).rows, [{one: 1}])
    await three.end()
    interrupt()
    const result = await running
    assert.equal(result.exitCode, 0, result.stderr)
    assert.match(result.stdout, /^postgresql:\/\/formance:••••••@127\.0\.0\.1:\d+\//)
    assert.equal(cluster.openForwards(), 0)
  })

  it('starts no psql for who may not forward', async () => {
    cluster.forbid = (request) => /portforward/.test(request)
    const {folder} = recorder()
    const result = await connect(['--kubeconfig', cluster.kubeconfig], {env: withPsql(folder)})
    cluster.forbid = () => false
    assert.equal(result.exitCode, 3)
    assert.match(result.stderr, /kubectl port-forward --namespace formance-system/)
    assert.ok(!existsSync(path.join(folder, 'args')))
  })

  it('has no JSON of what psql prints', async () => {
    const result = await connect(['--dsn', database.dsnFile, '--json'])
    assert.equal(result.exitCode, 2)
    assert.match(JSON.stringify(result.json()), /--json goes with --print-dsn only/)
  })

  function serviceFile(): string {
    const file = path.join(temporaryFolder(), 'pg_service.conf')
    writeFileSync(file, '[other]\nhost=other.example\n')
    return file
  }
})

async function until(look: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!look()) {
    if (Date.now() > deadline) throw new Error('not within 20 s')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
