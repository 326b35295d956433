import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import * as fs from 'node:fs'
import path from 'node:path'
import type {CliOptions, CliResult} from '@cloudprem/testing'
import {InstalledHost} from '../installed-host.js'

const PAGE = ['--help']
const COMMAND = ['profiles', 'list', '--json']
const PLUGINS_COMMAND = ['sandbox', 'status', '--json']

/** A host with two plugins beside it, which have run: each of the commands above has left its record, with compiled code. */
class UsedHost extends InstalledHost {
  readonly folder = path.join(this.home, '.cache/cloudprem/start')
  readonly db = this.addBeside('plugin-db')
  readonly sandbox = this.addBeside('plugin-sandbox')
  readonly scope = path.dirname(this.db)

  record(args: string[]): string {
    const words = args.filter((word) => !word.startsWith('-'))
    return path.join(this.folder, `${words.join('.')}${args.includes('--help') ? '+help' : ''}.record`)
  }

  async use(): Promise<void> {
    for (const args of [PAGE, COMMAND, COMMAND, PLUGINS_COMMAND, PLUGINS_COMMAND]) await this.run(args)
  }

  /** Runs three times, so that the record of the first and the code of the second are used, and expects what plain oclif does. */
  async expectPlain(args: string[], options: Partial<CliOptions> = {}): Promise<CliResult> {
    const plain = await this.run(args, {...options, env: {...options.env, CLOUDPREM_NO_FAST_START: '1'}})
    for (const attempt of ['first', 'second', 'third']) {
      const fast = await this.run(args, options)
      assert.deepEqual(seen(fast), seen(plain), `${args.join(' ')}, ${attempt} time`)
    }
    return plain
  }

  /** Changes the header of a record, in its own form: whole, and twice. */
  forge(args: string[], change: (header: Header) => void): void {
    const twice = fs.readFileSync(this.record(args))
    const once = twice.subarray(0, twice.length / 2)
    const end = once.indexOf('\n')
    const header = JSON.parse(once.toString('utf8', 0, end)) as Header
    change(header)
    const line = `${JSON.stringify(header)}\n`
    const forged = Buffer.concat([Buffer.from(line), Buffer.alloc(-Buffer.byteLength(line) & 7), once.subarray((end + 8) & ~7)])
    fs.writeFileSync(this.record(args), Buffer.concat([forged, forged]))
  }

  /** Puts a lie into the kept page. */
  forgePage(): void {
    this.forge(PAGE, (header) => (header.page = {...header.page, text: 'FORGED\n'}))
  }

  edit(file: string, change: (text: string) => string): void {
    const full = path.join(this.scope, file)
    fs.writeFileSync(full, change(fs.readFileSync(full, 'utf8')))
  }
}

interface Header {
  root: string
  words: string[]
  page?: {text?: string; look?: string}
  code: {file: string; bytes: number}[]
}

function seen({stdout, stderr, exitCode, signal}: CliResult): object {
  // Warnings of Node name the process.
  return {stdout, stderr: stderr.replaceAll(/\(node:\d+\)/g, '(node)'), exitCode, signal}
}

