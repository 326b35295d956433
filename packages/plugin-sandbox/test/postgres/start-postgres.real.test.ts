import assert from 'node:assert/strict'
import {chmodSync, cpSync, existsSync, readFileSync, rmSync, statSync, symlinkSync} from 'node:fs'
import path from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {temporaryFolder} from '@cloudprem/testing'
import pg from 'pg'
import {chooseAccount, removeCluster, startPostgres, type RunningPostgres} from '../../src/postgres/index.js'
import {findPostgresPackage, preparePrograms} from '../../src/postgres/programs.js'
import {isAlive} from '../../src/processes.js'
import {listeningAddresses} from '../support/listening.js'

const isRoot = process.getuid?.() === 0

describe('the embedded PostgreSQL', function () {
  this.timeout(60_000)
  const folder = temporaryFolder()
  let postgres: RunningPostgres

  before(async () => {
    postgres = await startPostgres({folder, durable: false})
  })
  after(() => postgres?.stop())

  it('is the real one, version 17, and runs as root too', async () => {
    const [row] = await query(postgres.superuserDsn, 'show server_version')
    assert.match(String(row?.['server_version']), /^17\./)
    if (isRoot) assert.notEqual(await chooseAccount(), 'self')
  })

  it('gives the database formance to the role formance, which is no superuser', async () => {
    const [row] = await query(
      postgres.dsn,
      'select current_database() as db, rolsuper from pg_roles where rolname = current_user',
    )
    assert.deepEqual(row, {db: 'formance', rolsuper: false})
  })

  it('lets nobody in without the password', async () => {
    for (const dsn of [postgres.dsn, postgres.superuserDsn]) {
      const wrong = dsn.replace(/:[0-9a-f]{36}@/, ':guess@')
      assert.notEqual(wrong, dsn)
      await assert.rejects(query(wrong, 'select 1'), /password authentication failed/)
    }
  })

  it('listens on 127.0.0.1 and nowhere else, not on a Unix socket either', async function () {
    if (process.platform !== 'linux') this.skip()
    assert.deepEqual(await listeningAddresses(postgres.port), ['127.0.0.1'])
    const [row] = await query(postgres.superuserDsn, 'show unix_socket_directories')
    assert.equal(row?.['unix_socket_directories'], '')
  })

  it('keeps passwords and data from other users of the machine', () => {
    for (const name of ['cluster.json', 'postgres.log']) assert.equal(statSync(path.join(folder, name)).mode & 0o077, 0)
    assert.equal(statSync(folder).mode & 0o077, 0)
    const password = new URL(postgres.dsn).password
    assert.ok(!readFileSync(path.join(folder, 'postgres.log'), 'utf8').includes(password))
  })
})

