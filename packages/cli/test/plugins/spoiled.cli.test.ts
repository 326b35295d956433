import assert from 'node:assert/strict'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import {temporaryFolder} from '@cloudprem/testing'
import {InstalledHost} from '../installed-host.js'

interface Manifest {
  version: string
  commands: Record<string, Record<string, unknown>>
}

/** What must be the same with a spoiled plugin as without it. */
const OTHERS = [['--version'], ['profiles', 'list'], ['values', 'validate'], ['values', 'init', '--help'], ['plugins', '--help']]

/** How to spoil the folder of a plugin of `dex`. */
const SPOILED: [string, (folder: string) => void][] = [
  ['throws when a command is loaded', (folder) => forEachBundle(folder, () => 'throw new Error("spoiled")')],
  ['ends the process when a command is loaded', (folder) => forEachBundle(folder, () => 'process.exit(42)')],
  ['has a command that is no code', (folder) => forEachBundle(folder, () => '}{')],
  ['has a command that exports nothing', (folder) => forEachBundle(folder, () => '')],
  ['has a manifest cut short', (folder) => truncateSync(path.join(folder, 'oclif.manifest.json'), 100)],
  ['has the manifest of another version', (folder) => editManifest(folder, (manifest) => (manifest.version = '0.0.1'))],
  ['has no manifest', (folder) => rmSync(path.join(folder, 'oclif.manifest.json'))],
  ['has a folder where its manifest should be', (folder) => replaceByFolder(path.join(folder, 'oclif.manifest.json'))],
  ['has no package.json', (folder) => rmSync(path.join(folder, 'package.json'))],
  ['has a package.json that is not JSON', (folder) => writeFileSync(path.join(folder, 'package.json'), '<html>')],
  ['has a package.json that is null', (folder) => writeFileSync(path.join(folder, 'package.json'), 'null')],
  ['has the package.json of another package', (folder) => editPackage(folder, (pjson) => (pjson['name'] = 'left-pad'))],
  ['was half removed', (folder) => rmSync(path.join(folder, 'dist'), {recursive: true})],
  ['has a folder where a command should be', (folder) => forEachBundle(folder, replaceByFolder)],
  ['is an empty folder', (folder) => rmSync(folder, {recursive: true}) === undefined && mkdirSync(folder)],
  ['is a file', (folder) => rmSync(folder, {recursive: true}) === undefined && writeFileSync(folder, '')],
  ['is a link to nothing', (folder) => replaceByLink(folder, path.join(folder, '../gone'))],
  ['is a link to itself', (folder) => replaceByLink(folder, folder)],
  [
    'has a manifest that is a link to itself',
    (folder) => replaceByLink(path.join(folder, 'oclif.manifest.json'), 'oclif.manifest.json'),
  ],
  [
    'has commands outside of its folder',
    (folder) => editCommands(folder, (command) => ({...command, relativePath: ['..', '..', '..', 'x.cjs']})),
  ],
  [
    'has paths of commands that are no list',
    (folder) => editCommands(folder, (command) => ({...command, relativePath: {length: 1}})),
  ],
  [
    'has commands whose parts have the wrong types',
    (folder) => editCommands(folder, ({id}) => ({id, flags: {}, aliases: 7, args: null})),
  ],
  ['has a command with the id __proto__', (folder) => addCommand(folder, '__proto__')],
  ['has a command with the id constructor', (folder) => addCommand(folder, 'constructor')],
  [
    'has commands with the ids of another plugin and of the host',
    (folder) => ['values:validate', 'values', 'profiles:list'].forEach((id) => addCommand(folder, id)),
  ],
  [
    'has aliases that are commands of others',
    (folder) => editCommands(folder, (command) => ({...command, aliases: ['values:validate', 'profiles:list']})),
  ],
  ['has hooks that throw', (folder) => addHooks(folder, 'throw new Error("spoiled")')],
  [
    'has hooks that are missing',
    (folder) =>
      editPackage(
        folder,
        (pjson) => (pjson['oclif'] = {...(pjson['oclif'] as object), hooks: {init: './gone.cjs', prerun: './gone.cjs'}}),
      ),
  ],
  [
    'wants another interface and has no core',
    (folder) => editManifest(folder, (manifest) => Object.assign(manifest, {interface: 99})),
  ],
]

