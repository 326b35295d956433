import assert from 'node:assert/strict'
import {mkdirSync, readdirSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {temporaryFolder} from '@cloudprem/testing'
import {forgetOrganizations, readKnownOrganizations, rememberOrganizations} from '../../src/known-organizations/index.js'

describe('the organizations that were listed last', () => {
  let cacheDir: string
  let file: string

  beforeEach(() => {
    cacheDir = path.join(temporaryFolder(), 'cache')
    file = path.join(cacheDir, 'organizations/demo.json')
  })

  it('are known until they are listed again or the login ends, to each profile its own', async () => {
    await rememberOrganizations(cacheDir, 'demo', [
      {id: 'one', name: 'First'},
      {id: 'two', name: 'Second'},
    ])
    await rememberOrganizations(cacheDir, 'other', [{id: 'three', name: 'Third'}])
    await rememberOrganizations(cacheDir, 'demo', [{id: 'two', name: 'Second'}])

    assert.deepEqual(await readKnownOrganizations(cacheDir, 'demo'), [{id: 'two', name: 'Second'}])
    assert.equal(statSync(file).mode & 0o777, 0o600)
    await forgetOrganizations(cacheDir, 'demo')
    assert.deepEqual(await readKnownOrganizations(cacheDir, 'demo'), [])
    assert.deepEqual(await readKnownOrganizations(cacheDir, 'other'), [{id: 'three', name: 'Third'}])
  })

  it('stay in their folder, whatever a profile is called', async () => {
    await rememberOrganizations(cacheDir, '../../outside', [{id: 'one', name: 'First'}])

    assert.deepEqual(readdirSync(path.dirname(cacheDir)), ['cache'])
    assert.deepEqual(await readKnownOrganizations(cacheDir, '../../outside'), [{id: 'one', name: 'First'}])
  })

  it('are none when the file is damaged or somebody else has written it', async () => {
    mkdirSync(path.dirname(file), {recursive: true})
    for (const content of ['', '[{', '{}', '[{"id": "a b", "name": "x"}]', '[{"id": 1}]', `["${'x'.repeat(2_000_000)}"]`]) {
      writeFileSync(file, content)
      assert.deepEqual(await readKnownOrganizations(cacheDir, 'demo'), [], content.slice(0, 40))
    }
  })

  it('are not missed where no cache can be written', async () => {
    writeFileSync(path.join(path.dirname(cacheDir), 'file'), '')
    for (const folder of [path.join(path.dirname(cacheDir), 'file/cache'), '/proc/cloudprem/cache']) {
      await rememberOrganizations(folder, 'demo', [{id: 'one', name: 'First'}])
      assert.deepEqual(await readKnownOrganizations(folder, 'demo'), [])
      await forgetOrganizations(folder, 'demo')
    }
  })
})
