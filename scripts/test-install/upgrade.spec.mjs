// What a user meets who upgrades or downgrades the host under the plugins that are installed: run by scripts/test-install.mjs.
import assert from 'node:assert/strict'
import {before, describe, it} from 'mocha'
import {Machine} from './machine.mjs'
import {listPlugins} from './plugins-of.mjs'
import {openStage} from './stage.mjs'

const PLUGINS = ['@cloudprem/plugin-dex', '@cloudprem/plugin-values']

describe('another version of the host under installed plugins', () => {
  const {npmrc, versions} = openStage()
  const machine = new Machine({node: process.env.TEST_INSTALL_NODE, npmrc})

  const installHost = async (version) => {
    const {exitCode, all} = await machine.npm('install', '--global', '--prefix', machine.prefix, `@cloudprem/cli@${version}`)
    assert.equal(exitCode, 0, all)
    assert.match(
      (await machine.cloudprem(['--version'])).stdout,
      new RegExp(`^@cloudprem/cli/${version.replaceAll('.', '\\.')} `),
    )
  }
  const present = async () => {
    const {plugins} = await listPlugins(machine)
    return plugins.filter(({status}) => status !== 'available').map(({name, version, status}) => `${name} ${version} ${status}`)
  }
  const bothWork = async () => {
    const rendered = await machine.cloudprem(['dex', 'render'])
    const validated = await machine.cloudprem(['values', 'validate'])
    for (const {exitCode, all, stderr} of [rendered, validated]) {
      assert.equal(exitCode, 0, all)
      assert.doesNotMatch(stderr, /left out|defect/i)
    }
  }

  before(async () => {
    await installHost(versions.here)
    for (const name of PLUGINS) {
      const {exitCode, all} = await machine.cloudprem(['plugins', 'install', name])
      assert.equal(exitCode, 0, all)
    }
    const {exitCode, all} = await machine.cloudprem(['values', 'init', '--domain', 'formance.example', '--tls-secret', 'tls'])
    assert.equal(exitCode, 0, all)
  })

  it('of the same line: the plugins are in step and work on', async () => {
    await installHost(versions.patch)

    assert.deepEqual(
      await present(),
      PLUGINS.map((name) => `${name} ${versions.here} ok`),
    )
    await bothWork()
  })

  it('of another line: the plugins are told as out of step with what mends them, and work on', async () => {
    await installHost(versions.other)

    const {host, plugins} = await listPlugins(machine)
    assert.equal(host, versions.other)
    for (const name of PLUGINS) {
      const plugin = plugins.find((each) => each.name === name)
      assert.equal(plugin.status, 'out-of-step')
      assert.equal(plugin.command, `cloudprem plugins install ${name}`)
    }
    await bothWork()
  })

  it('of another line: a plugin is in step after that command, and the other still works', async () => {
    const installed = await machine.cloudprem(['plugins', 'install', PLUGINS[0]])

    assert.equal(installed.exitCode, 0, installed.all)
    assert.deepEqual(await present(), [`${PLUGINS[0]} ${versions.other} ok`, `${PLUGINS[1]} ${versions.here} out-of-step`])
    await bothWork()
  })

  it('of another line: all are in step when all were installed anew', async () => {
    const installed = await machine.cloudprem(['plugins', 'install', ...PLUGINS])

    assert.equal(installed.exitCode, 0, installed.all)
    assert.deepEqual(
      await present(),
      PLUGINS.map((name) => `${name} ${versions.other} ok`),
    )
    await bothWork()
  })

  it('that is older: the newer plugins are out of step and work, until they are installed anew', async () => {
    await installHost(versions.here)
    assert.deepEqual(
      await present(),
      PLUGINS.map((name) => `${name} ${versions.other} out-of-step`),
    )
    await bothWork()

    const installed = await machine.cloudprem(['plugins', 'install', ...PLUGINS])

    assert.equal(installed.exitCode, 0, installed.all)
    assert.deepEqual(
      await present(),
      PLUGINS.map((name) => `${name} ${versions.here} ok`),
    )
    await bothWork()
  })
})
