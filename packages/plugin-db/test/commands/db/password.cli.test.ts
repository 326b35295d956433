import {runCli, temporaryFolder, type CliOptions} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {useDatabases, type TestDatabase} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA} from '../../membership-schema.js'
import {unwrapped} from './run-seed.js'

/** A password that is in nothing else and would be found anywhere. */
const PASSWORD = 'Tok3n-of-a-cloud-4711'

describe('the password of the database', function () {
  this.timeout(60_000)
  const databases = useDatabases()
  let database: TestDatabase

  before(async () => {
    database = await databases.create(PLAIN_SCHEMA, firstLogin())
    await databases.admin(`create role tokens login in role formance password '${PASSWORD}'`)
  })

  /** The DSN without a password, as a file. */
  const dsnFile = (sslMode = 'disable'): string => {
    const url = new URL(database.dsn)
    url.username = 'tokens'
    url.password = ''
    url.searchParams.set('sslmode', sslMode)
    const file = path.join(temporaryFolder(), 'dsn')
    writeFileSync(file, url.toString())
    return `@${file}`
  }
  const script = (...lines: string[]): string => {
    const file = path.join(temporaryFolder(), 'token')
    writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'))
    chmodSync(file, 0o755)
    return file
  }
  const check = (args: string[], options: Partial<CliOptions> = {}) =>
    runCli(['db', 'check', ...args], {home: temporaryFolder(), ...options})

  it('is what a command prints first, and is shown nowhere, not with --debug either', async () => {
    const command = script(`echo '${PASSWORD}'`, 'echo more')
    const result = await check(['--dsn', dsnFile(), '--password-command', `${command} --for 'a b'`, '--debug'])
    assert.equal(result.exitCode, 0, result.stderr)
    assert.match(result.stderr, /--for a b/)
    assert.ok(!(result.stdout + result.stderr).includes(PASSWORD))
  })

  it('is asked of the command with the database in PGHOST, PGPORT, PGUSER and PGDATABASE, and before any other', async () => {
    const seen = path.join(temporaryFolder(), 'seen')
    const command = script(`echo "$PGUSER $PGHOST $PGPORT $PGDATABASE" > '${seen}'`, `echo '${PASSWORD}'`)
    const env = {CLOUDPREM_PASSWORD_COMMAND: command, PGPASSWORD: 'wrong-password'}
    const result = await check(['--dsn', dsnFile()], {env})
    assert.equal(result.exitCode, 0, result.stderr)
    const {hostname, port, pathname} = new URL(database.dsn)
    assert.equal(readFileSync(seen, 'utf8').trim(), `tokens ${hostname} ${port} ${pathname.slice(1)}`)
  })

  it('is asked for again for each connection that is tried', async () => {
    const count = path.join(temporaryFolder(), 'count')
    // The server has no TLS: the second way of `prefer` comes in.
    const args = ['--dsn', dsnFile('prefer'), '--password-command', script(`echo once >> '${count}'`, `echo '${PASSWORD}'`)]
    const result = await check(args)
    assert.equal(result.exitCode, 0, result.stderr)
    assert.equal(readFileSync(count, 'utf8'), 'once\nonce\n')
  })

  const failures: [title: string, lines: string[], text: RegExp][] = [
    [
      'ends with an error',
      ['echo "no credentials, tok3n" >&2', 'echo tok3n-part', 'exit 3'],
      /It ended with 3\. no credentials, tok3n/,
    ],
    ['prints nothing', ['exit 0'], /first line of output is empty/],
  ]
  for (const [title, lines, text] of failures) {
    it(`is missing when the command ${title}: exit 5 and its own words`, async () => {
      const result = await check(['--dsn', dsnFile(), '--password-command', script(...lines)])
      assert.equal(result.exitCode, 5)
      assert.match(unwrapped(result), /of --password-command, .*, gave no password/)
      assert.match(unwrapped(result), text)
      assert.ok(!result.stderr.includes('tok3n-part'))
    })
  }

  it('is missing when there is no such command', async () => {
    const result = await check(['--dsn', dsnFile(), '--password-command', '/nowhere/aws rds token'])
    assert.equal(result.exitCode, 5)
    assert.match(unwrapped(result), /, \/nowhere\/aws, gave no password .*It could not be started/)
  })

  it('is not waited for after Ctrl-C', async () => {
    const running = check(['--dsn', dsnFile(), '--password-command', script('exec sleep 30')], {
      started: ({kill}) => setTimeout(() => kill('SIGINT'), 3000),
    })
    assert.equal((await running).exitCode, 130)
  })

  it('stands in the service that is named, and in the password file of the home', async () => {
    const {hostname, port, pathname} = new URL(database.dsn)
    const home = temporaryFolder()
    mkdirSync(home, {recursive: true})
    writeFileSync(
      path.join(home, '.pg_service.conf'),
      `[prod]\nhost=${hostname}\nport=${port}\nuser=tokens\ndbname=${pathname.slice(1)}\n`,
    )
    writeFileSync(path.join(home, '.pgpass'), `*:${port}:*:tokens:${PASSWORD}\n`, {mode: 0o600})
    const result = await check([], {home, env: {PGSERVICE: 'prod'}})
    assert.equal(result.exitCode, 0, result.stderr)
    assert.match(result.stderr, new RegExp(`^Database {2}${pathname.slice(1)} on ${hostname}:${port}`))
    const unknown = await check([], {home, env: {PGSERVICE: 'test'}})
    assert.equal(unknown.exitCode, 2)
    assert.match(unwrapped(unknown), /no connection service "test"/)
  })
})
