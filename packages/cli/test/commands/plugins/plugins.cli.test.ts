import assert from 'node:assert/strict'
import {cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {repositoryRoot, temporaryFolder} from '@cloudprem/testing'
import {InstalledHost} from '../../installed-host.js'

interface Listed {
  plugins: {name: string; status: string; version?: string; place?: string; problem?: string; command?: string}[]
}

const packages = path.join(repositoryRoot, 'packages')

describe('cloudprem plugins', function () {
  this.timeout(60_000)
  const host = new InstalledHost()

  it('lists what is available on a host without plugins', async () => {
    const {exitCode, stdout} = await host.run(['plugins', 'list'])

    assert.equal(exitCode, 0)
    assert.match(stdout, /@cloudprem\/plugin-db +- +- +available/)
  })

  it('says which plugin carries a command that is not installed, and the command that installs it', async () => {
    for (const [topic, plugin] of [
      ['db', '@cloudprem/plugin-db'],
      ['organizations', '@cloudprem/plugin-organizations'],
    ]) {
      const {exitCode, stderr} = await host.run([topic ?? '', 'list'])

      assert.equal(exitCode, 3)
      assert.ok(stderr.replaceAll(/\s+/g, ' ').includes(`comes with ${plugin}, which is not installed`), stderr)
      assert.ok(stderr.includes(`Next   cloudprem plugins install ${plugin}`), stderr)
    }
  })

  it('installs a plugin from its folder without a registry, and its commands work', async () => {
    const installed = await host.run(['plugins', 'install', '--from', path.join(packages, 'plugin-db'), '--json'])
    const help = await host.run(['db', 'seed', '--help'])
    const list = await host.run(['plugins', 'list', '--json'])

    assert.equal(installed.exitCode, 0, installed.stdout + installed.stderr)
    assert.equal((installed.json() as {plugins: {name: string}[]}).plugins[0]?.name, '@cloudprem/plugin-db')
    assert.equal(help.exitCode, 0, help.stderr)
    assert.match(help.stdout, /cloudprem db seed/)
    const db = (list.json() as Listed).plugins.find(({name}) => name === '@cloudprem/plugin-db')
    assert.equal(db?.status, 'ok')
    assert.equal(db?.place, 'installed')
  })

  it('mends a plugin of which files are gone by installing it again', async () => {
    rmSync(path.join(host.userPlace, 'node_modules/@cloudprem/plugin-db/dist'), {recursive: true})

    const broken = await host.run(['db', 'check'])
    const listed = await host.run(['plugins', 'list', '--json'])
    const mended = await host.run(['plugins', 'install', 'db', '--from', path.join(packages, 'plugin-db')])
    const help = await host.run(['db', 'check', '--help'])

    assert.equal(broken.exitCode, 3, broken.stderr)
    assert.match(broken.stderr, /@cloudprem\/plugin-db cannot be used[^]*cloudprem plugins install @cloudprem\/plugin-db/)
    assert.equal((listed.json() as Listed).plugins.find(({name}) => name.endsWith('-db'))?.status, 'broken')
    assert.equal(mended.exitCode, 0, mended.stderr)
    assert.equal(help.exitCode, 0)
  })

  it('takes a plugin of the same version that was packed anew', async () => {
    const changed = path.join(temporaryFolder(), 'plugin-db')
    cpSync(path.join(packages, 'plugin-db'), changed, {recursive: true, filter: (file) => !file.includes('node_modules')})
    writeFileSync(path.join(changed, 'README.md'), 'Packed anew.')

    const {exitCode, stderr} = await host.run(['plugins', 'install', '--from', changed])

    assert.equal(exitCode, 0, stderr)
    const readme = readFileSync(path.join(host.userPlace, 'node_modules/@cloudprem/plugin-db/README.md'), 'utf8')
    assert.equal(readme, 'Packed anew.')
    assert.equal(readdirSync(path.join(host.userPlace, 'tarballs')).length, 2, 'the plugin and core')
  })

  it('keeps a plugin that works when installing it again fails', async () => {
    const {exitCode} = await host.run(['plugins', 'install', 'db'])
    const help = await host.run(['db', 'check', '--help'])

    assert.equal(exitCode, 5)
    assert.equal(help.exitCode, 0, help.stderr)
  })

  it('removes a plugin, and leaves nothing when it was the last', async () => {
    const removed = await host.run(['plugins', 'uninstall', 'db'])
    const again = await host.run(['plugins', 'uninstall', 'db', '--json'])

    assert.equal(removed.exitCode, 0, removed.stderr)
    assert.equal(existsSync(host.userPlace), false)
    assert.equal(again.exitCode, 3)
    assert.equal((again.json() as {error: {code: string}}).error.code, 'PLUGIN_NOT_INSTALLED')
  })

  it("tells npm's own reason when no registry answers, and installs nothing", async () => {
    const {exitCode, json} = await host.run(['plugins', 'install', 'db', '--json'])

    const {error} = json() as {error: {code: string; reason: string; hint: string}}
    assert.equal(exitCode, 5)
    assert.equal(error.code, 'PLUGIN_INSTALL_FAILED')
    assert.match(error.reason, /ECONNREFUSED/)
    assert.match(error.hint, /--from/)
  })

  it('refuses a folder that holds no plugin', async () => {
    const {exitCode, stderr} = await host.run(['plugins', 'install', '--from', path.join(packages, 'core')])

    assert.equal(exitCode, 2)
    assert.match(stderr, /has no plugin of cloudprem[^]*@cloudprem\/core/)
  })
})
