import assert from 'node:assert/strict'
import {once} from 'node:events'
import {chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import {hasTerminal} from '@cloudprem/testing'
import {InstalledHost} from '../../installed-host.js'
import {startRegistry, type StandInRegistry} from '../../stand-in-registry.js'

describe('a command whose plugin is not installed', function () {
  this.timeout(30_000)

  it('is answered without a terminal by the plugin, its size and the exact command, exit 3', async () => {
    const {exitCode, stdout, stderr} = await new InstalledHost().run(['db', 'seed', '--base-url', 'https://formance.example'])

    assert.equal(exitCode, 3)
    assert.equal(stdout, '')
    assert.match(stderr, /"db seed" comes with @cloudprem\/plugin-db/)
    assert.match(stderr, /MB/)
    assert.match(stderr, /cloudprem plugins install @cloudprem\/plugin-db/)
  })

  it('is one JSON document under --json', async () => {
    const {exitCode, json} = await new InstalledHost().run(['org', 'list', '--json'])

    const {error} = json() as {error: {code: string; details: {plugin: string; installedMb: number}}}
    assert.equal(exitCode, 3)
    assert.equal(error.code, 'PLUGIN_NOT_INSTALLED')
    assert.equal(error.details.plugin, '@cloudprem/plugin-organizations')
    assert.ok(error.details.installedMb > 0)
  })

  for (const args of [['dex'], ['dex', '--help'], ['help', 'dex'], ['dex', 'render', '--help']]) {
    it(`is told by "${args.join(' ')}" as well`, async () => {
      const {exitCode, stderr} = await new InstalledHost().run(args)

      assert.equal(exitCode, 3, stderr)
      assert.match(stderr, /PLUGIN_NOT_INSTALLED[^]*cloudprem plugins install @cloudprem\/plugin-dex/)
    })
  }

  it('is tried to install with --yes, and told why that fails', async () => {
    const {exitCode, stderr} = await new InstalledHost().run(['db', 'seed', '--yes'])

    assert.equal(exitCode, 5)
    assert.match(stderr, /Installing @cloudprem\/plugin-db[^]*PLUGIN_INSTALL_FAILED/)
  })

  it('is never installed unasked when CLOUDPREM_NO_JIT is set, --yes or not', async () => {
    const {exitCode, stderr} = await new InstalledHost().run(['db', 'seed', '--yes'], {env: {CLOUDPREM_NO_JIT: '1'}})

    assert.equal(exitCode, 3)
    assert.match(stderr, /PLUGIN_NOT_INSTALLED/)
  })

  it('takes --yes behind -- for an argument, and installs nothing', async () => {
    const {exitCode} = await new InstalledHost().run(['db', 'seed', '--', '--yes'])

    assert.equal(exitCode, 3)
  })

  it('is told as broken, with what mends it, when the plugin lies there damaged', async () => {
    const host = new InstalledHost()
    rmSync(path.join(host.addBeside('plugin-db'), 'package.json'))

    const {exitCode, json, stderr} = await host.run(['db', 'seed', '--yes', '--json'])

    const {error} = json() as {error: {code: string; hint: string}}
    assert.equal(exitCode, 3)
    assert.equal(error.code, 'PLUGIN_BROKEN')
    assert.equal(error.hint, 'cloudprem plugins install @cloudprem/plugin-db')
    assert.match(stderr, /plugin-db is left out/)
  })

  it('is no different from a mistyped one when no plugin has it', async () => {
    const {exitCode, stderr} = await new InstalledHost().run(['profils', 'list'])

    assert.equal(exitCode, 2)
    assert.match(stderr, /USAGE_COMMAND_UNKNOWN[^]*cloudprem profiles list/)
  })

  it('is named in the overview of a host without it, not of one that has it', async () => {
    const host = new InstalledHost()
    const without = await host.run(['--help'])
    host.addBeside('plugin-db')
    const having = await host.run(['--help'])

    assert.match(without.stdout, /NOT INSTALLED[^]*\n {2}db {2,}/)
    assert.doesNotMatch(having.stdout, /NOT INSTALLED[^]*\n {2}db {2,}/)
    assert.match(having.stdout, /NOT INSTALLED[^]*\n {2}dex {2,}/)
  })

  describe('with a registry', () => {
    let registry: StandInRegistry
    let env: Record<string, string>

    before(async () => {
      registry = await startRegistry(['core', 'plugin-db', 'plugin-values'])
      // The notice of updates would ask the registry as well, and count as a request.
      env = {npm_config_registry: registry.uri, CLOUDPREM_NO_UPDATE_NOTICE: '1'}
    })

    beforeEach(() => registry.asked.splice(0))

    after(() => registry.close())

    it('is installed with --yes and goes on, its output and exit code those of a host that had it', async () => {
      for (const args of [
        ['db', 'seed', '--help', '--yes'],
        ['db', 'check', '--yes', '--json'],
        ['db', 'seed', '--no-such-flag', '--yes'],
        ['db', '--yes'],
      ]) {
        const host = new InstalledHost()
        const had = new InstalledHost()
        had.addBeside('plugin-db')

        const expected = await had.run(args)
        const {exitCode, stdout, stderr} = await host.run(args, {env})

        assert.equal(exitCode, expected.exitCode, stderr)
        assert.equal(stdout, expected.stdout)
        assert.ok(stderr.startsWith('"db'), stderr)
        assert.ok(stderr.endsWith(`Installing @cloudprem/plugin-db with npm …\n${expected.stderr}`), stderr)
        assert.deepEqual(readdirSync(path.join(host.userPlace, 'node_modules/@cloudprem')), ['core', 'plugin-db'])
      }
    })

    it('writes its file, for its owner alone, and is not installed a second time', async () => {
      const host = new InstalledHost()
      const args = ['values', 'init', '--domain', 'formance.example', '--tls-secret', 'a secret of "mine"', '--yes', '--json']

      const first = await host.run(args, {env})
      const again = await host.run(['values', 'validate', '--yes'])

      assert.equal(first.exitCode, 2, 'the flag reaches it as it was typed: that is no name of a Secret')
      assert.match((first.json() as {error: {message: string}}).error.message, /a secret of \\?"mine\\?"/)
      const written = await host.run(['values', 'init', '--domain', 'formance.example', '--tls-secret', 'tls', '--yes'])
      assert.equal(written.exitCode, 0, written.stderr)
      assert.equal(statSync(path.join(host.home, 'values.yaml')).mode & 0o777, 0o600)
      assert.doesNotMatch(again.stderr + written.stderr, /Installing/)
    })

    it('hands standard input on to the command', async () => {
      const host = new InstalledHost()
      const args = ['db', 'check', '--yes', '--json', '--postgres-url', '-']
      const input = 'not a database'
      const had = new InstalledHost()
      had.addBeside('plugin-db')

      const expected = await had.run(args, {input})
      const {exitCode, stdout} = await host.run(args, {env, input})

      assert.equal(exitCode, expected.exitCode)
      assert.equal(stdout, expected.stdout)
    })

    it('is installed by CLOUDPREM_YES as well', async () => {
      const {exitCode, stdout} = await new InstalledHost().run(['db', 'seed', '--help'], {env: {...env, CLOUDPREM_YES: '1'}})

      assert.equal(exitCode, 0)
      assert.match(stdout, /USAGE/)
    })

    it('asks the registry of the .npmrc for the line of the host, and nothing when it may not', async () => {
      const host = new InstalledHost()
      await host.run(['db', 'seed'], {env})
      await host.run(['db', 'seed', '--yes'], {env: {...env, CLOUDPREM_NO_JIT: '1'}})
      await host.run(['which', 'db', 'seed', '--yes'], {env})
      await host.run(['complete', '--', 'db', 'seed', '--yes', ''], {env})
      assert.equal(registry.asked.length, 0, registry.asked.join())
      assert.equal(existsSync(host.userPlace), false)

      await host.run(['db', 'seed', '--help', '--yes'], {env})
      assert.ok(registry.asked.includes('@cloudprem/plugin-db'))
      const kept = readFileSync(path.join(host.userPlace, 'package.json'), 'utf8')
      assert.match(kept, /"@cloudprem\/plugin-db": "0\.\d+\.\d+"/)
    })

    it('works when the host lies where its user cannot write', async () => {
      const host = new InstalledHost()
      const scope = path.join(host.modules, '@cloudprem')
      for (const folder of [host.modules, scope, path.join(scope, 'cli')]) chmodSync(folder, 0o555)

      const {exitCode, stderr} = await host.run(['db', 'seed', '--help', '--yes'], {env})

      for (const folder of [host.modules, scope, path.join(scope, 'cli')]) chmodSync(folder, 0o755)
      assert.equal(exitCode, 0, stderr)
      assert.deepEqual(readdirSync(scope).toSorted(), ['cli', 'core'])
    })

    it('says that its place cannot be written, and asks no registry', async () => {
      const host = new InstalledHost()
      const data = path.join(host.home, 'a-file')
      writeFileSync(data, '')

      const {exitCode, stderr} = await host.run(['db', 'seed', '--yes'], {env: {...env, CLOUDPREM_DATA_DIR: data}})

      assert.equal(exitCode, 2)
      assert.match(stderr, /FILE_UNWRITABLE[^]*CLOUDPREM_DATA_DIR/)
      assert.equal(registry.asked.length, 0, registry.asked.join())
    })

    it('is installed at the second try when the first found no registry', async () => {
      const host = new InstalledHost()
      const offline = await host.run(['db', 'seed', '--help', '--yes'])
      const bare = await host.run(['plugins', 'list', '--json'])
      const online = await host.run(['db', 'seed', '--help', '--yes'], {env})

      assert.equal(offline.exitCode, 5)
      assert.equal(offline.stdout, '')
      assert.match(offline.stderr, /PLUGIN_INSTALL_FAILED[^]*ECONNREFUSED/)
      assert.doesNotMatch(offline.stderr, /\n *at |DEFECT/)
      assert.doesNotMatch(bare.stdout, /"broken"/)
      assert.equal(online.exitCode, 0, online.stderr)
    })

    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      it(`ends with 130 on ${signal} while npm waits for a registry, leaves nothing, and can be tried again`, async () => {
        const host = new InstalledHost()
        const silent = createServer().listen(0, '127.0.0.1')
        await once(silent, 'listening')
        let interrupt: (() => void) | undefined
        silent.once('request', () => interrupt?.())

        const {exitCode, stderr} = await host.run(['db', 'seed', '--help', '--yes'], {
          env: {npm_config_registry: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`},
          started: ({kill}) => (interrupt = () => kill(signal)),
        })
        silent.close()
        silent.closeAllConnections()
        const bare = await host.run(['plugins', 'list', '--json'])
        const again = await host.run(['db', 'seed', '--help', '--yes'], {env})

        assert.equal(exitCode, 130, stderr)
        assert.match(stderr, /INTERRUPTED/)
        assert.doesNotMatch(bare.stdout, /"broken"/)
        assert.equal(again.exitCode, 0, again.stderr)
      })
    }

    it('says which package the registry does not have', async () => {
      const {exitCode, json} = await new InstalledHost().run(['dex', 'render', '--yes', '--json'], {env})

      const {error} = json() as {error: {code: string; reason: string}}
      assert.equal(exitCode, 5)
      assert.equal(error.code, 'PLUGIN_INSTALL_FAILED')
      assert.match(error.reason, /E404[^]*plugin-dex/)
      assert.doesNotMatch(error.reason, /^404|tarball, folder/m)
    })

    describe('on a terminal', function () {
      before(function () {
        if (!hasTerminal) this.skip()
      })

      const question = 'Install it now?'
      for (const columns of [80, 0]) {
        describe(columns === 0 ? 'that does not tell its size' : `of ${columns} columns`, () => {
          for (const [title, keys] of [
            ['Enter', '\r'],
            ['y', 'y'],
          ] as const) {
            it(`is installed on ${title}, and goes on`, async () => {
              const {exitCode, shown} = await new InstalledHost().runOnTerminal(['db', 'seed', '--help'], {
                env,
                columns,
                answers: [[question, keys]],
              })

              assert.equal(exitCode, 0, shown)
              assert.match(shown, /@cloudprem\/plugin-db \(about [\d.]+ MB on disk\)[^]*Installing[^]*USAGE/)
              assert.ok(shown.length < 10_000, 'no line for each character')
            })
          }

          for (const [title, keys, exit, code] of [
            ['n', 'n', 3, 'PLUGIN_NOT_INSTALLED'],
            ['Ctrl-C', '\u0003', 130, 'INTERRUPTED'],
            ['Ctrl-D', '\u0004', 130, 'INTERRUPTED'],
            ['Escape', '\u001B', 130, 'INTERRUPTED'],
            ['the end of input', undefined, 130, 'INTERRUPTED'],
          ] as const) {
            it(`ends with ${exit} on ${title}, and nothing is installed`, async () => {
              const host = new InstalledHost()

              const {exitCode, shown} = await host.runOnTerminal(['db', 'seed'], {env, columns, answers: [[question, keys]]})

              assert.equal(exitCode, exit, shown)
              assert.match(shown, new RegExp(code))
              if (exit === 3) assert.match(shown, /cloudprem plugins install @cloudprem\/plugin-db/)
              assert.equal(existsSync(host.userPlace), false)
              assert.equal(registry.asked.length, 0, registry.asked.join())
            })
          }
        })
      }
    })
  })
})
