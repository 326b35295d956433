import assert from 'node:assert/strict'
import {mkdirSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {temporaryFolder} from '@cloudprem/testing'
import {choosePlugins, judgePlugin, type Host} from '../../src/plugins/judge.js'
import {locatePlugins, type PluginLocation} from '../../src/plugins/places.js'
import {dataDirectory} from '../../src/user-directories.js'

const host: Host = {root: '/host', version: '0.1.0', interfaceNumber: 1, userPlace: '/place'}

describe('judging a plugin', () => {
  it('has nothing against one that is whole', () => {
    const judged = judgePlugin(writePlugin(), host, true)

    assert.equal(judged.problem, undefined)
    assert.equal(judged.version, '0.1.0')
    assert.equal(judged.outOfStep, false)
  })

  const spoiled: [string, (folder: string) => void, RegExp][] = [
    ['has no package.json', (folder) => rmSync(path.join(folder, 'package.json')), /package\.json is missing/],
    ['has a package.json cut short', (folder) => writeFileSync(path.join(folder, 'package.json'), '{"name": "@cl'), /damaged/],
    [
      'is another package',
      (folder) => writeJson(folder, 'package.json', {name: 'left-pad', version: '1.0.0', oclif: {}}),
      /not that of/,
    ],
    ['has no manifest', (folder) => rmSync(path.join(folder, 'oclif.manifest.json')), /manifest\.json is missing/],
    ['has an empty manifest', (folder) => writeFileSync(path.join(folder, 'oclif.manifest.json'), ''), /damaged/],
    ['has a manifest that is text', (folder) => writeFileSync(path.join(folder, 'oclif.manifest.json'), '"x"'), /not an object/],
    [
      'has a manifest without commands',
      (folder) => writeJson(folder, 'oclif.manifest.json', {version: '0.1.0'}),
      /list of commands/,
    ],
    [
      'has commands that are null',
      (folder) => writeJson(folder, 'oclif.manifest.json', {version: '0.1.0', commands: {'db:check': null}}),
      /list of commands/,
    ],
    [
      'has a command whose path is no list',
      (folder) => writeCommand(folder, {id: 'db:check', flags: {}, relativePath: {length: 1}}),
      /list of commands/,
    ],
    [
      'has aliases that are no list',
      (folder) => writeCommand(folder, {id: 'db:check', flags: {}, aliases: 7}),
      /list of commands/,
    ],
    [
      'defines a command of another plugin',
      (folder) => writeCommand(folder, {id: 'values:validate', flags: {}}),
      /"values validate", which is not a command of its own/,
    ],
    [
      'has an alias that is a command of the host',
      (folder) => writeCommand(folder, {id: 'db:check', flags: {}, aliases: ['profiles:list']}),
      /"profiles list", which is not/,
    ],
    [
      'has the manifest of another version',
      (folder) => writeJson(folder, 'oclif.manifest.json', {version: '0.0.9', commands: {}}),
      /that of version 0\.0\.9/,
    ],
    [
      'wants another interface and has no core of its own',
      (folder) => writeJson(folder, 'oclif.manifest.json', {version: '0.1.0', commands: {}, interface: 2}),
      /interface 2, this host has 1/,
    ],
    ['lost the file of a command', (folder) => rmSync(path.join(folder, 'dist'), {recursive: true}), /check\.cjs is missing/],
  ]
  for (const [what, spoil, problem] of spoiled) {
    it(`says why it leaves out one that ${what}`, () => {
      const plugin = writePlugin()
      spoil(plugin.folder)

      assert.match(judgePlugin(plugin, host, true).problem ?? '', problem)
    })
  }

  it('lets one of another interface work with a core of its own', () => {
    const plugin = writePlugin()
    writeJson(plugin.folder, 'oclif.manifest.json', {version: '0.1.0', commands: {}, interface: 2})
    const core = path.join(plugin.folder, 'node_modules/@cloudprem/core')
    mkdirSync(core, {recursive: true})
    writeJson(core, 'package.json', {name: '@cloudprem/core', main: 'core.cjs'})
    writeFileSync(path.join(core, 'core.cjs'), '')

    assert.equal(judgePlugin(plugin, host).problem, undefined)
  })

  it('prefers a whole one to a broken one, then one in step, then the one beside the host', () => {
    const beside = {name: '@cloudprem/plugin-db', folder: '/a', place: 'beside' as const, outOfStep: false}
    const installed = {...beside, folder: '/b', place: 'installed' as const}

    assert.deepEqual(choosePlugins([beside, installed]), [beside])
    assert.deepEqual(choosePlugins([{...beside, problem: 'gone'}, installed]), [installed])
    assert.deepEqual(choosePlugins([{...beside, outOfStep: true}, installed]), [installed])
  })
})

describe('the places of plugins', () => {
  it("are every node_modules above the host, and the user's own", () => {
    const root = temporaryFolder()
    const hostRoot = path.join(root, 'lib/node_modules/@cloudprem/cli')
    for (const folder of [
      hostRoot,
      path.join(root, 'lib/node_modules/@cloudprem/plugin-db'),
      path.join(root, 'mine/node_modules/@cloudprem/plugin-dex'),
    ])
      mkdirSync(folder, {recursive: true})

    const found = locatePlugins(hostRoot, path.join(root, 'mine')).filter(({folder}) => folder.startsWith(root))

    assert.deepEqual(
      found.map(({name, place}) => `${name} ${place}`),
      ['@cloudprem/plugin-db beside', '@cloudprem/plugin-dex installed'],
    )
  })

  it('agree with oclif on the data directory', () => {
    assert.equal(dataDirectory({CLOUDPREM_DATA_DIR: '/d', XDG_DATA_HOME: '/x'}, 'linux'), '/d')
    assert.equal(dataDirectory({XDG_DATA_HOME: '/x', HOME: '/h'}, 'linux'), path.join('/x', 'cloudprem'))
    assert.equal(dataDirectory({HOME: '/h'}, 'linux'), path.join('/h', '.local', 'share', 'cloudprem'))
    assert.equal(dataDirectory({HOME: '/h', LOCALAPPDATA: '/l'}, 'win32'), path.join('/l', 'cloudprem'))
  })
})

function writePlugin(): PluginLocation {
  const folder = temporaryFolder()
  const name = '@cloudprem/plugin-db'
  mkdirSync(path.join(folder, 'dist'))
  writeFileSync(path.join(folder, 'dist/check.cjs'), '')
  writeJson(folder, 'package.json', {name, version: '0.1.0', oclif: {}})
  writeJson(folder, 'oclif.manifest.json', {
    version: '0.1.0',
    commands: {'db:check': {id: 'db:check', flags: {}, relativePath: ['dist', 'check.cjs']}},
    interface: 1,
  })
  return {name, folder, place: 'installed'}
}

function writeCommand(folder: string, command: {id: string; [part: string]: unknown}): void {
  writeJson(folder, 'oclif.manifest.json', {version: '0.1.0', commands: {[command.id]: command}})
}

function writeJson(folder: string, file: string, content: unknown): void {
  writeFileSync(path.join(folder, file), JSON.stringify(content))
}
