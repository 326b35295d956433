import assert from 'node:assert/strict'
import {appendFileSync} from 'node:fs'
import path from 'node:path'
import {useDatabases, type TestDatabases} from '../databases.js'
import {firstLogin, PLAIN_SCHEMA} from '../membership-schema.js'
import {cutConnection, signalled} from './faults/fault.js'
import {diskFull, smallDisk} from './faults/full-disk.js'
import {prepareGround} from './faults/ground.js'
import {lockHeld, refused} from './faults/refusals.js'
import {runSeries, SEED, type Series, type Tally} from './faults/series.js'
import {failedOver, restarted} from './faults/server-faults.js'
import {installations} from './support/installations.js'
import {createRole, grantSeeding} from './support/role.js'

/** Title of each kind and how many faults of it there are: 300. */
const KINDS = {
  'killed (SIGKILL)': 70,
  'interrupted (SIGINT)': 60,
  'cut off from the server': 60,
  'refused for a serialization failure': 20,
  'refused for a lock that another holds': 10,
  'refused for a full disk': 20,
  'left by a server that restarts': 35,
  'handed to a new server without the rows': 25,
}
type Kind = keyof typeof KINDS

describe(`cloudprem db seed leaves all or nothing, and the next run completes (choices by seed ${SEED})`, function () {
  this.timeout(400_000)
  const [oldest, newest] = [installations()[0], installations().at(-1)]
  const disk = smallDisk()
  let mounted = false
  before(() => void (mounted = disk.mount()))
  const steady = useDatabases(newest && {installed: newest})
  const shaky = useDatabases(oldest && {installed: oldest})
  const tiny = useDatabases({folder: path.join(disk.folder, 'cluster'), ...(newest && {installed: newest})})
  after(() => disk.unmount())

  const create = async (databases: TestDatabases) => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    await grantSeeding(database, {locking: true})
    return database
  }
  const grounds = (databases: TestDatabases, count = 1) =>
    Promise.all(Array.from({length: count}, async () => prepareGround(await create(databases), databases.postgres.port)))

  const running = new Map<Kind, Promise<Tally>>()
  let number = 0
  /** The kinds of one lane after each other; lanes beside each other. */
  const start = (lane: (Omit<Series, 'count' | 'kind'> & {kind: Kind})[]) => {
    let before: Promise<unknown> = Promise.resolve()
    for (const series of lane) {
      const [first, count] = [number, KINDS[series.kind]]
      number += count
      const tally = before.then(() => runSeries({...series, count}, first))
      before = tally.catch(() => undefined) // the test of its kind tells
      running.set(series.kind, tally)
    }
  }

  before(async function () {
    this.timeout(120_000)
    for (const databases of [steady, shaky, tiny]) {
      await createRole(databases)
      await databases.serveTls()
    }
    // The first of each server, so that they have one name: all that stays in a failover is the address.
    const [left, taken] = [await create(shaky), await create(steady)]
    assert.equal(left.name, taken.name)
    const failover = failedOver(left, {from: shaky.postgres.port, to: steady.postgres.port})

    start([{kind: 'refused for a lock that another holds', fault: lockHeld, grounds: await grounds(steady, 10), idle: true}])
    start([{kind: 'killed (SIGKILL)', fault: signalled('SIGKILL'), grounds: await grounds(steady)}])
    start([{kind: 'interrupted (SIGINT)', fault: signalled('SIGINT'), grounds: await grounds(steady)}])
    start([{kind: 'cut off from the server', fault: cutConnection, grounds: await grounds(steady)}])
    start([
      {kind: 'left by a server that restarts', fault: restarted(() => shaky.postgres), grounds: await grounds(shaky)},
      {
        kind: 'handed to a new server without the rows',
        fault: failover,
        grounds: [await prepareGround(taken, steady.postgres.port)],
      },
    ])
    start([
      {
        kind: 'refused for a serialization failure',
        fault: refused('could not serialize access', '40001'),
        grounds: await grounds(steady),
      },
    ])
    if (mounted) {
      start([{kind: 'refused for a full disk', fault: diskFull(disk.folder), grounds: await grounds(tiny)}])
    }
  })

  const tallies: Tally[] = []
  for (const [kind, count] of Object.entries(KINDS)) {
    it(`${count} times ${kind}`, async function () {
      const tally = await (running.get(kind as Kind) ?? this.skip())
      assert.equal(tally.untouched + tally.complete, count)
      tallies.push(tally)
    })
  }

  after(() => {
    const faults = tallies.reduce((sum, {untouched, complete}) => sum + untouched + complete, 0)
    const lines = [
      `${faults} faults, random choices by --seed ${SEED}; the database afterwards:`,
      ...tallies.map(({kind, untouched, complete}) => `  ${kind}: ${untouched} untouched, ${complete} complete`),
    ]
    const report = process.env['CLOUDPREM_TEST_REPORT']
    if (report !== undefined) appendFileSync(report, `${lines.join('\n')}\n`)
  })
})
