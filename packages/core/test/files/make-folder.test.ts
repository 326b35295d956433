import assert from 'node:assert/strict'
import {statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {temporaryFolder} from '@cloudprem/testing'
import {makeFolder} from '../../src/files/make-folder.js'

describe('makeFolder', () => {
  it('makes what is missing for its owner alone, also when several do so at once', () => {
    const top = path.join(temporaryFolder(), 'a')
    const folder = path.join(top, 'b/c')

    makeFolder(folder)
    makeFolder(path.join(top, 'b'))
    makeFolder(folder)

    for (const each of [top, path.dirname(folder), folder]) assert.equal(statSync(each).mode & 0o777, 0o700)
  })

  it('ends with an error where none can be made, and does not hang below /proc', () => {
    const file = path.join(temporaryFolder(), 'file')
    writeFileSync(file, '')

    assert.throws(() => makeFolder(path.join(file, 'a/b')), {code: 'FILE_UNWRITABLE', exitCode: 2})
    if (process.platform === 'linux') assert.throws(() => makeFolder('/proc/cloudprem/a/b'), {code: 'FILE_UNWRITABLE'})
  })
})
