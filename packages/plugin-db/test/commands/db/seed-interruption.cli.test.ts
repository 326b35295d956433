import {temporaryFolder} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {eventually, useDatabases, type TestDatabase} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA} from '../../membership-schema.js'
import {NO_ROWS, readProfiles, rowsOf, seed} from './run-seed.js'

describe('cloudprem db seed, interrupted between the two inserts', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  /** Holds back every insert into stacks: after the region's, before the stack's. `release` lets them go on. */
  const holdStacks = async (database: TestDatabase) => {
    await database.sql(`
      create function hold() returns trigger language plpgsql as
        'begin perform pg_advisory_xact_lock(4711); return new; end';
      create trigger hold before insert on membership.stacks for each row execute function hold()`)
    const holder = await database.client()
    await holder.query('select pg_advisory_lock(4711)')
    return {
      untilReached: () =>
        eventually(async () => {
          const waiting = await database.sql(`select pid from pg_locks where locktype = 'advisory' and not granted and
            database = (select oid from pg_database where datname = current_database())`)
          return waiting.length > 0 && waiting
        }),
      release: () => holder.end(),
    }
  }
  const untilAlone = (database: TestDatabase) =>
    eventually(async () => {
      const others = await database.sql(
        `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      )
      return others.length === 0
    })

  it('leaves the database unchanged when it is killed', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const held = await holdStacks(database)
    let kill: () => void = () => undefined
    const finished = seed(database, [], {started: (child) => (kill = () => child.kill('SIGKILL'))})
    await held.untilReached()
    kill()
    assert.equal((await finished).signal, 'SIGKILL')
    assert.deepEqual(await rowsOf(database), NO_ROWS)
    await held.release()
    await untilAlone(database)
    assert.deepEqual(await rowsOf(database), NO_ROWS)
    // And nothing is left locked.
    await database.sql('drop trigger hold on membership.stacks')
    assert.equal((await seed(database)).exitCode, 0)
  })

  it('rolls back on Ctrl-C, at once although a lock is held, and says so', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const held = await holdStacks(database)
    const home = temporaryFolder()
    let interrupt: () => void = () => undefined
    const finished = seed(database, [], {home, started: (child) => (interrupt = () => child.kill('SIGINT'))})
    const waiting = await held.untilReached()
    interrupt()
    const result = await finished
    assert.equal(result.exitCode, 130, result.stderr)
    assert.match(result.stderr, /nothing was changed in the database/)
    // The server gave up the statement itself, although the lock is still held.
    await eventually(
      async () => (await database.sql('select 1 from pg_locks where pid = $1', [waiting[0]?.['pid']])).length === 0,
    )
    await held.release()
    assert.deepEqual(await rowsOf(database), NO_ROWS)
    assert.doesNotMatch(readProfiles(home), /stackId/)
  })
})