describe('a spoiled plugin', function () {
  this.timeout(60_000)
  const host = new InstalledHost()
  const folder = host.addBeside('plugin-dex')
  const whole = path.join(temporaryFolder(), 'plugin-dex')
  const expected = new Map<string, string>()
  const valuesFile = path.join(host.home, 'values.yaml')
  let values = ''

  const outputs = async () => Promise.all(OTHERS.map(async (args) => ({name: args.join(' '), ...(await host.run(args))})))

  before(async () => {
    host.addBeside('plugin-values')
    renameSync(folder, whole)
    const made = await host.run(['values', 'init', '--domain', 'formance.example', '--tls-secret', 'tls'])
    assert.equal(made.exitCode, 0, made.stderr)
    for (const {name, exitCode, stdout, stderr} of await outputs()) {
      assert.equal(exitCode, 0, stderr)
      expected.set(name, stdout)
    }
    values = readFileSync(valuesFile, 'utf8')
  })

  beforeEach(() => {
    rmSync(folder, {recursive: true, force: true})
    cpSync(whole, folder, {recursive: true})
    // A command that took the place of another may have written to it.
    writeFileSync(valuesFile, values)
  })

  for (const [what, spoil] of SPOILED) {
    it(`that ${what} changes no other command`, async () => {
      spoil(folder)

      for (const {name, exitCode, stdout, stderr} of await outputs()) {
        assert.equal(exitCode, 0, `${name}: ${stderr}`)
        assert.equal(stdout, expected.get(name), name)
        assert.doesNotMatch(stderr, /DEFECT|^ +at .+:\d+:\d+/m, name)
      }
      const help = await host.run(['--help'])
      assert.equal(help.exitCode, 0, help.stderr)
      assert.match(help.stdout, /values/)
      const listed = await host.run(['plugins', 'list'])
      assert.equal(listed.exitCode, 0, listed.stderr)
    })
  }

  it('that may not be read changes no other command', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) return this.skip() // root reads everything
    chmodSync(folder, 0)
    try {
      for (const {name, exitCode, stdout, stderr} of await outputs()) {
        assert.equal(exitCode, 0, `${name}: ${stderr}`)
        assert.equal(stdout, expected.get(name), name)
      }
    } finally {
      chmodSync(folder, 0o700)
    }
  })
})

function forEachBundle(folder: string, content: (file: string) => string | undefined): void {
  const commands = path.join(folder, 'dist/commands')
  for (const name of readdirSync(commands, {recursive: true, encoding: 'utf8'}).filter((each) => each.endsWith('.cjs'))) {
    const text = content(path.join(commands, name))
    if (text !== undefined) writeFileSync(path.join(commands, name), text)
  }
}

function replaceByFolder(file: string): undefined {
  rmSync(file)
  mkdirSync(file)
}

function replaceByLink(file: string, target: string): void {
  rmSync(file, {recursive: true})
  symlinkSync(target, file)
}

function editPackage(folder: string, edit: (pjson: Record<string, unknown>) => void): void {
  const file = path.join(folder, 'package.json')
  const pjson = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  edit(pjson)
  writeFileSync(file, JSON.stringify(pjson))
}

function editManifest(folder: string, edit: (manifest: Manifest) => void): void {
  const file = path.join(folder, 'oclif.manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  edit(manifest)
  writeFileSync(file, JSON.stringify(manifest))
}

function editCommands(folder: string, edit: (command: Record<string, unknown>) => Record<string, unknown>): void {
  editManifest(folder, (manifest) => {
    for (const [id, command] of Object.entries(manifest.commands)) manifest.commands[id] = edit(command)
  })
}

/** Adds a command under an id of others; as text, since `__proto__` is no key that could be assigned to. */
function addCommand(folder: string, id: string): void {
  const file = path.join(folder, 'oclif.manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  const command = JSON.stringify({...Object.values(manifest.commands)[0], id, summary: 'spoiled'})
  const text = JSON.stringify(manifest)
  writeFileSync(file, text.replace('"commands":{', `"commands":{${JSON.stringify(id)}:${command},`))
}

function addHooks(folder: string, content: string): void {
  writeFileSync(path.join(folder, 'dist/spoiled.cjs'), content)
  editPackage(folder, (pjson) => {
    const hooks = Object.fromEntries(
      ['init', 'prerun', 'postrun', 'finally', 'command_not_found'].map((event) => [event, './dist/spoiled.cjs']),
    )
    pjson['oclif'] = {...(pjson['oclif'] as object), hooks}
  })
}
