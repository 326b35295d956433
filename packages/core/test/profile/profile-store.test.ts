import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {repositoryRoot, temporaryFolder} from '@cloudprem/testing'
import {ProfileStore} from '../../src/profile/profile-store.js'

describe('ProfileStore', () => {
  let folder: string
  let store: ProfileStore

  beforeEach(() => {
    folder = temporaryFolder()
    store = new ProfileStore(folder)
  })

  it('lays a change over a profile and keeps the rest', async () => {
    await store.set('demo', {baseDomain: 'formance.example', release: 'cloudprem'})

    const profile = await store.set('demo', {release: 'regions', organizationId: 'abcdefghijkl'})

    assert.deepEqual(profile, {baseDomain: 'formance.example', release: 'regions', organizationId: 'abcdefghijkl'})
    assert.deepEqual(await store.require('demo'), profile)
  })

  it('forgets a setting that is set to undefined', async () => {
    await store.set('demo', {stackId: 'demo', release: 'cloudprem'})

    assert.deepEqual(await store.set('demo', {stackId: undefined}), {release: 'cloudprem'})
  })

  it('keeps the path of the values file so that it holds from any folder', async () => {
    assert.deepEqual(await store.set('demo', {valuesFile: 'v.yaml'}), {valuesFile: path.resolve('v.yaml')})
  })

  it('writes a file that only its owner can read', async () => {
    await store.set('demo', {})

    assert.equal(statSync(store.file).mode & 0o777, 0o600)
  })

  it('names the profiles there are when one is unknown', async () => {
    await store.set('demo', {})

    await assert.rejects(store.require('prod'), {code: 'PROFILE_UNKNOWN', exitCode: 2, reason: 'There are: demo'})
    await assert.rejects(store.use('prod'), {code: 'PROFILE_UNKNOWN'})
  })

  it('does not take names of Object for profiles', async () => {
    await assert.rejects(store.require('constructor'), {code: 'PROFILE_UNKNOWN'})
    await assert.rejects(store.set('__proto__', {}), {code: 'PROFILE_VALUE_INVALID'})
  })

  it('refuses a file of a newer cloudprem and never rewrites it', async () => {
    const newer = JSON.stringify({version: 2, profiles: {kept: {}}})
    writeFileSync(store.file, newer)

    await assert.rejects(store.list(), {code: 'STORE_NEWER', exitCode: 3})
    await assert.rejects(store.set('demo', {}), {code: 'STORE_NEWER'})

    assert.equal(readFileSync(store.file, 'utf8'), newer)
  })

  for (const [what, content] of [
    ['broken JSON', '{"version": 1,'],
    ['a wrong shape', '{"version": 1, "current": "x", "profiles": {"x": {"release": 7}}}'],
    ['no version', '{}'],
  ] as const) {
    it(`refuses ${what} and leaves the file as it is`, async () => {
      writeFileSync(store.file, content)

      await assert.rejects(store.set('demo', {}), {code: 'STORE_DAMAGED', exitCode: 3})

      assert.equal(readFileSync(store.file, 'utf8'), content)
    })
  }

  it('loses no write when many processes write at once', async function () {
    this.timeout(60_000)
    const script = `
      import {ProfileStore} from './packages/core/src/profile/profile-store.ts'
      const store = new ProfileStore(process.env.FOLDER)
      for (let i = 0; i < 5; i++) await store.set(process.env.WRITER + '-' + i, {release: 'r' + i})
    `
    const writers = ['a', 'b', 'c', 'd'].map((WRITER) =>
      spawn(process.execPath, ['--import', 'tsx', '--conditions=cloudprem-source', '--input-type=module', '-e', script], {
        cwd: repositoryRoot,
        env: {...process.env, FOLDER: folder, WRITER},
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    )

    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'close'))[0] as number))

    assert.deepEqual(codes, [0, 0, 0, 0])
    assert.equal(Object.keys((await store.list()).profiles).length, 20)
  })
})