describe('the record of a start', function () {
  this.timeout(120_000)
  let host: UsedHost

  beforeEach(async () => {
    host = new UsedHost()
    await host.use()
  })

  it('is used: the kept page is printed, for no argument as for --help', async () => {
    host.forgePage()

    assert.equal((await host.run(['--help'])).stdout, 'FORGED\n')
    assert.equal((await host.run([])).stdout, 'FORGED\n')
  })

  it('is used: the command runs with compiled code for core, host and command', () => {
    const header = fs.readFileSync(host.record(PLUGINS_COMMAND)).toString('utf8').split('\n')[0] ?? ''
    const {code} = JSON.parse(header) as Header

    assert.deepEqual(code.map(({file}) => path.relative(host.scope, file)).toSorted(), [
      'cli/dist/run.entry.cjs',
      'core/dist/core.cjs',
      'plugin-sandbox/dist/commands/sandbox/status.cjs',
      'plugin-sandbox/dist/plugin.cjs',
    ])
    // The command's own file is one line that asks for its part of the plugin.
    assert.ok(code.every(({file, bytes}) => bytes > (file.endsWith('status.cjs') ? 100 : 1000)))
  })

  it('is kept where nobody else can read or write', () => {
    for (const args of [PAGE, COMMAND, PLUGINS_COMMAND]) assert.equal(fs.statSync(host.record(args)).mode & 0o777, 0o600)
    assert.equal(fs.statSync(host.folder).mode & 0o777, 0o700)
  })

  it('is left aside and not written with CLOUDPREM_NO_FAST_START', async () => {
    const off = {env: {CLOUDPREM_NO_FAST_START: '1'}}
    host.forgePage()
    assert.match((await host.run(PAGE, off)).stdout, /TOPICS/)
    fs.rmSync(host.folder, {recursive: true})
    for (const args of [PAGE, COMMAND]) await host.run(args, off)

    assert.equal(fs.existsSync(host.folder), false)
  })

  it('of one command is not taken for another one', async () => {
    fs.copyFileSync(host.record(PLUGINS_COMMAND), host.record(['profiles', 'show']))
    fs.copyFileSync(host.record(COMMAND), host.record(['profiles']))

    await host.expectPlain(['profiles', 'show', 'nobody', '--json'])
    await host.expectPlain(['profiles', 'list', 'more', '--json'])
    await host.expectPlain(['profiles', 'nothing', '--json'])
  })

  const spoiled: Record<string, (file: string) => void> = {
    'is cut short': (file) => fs.truncateSync(file, 4000),
    'is cut in half': (file) => fs.truncateSync(file, fs.statSync(file).size / 2),
    'is empty': (file) => fs.truncateSync(file),
    'is rubbish': (file) => fs.writeFileSync(file, Buffer.from([0, 255, 10, 13])),
    'is rubbish, twice': (file) => fs.writeFileSync(file, 'x\nx\n'),
    'is JSON of another form, twice': (file) => fs.writeFileSync(file, '{"node": 1}\n{"node": 1}\n'),
    'has one bit wrong': (file) => {
      const bytes = fs.readFileSync(file)
      const middle = Math.floor(bytes.length / 4)
      bytes[middle] = (bytes[middle] ?? 0) ^ 4
      fs.writeFileSync(file, bytes)
    },
    'is huge': (file) => fs.truncateSync(file, 100_000_000),
    'may be written by others': (file) => fs.chmodSync(file, 0o666),
    'lies in a folder open to others': (file) => fs.chmodSync(path.dirname(file), 0o777),
    'is a link to a file elsewhere': (file) => {
      const elsewhere = path.join(host.home, path.basename(file))
      fs.renameSync(file, elsewhere)
      fs.symlinkSync(elsewhere, file)
    },
    'is a folder': (file) => (fs.rmSync(file), fs.mkdirSync(file)),
    'is a pipe nobody writes to': (file) => (fs.rmSync(file), assert.equal(spawnSync('mkfifo', [file]).status, 0)),
    'lies where a file stands for its folder': (file) => {
      fs.rmSync(path.dirname(file), {recursive: true, force: true})
      fs.writeFileSync(path.dirname(file), '')
    },
  }
  for (const [how, spoil] of Object.entries(spoiled)) {
    it(`changes nothing when it ${how}`, async () => {
      for (const args of [PAGE, COMMAND, PLUGINS_COMMAND]) {
        host.forgePage()
        spoil(host.record(args))
        const plain = await host.expectPlain(args)
        assert.equal(plain.exitCode, args === PLUGINS_COMMAND ? 3 : 0)
        fs.rmSync(host.folder, {recursive: true, force: true})
        await host.use()
      }
    })
  }

  it('of another host of this user is not taken', async () => {
    host.forgePage()
    host.forge(PAGE, (header) => (header.root = '/opt/other/node_modules/@cloudprem/cli'))

    assert.match((await host.expectPlain(PAGE)).stdout, /TOPICS/)
  })

  it('of another user is not read', async function () {
    if (process.getuid?.() !== 0) return this.skip() // only root can give a file away
    host.forgePage()
    fs.chownSync(host.record(PAGE), 65_534, 65_534)

    assert.match((await host.expectPlain(PAGE)).stdout, /TOPICS/)
  })

  it('with code that V8 refuses changes nothing, and is made anew', async () => {
    const before = fs.readFileSync(host.record(COMMAND))
    host.forge(COMMAND, ({code}) => {
      // What belongs to one file is offered for another one.
      const [first, second] = code
      if (first && second) [first.bytes, second.bytes] = [second.bytes, first.bytes]
    })

    await host.expectPlain(COMMAND)
    assert.ok(Math.abs(fs.statSync(host.record(COMMAND)).size - before.length) < before.length / 10)
  })

  it('changes nothing when its folder cannot be made', async () => {
    for (const folder of [path.join(host.record(PAGE), 'below-a-file'), '/proc/none/such', 'relative/folder']) {
      for (const args of [PAGE, COMMAND]) await host.expectPlain(args, {env: {XDG_CACHE_HOME: folder}})
    }
  })

  const changes: Record<string, () => void> = {
    'a plugin is added': () => host.addBeside('plugin-values'),
    'a plugin is removed': () => fs.rmSync(host.db, {recursive: true}),
    "a plugin's topic is described anew": () =>
      host.edit('plugin-db/package.json', (text) => text.replace(/("db": \{\s*"description": ")/, '$1Another ')),
    "a plugin's commands change": () =>
      host.edit('plugin-db/oclif.manifest.json', (text) => text.replaceAll('db:seed', 'db:sow')),
    'the host changes': () => host.edit('cli/dist/run.entry.cjs', (text) => `${text}\n`),
    'core changes': () => host.edit('core/dist/core.cjs', (text) => `${text}\n`),
    'a manifest breaks': () => host.edit('plugin-db/oclif.manifest.json', (text) => text.slice(0, 100)),
    'a description breaks': () => host.edit('plugin-db/package.json', () => '{'),
    'a manifest is gone': () => fs.rmSync(path.join(host.db, 'oclif.manifest.json')),
    'a description is gone': () => fs.rmSync(path.join(host.db, 'package.json')),
    'the user has a theme': () => {
      fs.mkdirSync(path.join(host.home, '.config/cloudprem'), {recursive: true})
      fs.writeFileSync(path.join(host.home, '.config/cloudprem/theme.json'), '{"topic": "red"}')
    },
  }
  for (const [what, change] of Object.entries(changes)) {
    it(`is made anew, and commands act as in plain oclif, when ${what}`, async () => {
      host.forgePage()
      change()

      for (const args of [PAGE, COMMAND, PLUGINS_COMMAND]) {
        const plain = await host.expectPlain(args)
        assert.doesNotMatch(plain.stdout, /FORGED/)
      }
    })
  }

  const brokenFiles: Record<string, (file: string) => void> = {
    'is gone': (file) => fs.rmSync(file),
    'throws, and is no longer than before': (file) => {
      const text = fs.readFileSync(file, 'utf8')
      fs.writeFileSync(file, `throw new Error('spoiled');//${text.slice(29)}`)
    },
  }
  for (const [how, spoil] of Object.entries(brokenFiles)) {
    it(`changes nothing when the file of the command ${how}`, async () => {
      spoil(path.join(host.sandbox, 'dist/commands/sandbox/status.cjs'))

      for (const args of [PAGE, COMMAND]) assert.equal((await host.expectPlain(args)).exitCode, 0)
      const plain = await host.expectPlain(PLUGINS_COMMAND)
      assert.match(plain.stdout, /PLUGIN_BROKEN/)
    })
  }

  it('does not make other letters of what is not ASCII', async () => {
    host.edit('plugin-sandbox/dist/plugin.cjs', (text) => text.replace('The sandbox does not run', 'Kein Sandkästchen läuft ⏳'))

    assert.match((await host.expectPlain(PLUGINS_COMMAND)).stdout, /Kein Sandkästchen läuft ⏳/)
  })

  it('is left aside where NODE_OPTIONS has code that is loaded first, which sees every file', async () => {
    const hook = path.join(host.home, 'hook.cjs')
    fs.writeFileSync(
      hook,
      `const {_extensions} = require('node:module')
      const load = _extensions['.js']
      _extensions['.js'] = (module, file) => {
        if (file.endsWith('status.cjs')) console.log('seen')
        load(module, file)
      }`,
    )

    const {stdout} = await host.expectPlain(PLUGINS_COMMAND, {env: {NODE_OPTIONS: `--require=${hook}`}})
    assert.match(stdout, /^seen\n/)
  })

  it('is another one with colours', async () => {
    host.forgePage()

    assert.doesNotMatch((await host.expectPlain(PAGE, {env: {FORCE_COLOR: '1'}})).stdout, /FORGED/)
  })
})
