import {runCli, temporaryFolder, type CliResult} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {readdirSync, readFileSync, statSync} from 'node:fs'
import path from 'node:path'
import {eventually, useDatabases, type TestDatabase} from '../databases.js'
import {firstLogin, PLAIN_SCHEMA} from '../membership-schema.js'
import {BASE_URL, rowsOf} from '../commands/db/run-seed.js'
import {installations} from './support/installations.js'
import {createRole, grantSeeding, ROLE_PASSWORD, roleDsn, roleDsnFile} from './support/role.js'

const COMMANDS: Record<string, string[]> = {
  check: [],
  status: ['--base-url', BASE_URL],
  seed: ['--base-url', BASE_URL],
  export: ['-o', 'seed.yaml', '--force'],
  'client-secret': ['demo', '-o', 'client-secret.txt', '--force'],
}

describe('cloudprem db keeps the password and the client secret to itself', function () {
  this.timeout(60_000)
  const newest = installations().at(-1)
  const databases = useDatabases(newest && {installed: newest})
  before(() => createRole(databases))

  const made = async (): Promise<TestDatabase> => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    await grantSeeding(database, {locking: true})
    return database
  }
  const withoutSecrets = (text: string, ...secrets: unknown[]) => {
    for (const secret of [ROLE_PASSWORD, ...secrets]) {
      assert.ok(!text.includes(String(secret)), `there it is: ${text}`)
    }
  }
  const said = ({stdout, stderr}: CliResult) => `${stdout}\n${stderr}`

  it('in ps, /proc and the name that a core file would have, while it runs', async () => {
    const database = await made()
    const holder = await database.client()
    await holder.query('begin; lock table membership.stacks in row exclusive mode')
    let pid = 0
    const args = ['db', 'seed', '--base-url', BASE_URL, '--dsn', roleDsnFile(database), '--debug']
    const finished = runCli(args, {home: temporaryFolder(), started: (child) => (pid = child.pid)})
    // Another role sees what is sent only as the superuser.
    const sent = `select 1 from pg_stat_activity where datname = $1 and application_name = 'cloudprem' and query like 'lock table%'`
    await eventually(async () => (await databases.admin(sent, [database.name])).length > 0)
    const processes = execFileSync('ps', ['axeww', '-o', 'pid,ppid,comm,args'], {encoding: 'utf8'})
    assert.match(processes, new RegExp(`\\n *${pid} .*db seed --base-url`))
    const title = readFileSync(`/proc/${pid}/comm`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8')
    await holder.end()
    assert.equal((await finished).exitCode, 0)
    withoutSecrets(processes + title)
  })

  it('in what it prints with --debug, in every file that it leaves, and in the log of the server', async () => {
    const database = await made()
    await databases.admin(`alter database ${database.name} set log_statement = 'all'`)
    const home = temporaryFolder()
    for (const [name, args] of Object.entries(COMMANDS)) {
      for (const more of [[], ['--json']]) {
        const dsn = roleDsnFile(database)
        const result = await runCli(['db', name, ...args, ...more, '--dsn', dsn, '--debug'], {home})
        assert.equal(result.exitCode, 0, said(result))
        const [stack] = (await rowsOf(database)).stacks
        withoutSecrets(said(result), ...(stack ? [stack['client_secret']] : []))
      }
    }
    for (const file of filesBelow(home)) withoutSecrets(readFileSync(file, 'latin1'))
    const log = await eventually(() => {
      const text = readFileSync(databases.postgres.logFile, 'utf8')
      return Promise.resolve(text.includes('insert into membership') && text)
    })
    withoutSecrets(log)
  })

  describe('when there is no connection, however the connection string was given', () => {
    const FAILURES: Record<string, (dsn: string) => string> = {
      'nobody listens': (dsn) => dsn.replace(/:\d+\//, ':1/'),
      'the host is unknown': (dsn) => dsn.replace('127.0.0.1', 'nowhere.invalid'),
      'there is no such database': (dsn) => dsn.replace(/\/test_\d+/, '/nothing'),
      'the user is another': (dsn) => dsn.replace('seeder', 'postgres'),
      'the sslmode is none': (dsn) => dsn.replace('disable', 'perhaps'),
      'it cannot be read': (dsn) => dsn.replace(ROLE_PASSWORD, `${ROLE_PASSWORD}#/%`),
      'it is of keywords': (dsn) => {
        const {hostname, port, username, password} = new URL(dsn)
        return `host=${hostname} port=${port} user=${username} password='${password}' dbname=nothing`
      },
    }
    const WAYS: Record<string, (dsn: string) => {args: string[]; env?: Record<string, string>; input?: string}> = {
      'on the command line': (dsn) => ({args: ['--dsn', dsn]}),
      'in a variable': (dsn) => ({args: [], env: {CLOUDPREM_DSN: dsn}}),
      'on standard input': (dsn) => ({args: ['--dsn', '-'], input: dsn}),
    }
    for (const [failure, broken] of Object.entries(FAILURES)) {
      it(failure, async () => {
        const dsn = broken(roleDsn(await made()))
        const results = await Promise.all(
          Object.values(WAYS).map((way) => {
            const {args, ...rest} = way(dsn)
            return runCli(['db', 'check', ...args, '--debug'], {home: temporaryFolder(), ...rest})
          }),
        )
        for (const result of results) {
          assert.ok(result.exitCode === 5 || result.exitCode === 2, said(result))
          withoutSecrets(said(result))
        }
      })
    }
  })
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
}
