import {runCli, temporaryFolder} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {createServer, type AddressInfo, type Server} from 'node:net'
import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {useDatabases, withDatabase} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA} from '../../membership-schema.js'
import {BASE_URL, unwrapped} from './run-seed.js'

describe('cloudprem db, without a usable connection', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  const run = (dsn: string, args: string[] = [], env: Record<string, string> = {}) =>
    runCli(['db', 'seed', '--base-url', BASE_URL, '--dsn', '-', ...args], {home: temporaryFolder(), input: dsn, env})

  it('names flag and variable when no connection is given', async () => {
    const result = await runCli(['db', 'seed'], {home: temporaryFolder()})
    assert.equal(result.exitCode, 2)
    assert.match(result.stderr, /Missing: --dsn, --base-url/)
    assert.match(result.stderr, /CLOUDPREM_DSN/)
  })

  it('warns when the connection string stands on the command line', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const result = await runCli(['db', 'seed', '--base-url', BASE_URL, '--dsn', database.dsn], {home: temporaryFolder()})
    assert.equal(result.exitCode, 0)
    assert.match(result.stderr, /Warning: --dsn stands on the command line/)
  })

  it('names host, port and reason when nobody listens', async () => {
    const port = await closedPort()
    const result = await run(`postgresql://formance:Password-4711@127.0.0.1:${port}/formance`)
    assert.equal(result.exitCode, 5)
    assert.match(result.stderr, /DATABASE_UNREACHABLE/)
    assert.match(unwrapped(result), new RegExp(`formance on 127.0.0.1:${port}: the connection was refused`))
    assert.doesNotMatch(result.stderr, /Password-4711/)
  })

  it('says that the password was not accepted, and does not show it', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const url = new URL(database.dsn)
    url.password = 'Wrong-password-4711'
    const result = await run(url.toString(), ['--debug'])
    assert.equal(result.exitCode, 5)
    assert.match(unwrapped(result), /the password for user "formance" was not accepted/)
    assert.doesNotMatch(result.stderr, /Wrong-password/)
  })

  it('says that a password is wanted when there is none, and finds one in the password file', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const url = new URL(database.dsn)
    const password = decodeURIComponent(url.password)
    url.password = ''
    const without = await run(url.toString())
    assert.equal(without.exitCode, 5)
    assert.match(unwrapped(without), /wants a password for user "formance"/)

    const file = path.join(temporaryFolder(), 'pgpass')
    writeFileSync(file, `127.0.0.1:*:${database.name}:formance:${password}\n`, {mode: 0o600})
    const found = await run(url.toString(), [], {PGPASSFILE: file})
    assert.equal(found.exitCode, 0, found.stderr)
    assert.doesNotMatch(found.stderr, /deprecated|Deprecation/i)
  })

  it('says that there is no such database', async () => {
    const result = await run(withDatabase(databases.postgres.dsn, 'nowhere'))
    assert.equal(result.exitCode, 5)
    assert.match(unwrapped(result), /nowhere on .*: there is no database of this name/)
  })

  it('gives up on a server that accepts and says nothing', async () => {
    const {port, close} = await listen()
    const result = await run(`postgresql://formance:x@127.0.0.1:${port}/formance?connect_timeout=1`)
    await close()
    assert.equal(result.exitCode, 5)
    assert.match(unwrapped(result), /no answer within 1 s/)
  })

  it('ends on Ctrl-C while it connects', async () => {
    const {port, close, connected} = await listen()
    let interrupt: () => void = () => undefined
    const finished = runCli(['db', 'seed', '--base-url', BASE_URL, '--dsn', '-'], {
      home: temporaryFolder(),
      input: `postgresql://formance:x@127.0.0.1:${port}/formance`,
      started: ({kill}) => (interrupt = () => kill('SIGINT')),
    })
    await connected
    interrupt()
    assert.equal((await finished).exitCode, 130)
    await close()
  })

  it('asks whether it is PostgreSQL when something else answers', async () => {
    const {port, close} = await listen('HTTP/1.1 400 Bad Request\r\n\r\n')
    const result = await run(`postgresql://formance:x@127.0.0.1:${port}/formance`)
    await close()
    assert.equal(result.exitCode, 5)
    assert.match(unwrapped(result), /is it PostgreSQL\?/)
  })

  it('refuses TLS that the server does not have, when it is required', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const result = await run(database.dsn.replace('sslmode=disable', 'sslmode=require'))
    assert.equal(result.exitCode, 5)
    assert.match(unwrapped(result), /TLS: The server does not support SSL connections/)
  })

  it('shows nothing of a connection string that it cannot read', async () => {
    const result = await run('postgresql://formance:Pass#word4711@db.example/formance')
    assert.equal(result.exitCode, 2)
    assert.match(unwrapped(result), /must be percent-encoded/)
    assert.doesNotMatch(result.stderr, /word4711/)
  })
})

async function closedPort(): Promise<number> {
  const {port, close} = await listen()
  await close()
  return port
}

/** A server that answers the first bytes with `answer`, or with nothing. */
async function listen(answer?: string) {
  let told: () => void = () => undefined
  const connected = new Promise<void>((resolve) => (told = resolve))
  const server: Server = createServer((socket) => {
    told()
    socket.on('error', () => undefined)
    socket.on('data', () => answer !== undefined && socket.end(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return {port: (server.address() as AddressInfo).port, close, connected}
}
