import assert from 'node:assert/strict'
import {rmSync} from 'node:fs'
import path from 'node:path'
import {InstalledHost} from '../../installed-host.js'

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
})
