import assert from 'node:assert/strict'
import {mkdirSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {temporaryFolder} from '@cloudprem/testing'
import {lockOf, withLock} from '../../src/files/lock.js'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('withLock', () => {
  let file: string

  beforeEach(() => {
    file = path.join(temporaryFolder(), 'store.json')
  })

  const heldBy = (pid: number, {space, startedAt = '0'}: {space?: string; startedAt?: string} = {}): void => {
    const folder = lockOf(file)
    const [present = ''] = readdirSync(folder)
    renameSync(path.join(folder, present), path.join(folder, `held.${space ?? '0123456789ab'}.${pid}.${startedAt}.beef`))
  }

  it('lets one in at a time, in one process as well', async () => {
    let inside = 0
    let most = 0

    await Promise.all(
      Array.from({length: 20}, () =>
        withLock(file, async () => {
          most = Math.max(most, ++inside)
          await pause(1)
          inside--
        }),
      ),
    )

    assert.equal(most, 1)
  })

  it('gives the lock back when the work fails', async () => {
    await assert.rejects(
      withLock(file, () => Promise.reject(new Error('no'))),
      /^Error: no$/,
    )

    assert.equal(await withLock(file, () => Promise.resolve('mine')), 'mine')
  })

  it('leaves the folder of the file free of anything but one hidden folder', async () => {
    await withLock(file, () => Promise.resolve())

    assert.deepEqual(readdirSync(path.dirname(file)), ['.locks'])
    assert.deepEqual(readdirSync(lockOf(file)), ['free'])
  })

  it('takes the lock of a killed process over at once', async () => {
    let space: string | undefined
    await withLock(file, () => {
      space = readdirSync(lockOf(file))[0]?.split('.')[1]
      return Promise.resolve()
    })
    // Process numbers end far below.
    heldBy(2 ** 30, {space, startedAt: '5'})
    const started = performance.now()

    await withLock(file, () => Promise.resolve())

    assert.ok(performance.now() - started < 1000)
  })

  it('takes the lock of a dead process over whose number another one has now', async function () {
    if (process.platform !== 'linux') this.skip()
    let space: string | undefined
    await withLock(file, () => {
      space = readdirSync(lockOf(file))[0]?.split('.')[1]
      return Promise.resolve()
    })
    heldBy(process.pid, {space, startedAt: '5'})

    assert.equal(await withLock(file, () => Promise.resolve('mine')), 'mine')
  })

  it('takes the lock of a silent process of another machine over, and not before it was silent for 15 seconds', async function () {
    this.timeout(30_000)
    await withLock(file, () => Promise.resolve())
    heldBy(1)
    const started = performance.now()

    await withLock(file, () => Promise.resolve())

    const seconds = (performance.now() - started) / 1000
    assert.ok(seconds > 15 && seconds < 20, `${seconds} s`)
  })

  it('says so when the lock was taken away during the work', async () => {
    await assert.rejects(
      withLock(file, () => {
        heldBy(1)
        return Promise.resolve()
      }),
      {code: 'STORE_LOCKED', exitCode: 3},
    )
  })

  for (const [what, spoil] of [
    ['was removed', (folder: string) => rmSync(folder, {recursive: true})],
    ['was emptied', (folder: string) => readdirSync(folder).forEach((name) => rmSync(path.join(folder, name)))],
  ] as const) {
    it(`works on when the folder of locks ${what}`, async () => {
      await withLock(file, () => Promise.resolve())
      spoil(lockOf(file))

      assert.equal(await withLock(file, () => Promise.resolve('mine')), 'mine')
    })
  }

  it('says that it cannot lock where something else stands in its place', async () => {
    mkdirSync(path.dirname(lockOf(file)), {recursive: true})
    writeFileSync(lockOf(file), 'something else')

    await assert.rejects(
      withLock(file, () => Promise.resolve()),
      {code: 'FILE_UNWRITABLE', exitCode: 2},
    )
  })
})
