import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {setRepository} from '../scripts/repository-field.mjs'

const GITHUB = {GITHUB_SERVER_URL: 'https://github.example', GITHUB_REPOSITORY: 'someone/cloudprem'}
const URL_OF_IT = 'git+https://github.example/someone/cloudprem.git'

describe('the repository that a released package names', () => {
  let root
  let folder
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'cloudprem-repository-'))
    folder = path.join(root, 'packages/core')
    mkdirSync(folder, {recursive: true})
  })
  afterEach(() => rmSync(root, {recursive: true, force: true}))

  const write = (more = {}) =>
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({name: '@cloudprem/core', version: '1.0.0', ...more}))
  const read = () => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))

  it('is the one that the release runs in', () => {
    write()

    setRepository([folder], GITHUB, root)

    assert.deepEqual(read(), {
      name: '@cloudprem/core',
      version: '1.0.0',
      repository: {type: 'git', url: URL_OF_IT, directory: 'packages/core'},
    })
  })

  it('is asked for outside of a release workflow', () => {
    write()

    assert.throws(() => setRepository([folder], {}, root), /@cloudprem\/core names no repository/)
  })

  it('is never another one than the release runs in', () => {
    write({repository: {type: 'git', url: 'git+https://github.example/other/other.git'}})

    assert.throws(() => setRepository([folder], GITHUB, root), /names .*other\.git, and this is .*someone/)
    assert.match(read().repository.url, /other/)
  })

  it('stays as it is where it is filled in', () => {
    write({repository: {type: 'git', url: URL_OF_IT}})

    setRepository([folder], {}, root)

    assert.equal(read().repository.url, URL_OF_IT)
  })
})