describe('starting and stopping the embedded PostgreSQL', function () {
  this.timeout(60_000)

  it('stops within two seconds, a client waiting, and keeps data and DSN for the next start', async () => {
    const folder = temporaryFolder()
    const first = await startPostgres({folder, durable: false})
    await query(first.dsn, 'create table kept as select 42 as answer')
    const waiting = query(first.dsn, 'select pg_sleep(30)').then(
      () => 'it came to its end',
      (error: Error) => error.message,
    )
    const seen = `select 1 from pg_stat_activity where query like 'select pg_sleep%'`
    await until(async () => (await query(first.superuserDsn, seen)).length > 0)

    const stoppedAt = Date.now()
    await first.stop()
    assert.ok(Date.now() - stoppedAt < 2000)
    assert.match(await waiting, /terminat/)
    assert.ok(!isAlive(first.pid))

    const second = await startPostgres({folder, durable: false})
    try {
      assert.equal(second.dsn, first.dsn)
      assert.deepEqual(await query(second.dsn, 'select answer from kept'), [{answer: 42}])
    } finally {
      await second.stop()
    }
  })

  it('starts again after a crash, and when its starter died and left it running', async () => {
    const folder = temporaryFolder()
    const first = await startPostgres({folder, durable: false})
    process.kill(first.pid, 'SIGKILL')
    await first.ended
    assert.ok(existsSync(path.join(folder, 'data/postmaster.pid')) || (await chooseAccount()) === 'nobody')

    const second = await startPostgres({folder, durable: false})
    const third = await startPostgres({folder, durable: false})
    try {
      assert.ok(!isAlive(second.pid))
      assert.equal((await query(third.dsn, 'select 1 as one')).length, 1)
    } finally {
      await third.stop()
    }
  })

  it('begins anew where the making of the cluster was interrupted', async () => {
    const folder = temporaryFolder()
    await (await startPostgres({folder, durable: false})).stop()
    rmSync(path.join(folder, 'cluster.json'))

    const again = await startPostgres({folder, durable: false})
    try {
      assert.equal((await query(again.dsn, 'select 1 as one')).length, 1)
    } finally {
      await again.stop()
    }
  })

  it('says why when it cannot start', async () => {
    const folder = temporaryFolder()
    const first = await startPostgres({folder, durable: false})
    await first.stop()
    const other = await startPostgres({folder: temporaryFolder(), durable: false})
    try {
      await assert.rejects(startPostgres({folder, port: other.port, durable: false}), (error: Error & {reason?: string}) => {
        assert.match(error.message, new RegExp(`PostgreSQL did not start on 127\\.0\\.0\\.1:${other.port}`))
        return /Address already in use|database .* does not exist|did not start/.test(`${error.reason} ${error.message}`)
      })
    } finally {
      await other.stop()
    }
  })

  it('runs as nobody, its data closed to others, where user namespaces are forbidden to root', async function () {
    if (!isRoot || process.platform !== 'linux') this.skip()
    const folder = temporaryFolder()
    const postgres = await startPostgres({folder, durable: false, account: 'nobody'})
    try {
      const [row] = await query(postgres.superuserDsn, 'show data_directory')
      const data = statSync(String(row?.['data_directory']))
      assert.deepEqual([data.uid, data.mode & 0o077], [65534, 0])
    } finally {
      await postgres.stop()
      await removeCluster(folder)
    }
  })
})

describe("PostgreSQL's programs", function () {
  this.timeout(60_000)

  it('are made runnable when npm ran no install scripts', async () => {
    const copy = path.join(temporaryFolder(), 'package')
    await copyAsPacked(copy)

    const {postgres} = await preparePrograms(copy, path.join(temporaryFolder(), 'copy'))

    assert.equal(postgres, path.join(copy, 'native/bin/postgres'))
    assert.ok(existsSync(path.join(copy, 'native/lib/libicui18n.so.60')))
    assert.equal(statSync(postgres).mode & 0o111, 0o111)
  })

  it('are copied when the package must not be touched, once for all', async () => {
    const {folder} = await findPostgresPackage()
    const target = path.join(temporaryFolder(), 'copy')
    const [one, two] = await Promise.all([preparePrograms(folder, target, true), preparePrograms(folder, target, true)])
    assert.deepEqual(one, two)
    assert.equal(one.initdb, path.join(target, 'native/bin/initdb'))
  })
})

/** The package as npm unpacks it: no links, and here no permission to execute. */
async function copyAsPacked(target: string): Promise<void> {
  const {folder} = await findPostgresPackage()
  const links = JSON.parse(readFileSync(path.join(folder, 'native/pg-symlinks.json'), 'utf8')) as {target: string}[]
  const absent = new Set(links.map((link) => path.join(folder, link.target)))
  cpSync(path.join(folder, 'native/bin'), path.join(target, 'native/bin'), {recursive: true})
  cpSync(path.join(folder, 'native/lib'), path.join(target, 'native/lib'), {recursive: true, filter: (file) => !absent.has(file)})
  symlinkSync(path.join(folder, 'native/pg-symlinks.json'), path.join(target, 'native/pg-symlinks.json'))
  for (const name of ['initdb', 'postgres', 'pg_ctl']) chmodSync(path.join(target, 'native/bin', name), 0o644)
}

async function query(dsn: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({connectionString: dsn})
  await client.connect()
  client.on('error', () => undefined) // told by the query itself
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[]
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 10_000; !(await isSo()); await delay(20))
    assert.ok(Date.now() < deadline, 'it never happened')
}
