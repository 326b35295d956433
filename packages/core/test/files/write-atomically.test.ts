import assert from 'node:assert/strict'
import {mkdirSync, readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {temporaryFolder} from '@cloudprem/testing'
import {writeFileAtomically} from '../../src/files/write-atomically.js'

describe('writeFileAtomically', () => {
  let folder: string
  let file: string

  beforeEach(() => {
    folder = temporaryFolder()
    file = path.join(folder, 'deep', 'v.yaml')
  })

  it('makes a file that only its owner can read, and the folders above it', async () => {
    await writeFileAtomically(file, 'a: 1\n', {overwrite: false})

    assert.equal(readFileSync(file, 'utf8'), 'a: 1\n')
    assert.equal(statSync(file).mode & 0o777, 0o600)
  })

  it('refuses an existing file and leaves it untouched', async () => {
    await writeFileAtomically(file, 'mine', {overwrite: false})

    await assert.rejects(writeFileAtomically(file, 'other', {overwrite: false}), {code: 'FILE_EXISTS', exitCode: 2})

    assert.equal(readFileSync(file, 'utf8'), 'mine')
  })

  it('replaces it when told to, and leaves nothing beside it', async () => {
    await writeFileAtomically(file, 'mine', {overwrite: false})

    await writeFileAtomically(file, 'other', {overwrite: true})

    assert.equal(readFileSync(file, 'utf8'), 'other')
    assert.deepEqual(readdirSync(path.dirname(file)), ['v.yaml'])
  })

  it('says so when the folder is no folder', async () => {
    writeFileSync(path.join(folder, 'deep'), '')

    await assert.rejects(writeFileAtomically(file, 'x', {overwrite: false}), {code: 'FILE_UNWRITABLE', exitCode: 2})
  })

  it('leaves nothing behind when the target is a folder', async () => {
    mkdirSync(file, {recursive: true})

    await assert.rejects(writeFileAtomically(file, 'x', {overwrite: true}), {code: 'FILE_UNWRITABLE'})

    assert.deepEqual(readdirSync(path.dirname(file)), ['v.yaml'])
  })
})
