import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {measureInstallSize} from '../scripts/install-size.mjs'
import {renderLicences} from '../scripts/licences.mjs'
import {packPackages} from '../scripts/pack-packages.mjs'

describe('bench:size', function () {
  this.timeout(60_000)
  let folder
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'cloudprem-size-test-'))))
  afterEach(() => rmSync(folder, {recursive: true, force: true}))

  /** Writes a package as the build leaves it; `bytes` is the size of its one bundle. */
  function addPackage(name, {bytes = 1000, dependencies = {}, bundled = []} = {}) {
    const own = path.join(folder, 'packages', name)
    mkdirSync(path.join(own, 'dist'), {recursive: true})
    writeFileSync(
      path.join(own, 'package.json'),
      JSON.stringify({name: `@cloudprem/${name}`, version: '1.0.0', files: ['dist'], dependencies}),
    )
    writeFileSync(path.join(own, 'dist/bundle.cjs'), 'x'.repeat(bytes))
    const libraries = bundled.map((library) => ({name: library, version: '1.0.0', licence: 'MIT', text: 'MIT'}))
    writeFileSync(path.join(own, 'dist/THIRD-PARTY-LICENSES.txt'), renderLicences(libraries))
  }

  function addInstalled(name, bytes) {
    const own = path.join(folder, 'node_modules', name)
    mkdirSync(own, {recursive: true})
    writeFileSync(path.join(own, 'package.json'), JSON.stringify({name, version: '1.0.0'}))
    writeFileSync(path.join(own, 'index.js'), 'x'.repeat(bytes))
  }

  function measure() {
    const into = path.join(folder, 'packed')
    mkdirSync(into)
    return measureInstallSize(packPackages(into, path.join(folder, 'packages')), path.join(folder, 'node_modules'))
  }

  it('counts what a plugin adds to the host: itself and its dependencies, not the core that is there', () => {
    addPackage('core')
    addPackage('cli', {dependencies: {'@cloudprem/core': '1.0.0'}})
    addPackage('plugin-db', {dependencies: {'@cloudprem/core': '1.0.0', hono: '1.0.0'}})
    addInstalled('hono', 500_000)

    const {rows, problems} = measure()

    assert.deepEqual(problems, [])
    assert.deepEqual(
      rows.map(({name, packages}) => [name, packages]),
      [
        ['host (cli + core)', 2],
        ['@cloudprem/plugin-db', 2],
        ['all', 4],
      ],
    )
    assert.ok(rows[1].bytes > 501_000 && rows[1].bytes < 503_000, String(rows[1].bytes))
  })

  it('refuses a host over 12 MB and a plugin over 3 MB, but not the sandbox', () => {
    addPackage('core', {bytes: 12_000_000})
    addPackage('cli', {dependencies: {'@cloudprem/core': '1.0.0'}})
    addPackage('plugin-db', {bytes: 3_000_000})
    addPackage('plugin-sandbox', {bytes: 4_000_000})

    const {problems} = measure()

    assert.deepEqual(problems, [
      'host (cli + core) is 12.00 MB, more than 12.00 MB',
      '@cloudprem/plugin-db is 3.00 MB, more than 3.00 MB',
    ])
  })

  it('refuses a package that installs unbundled what it bundles', () => {
    addPackage('core')
    addPackage('cli', {dependencies: {'@cloudprem/core': '1.0.0', semver: '1.0.0'}, bundled: ['semver']})
    addInstalled('semver', 10)

    assert.deepEqual(measure().problems, ['@cloudprem/cli bundles semver and depends on it as well: move it to devDependencies'])
  })

  it('refuses to guess the size of a dependency that is not there', () => {
    addPackage('core')
    addPackage('cli', {dependencies: {'@cloudprem/core': '1.0.0', hono: '1.0.0'}})

    assert.deepEqual(measure().problems, ['hono, a dependency of @cloudprem/cli, is not installed: npm ci'])
  })
})
