import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {bundledLibraries, isPermissive, parseLicences, renderLicences} from '../scripts/licences.mjs'

describe('licences of bundled libraries', () => {
  let folder
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'cloudprem-licences-'))))
  afterEach(() => rmSync(folder, {recursive: true, force: true}))

  /** Writes a library and returns what esbuild would say of a bundle with it. */
  function bundleWith(name, license, files = {LICENSE: 'Copyright Somebody'}) {
    const own = path.join(folder, 'node_modules', name)
    mkdirSync(own, {recursive: true})
    writeFileSync(path.join(own, 'package.json'), JSON.stringify({name, version: '1.2.3', license}))
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(own, file), text)
    return [{inputs: {}, outputs: {'out.cjs': {inputs: {[`node_modules/${name}/lib/index.js`]: {bytesInOutput: 10}}}}}]
  }

  it('names each library, its version, licence and text', () => {
    const libraries = bundledLibraries(bundleWith('@scope/library', 'MIT'), folder)
    const text = renderLicences(libraries)

    assert.match(text, /@scope\/library 1\.2\.3 \(MIT\)\n\nCopyright Somebody/)
    assert.deepEqual(parseLicences(text), ['@scope/library'])
  })

  it('leaves out what esbuild found and did not use', () => {
    const metafiles = bundleWith('unused', 'GPL-3.0-only')
    metafiles[0].outputs['out.cjs'].inputs['node_modules/unused/lib/index.js'].bytesInOutput = 0

    assert.deepEqual(bundledLibraries(metafiles, folder), [])
  })

  for (const licence of [
    'GPL-3.0-only',
    'LGPL-2.1-or-later',
    'SEE LICENSE IN EULA',
    'UNLICENSED',
    undefined,
    'MIT AND AGPL-3.0-only',
  ]) {
    it(`refuses to build with a library under ${licence ?? 'no licence'}`, () => {
      assert.throws(
        () => bundledLibraries(bundleWith('library', licence), folder),
        /library 1\.2\.3: licence .* not known to be permissive/,
      )
    })
  }

  it('takes either side of OR, and both of AND', () => {
    assert.ok(isPermissive('(MIT OR GPL-2.0-only)'))
    assert.ok(isPermissive('MIT AND ISC'))
    assert.ok(!isPermissive('(GPL-2.0-only OR AGPL-3.0-only)'))
  })

  it('takes the text from the README where there is no file, and refuses a library without any', () => {
    const readme = '# library\n\n## Licence\n\nThe MIT License\nCopyright Somebody\n'
    const [library] = bundledLibraries(bundleWith('library', 'MIT', {'README.md': readme}), folder)

    assert.equal(library.text, 'The MIT License\nCopyright Somebody')
    assert.throws(() => bundledLibraries(bundleWith('bare', 'MIT', {'README.md': '# bare'}), folder), /no file with the text/)
  })
})
