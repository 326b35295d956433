// What a user meets who installs cloudprem from a registry: run by scripts/test-install.mjs.
import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {before, describe, it} from 'mocha'
import {Machine} from './machine.mjs'
import {listPlugins as list} from './plugins-of.mjs'
import {openStage} from './stage.mjs'

const node = process.env.TEST_INSTALL_NODE
const work = mkdtempSync(path.join(tmpdir(), 'cloudprem-registry-'))
process.once('exit', () => rmSync(work, {recursive: true, force: true}))

/** Of each plugin its help, and one command that needs neither net nor cluster, with its exit code. */
const COMMANDS = {
  values: {args: ['values', 'init', '--domain', 'formance.example', '--tls-secret', 'tls'], exitCode: 0},
  dex: {args: ['dex', 'render'], exitCode: 0},
  helm: {args: ['helm', 'template'], exitCode: 3},
  org: {args: ['org', 'list'], exitCode: 3},
  db: {args: ['db', 'check'], exitCode: 2},
  sandbox: {args: ['sandbox', 'status'], exitCode: 3},
}
const topics = Object.keys(COMMANDS)

describe('cloudprem from a registry', () => {
  const {npmrc, packed, tarballs} = openStage()
  const machine = new Machine({node, npmrc})

  it('installs the host alone, without a warning', async () => {
    const {exitCode, all} = await machine.npm('install', '--global', '--prefix', machine.prefix, '@cloudprem/cli')

    assert.equal(exitCode, 0, all)
    assert.doesNotMatch(all, /npm warn|warning|deprecated/i)
    assert.deepEqual(readdirSync(path.join(machine.modules)), ['@cloudprem'])
    const version = await machine.cloudprem(['--version'])
    assert.equal(version.exitCode, 0, version.all)
    assert.match(version.stdout, /^@cloudprem\/cli\/\d/)
    assert.equal(version.stderr, '')
  })

  for (const topic of topics) {
    it(`installs the plugin of ${topic} alone, and its commands work`, async () => {
      const installed = await machine.cloudprem(['plugins', 'install', topic])
      assert.equal(installed.exitCode, 0, installed.all)

      const {args, exitCode} = COMMANDS[topic]
      const help = await machine.cloudprem([...args.slice(0, 2), '--help'])
      const ran = await machine.cloudprem(args)

      assert.equal(help.exitCode, 0, help.all)
      assert.match(help.stdout, /USAGE/)
      assert.equal(ran.exitCode, exitCode, ran.all)
      assert.doesNotMatch(ran.all, /DEFECT|left out|defect/)
    })
  }

  it('lists them all as installed and in step', async () => {
    const {plugins} = await list(machine)

    assert.equal(plugins.length, topics.length)
    for (const {name, status, place} of plugins) assert.equal(`${status} ${place}`, 'ok installed', name)
  })

  it('removes a plugin, and the others work on', async () => {
    const removed = await machine.cloudprem(['plugins', 'uninstall', 'db'])
    const others = await machine.cloudprem(['values', 'validate'])

    assert.equal(removed.exitCode, 0, removed.all)
    assert.equal(others.exitCode, 0, others.all)
    assert.equal((await list(machine)).plugins.find(({name}) => name.endsWith('-db')).status, 'available')
  })

  it('names a broken plugin with what mends it, beside good ones that work', async () => {
    writeFileSync(path.join(machine.userPlace, 'node_modules/@cloudprem/plugin-dex/oclif.manifest.json'), '{"version": "0.')

    const others = await machine.cloudprem(['values', 'validate'])
    const mended = await machine.cloudprem(['plugins', 'install', 'dex'])
    const after = await machine.cloudprem(['dex', 'validate'])

    assert.equal(others.exitCode, 0, others.all)
    assert.match(
      others.stderr.replaceAll(/\s+/g, ' '),
      /plugin-dex is left out: .*damaged.*cloudprem plugins install @cloudprem\/plugin-dex/,
    )
    assert.equal(mended.exitCode, 0, mended.all)
    assert.equal(after.exitCode, 0, after.all)
    assert.equal(after.stderr.includes('left out'), false)
  })

  it('finds plugins that npm installed beside the host', async () => {
    const beside = new Machine({node, npmrc})
    const {exitCode, all} = await beside.npm(
      'install',
      '-g',
      '--prefix',
      beside.prefix,
      '@cloudprem/cli',
      '@cloudprem/plugin-dex',
    )
    const help = await beside.cloudprem(['dex', 'render', '--help'])

    assert.equal(exitCode, 0, all)
    assert.equal(help.exitCode, 0, help.all)
    assert.equal((await list(beside)).plugins.find(({name}) => name.endsWith('-dex')).place, 'beside')
  })

  describe('without the registry', () => {
    before(() => machine.useNpmrc('registry=http://127.0.0.1:1/\n'))

    it('runs what is installed, and removes it', async () => {
      const ran = await machine.cloudprem(['values', 'validate'])
      const removed = await machine.cloudprem(['plugins', 'uninstall', 'helm'])

      assert.equal(ran.exitCode, 0, ran.all)
      assert.equal(removed.exitCode, 0, removed.all)
    })

    it("says npm's reason when a plugin cannot be fetched", async () => {
      // Its copy in npm's cache would do.
      const fresh = await machine.cloudprem(['plugins', 'install', 'db'], {npm_config_cache: path.join(work, 'empty-cache')})

      assert.equal(fresh.exitCode, 5, fresh.all)
      assert.match(fresh.all, /PLUGIN_INSTALL_FAILED[^]*ECONNREFUSED/)
    })

    it('installs host and plugins from packed files on a machine without any network', async function () {
      const apart = new Machine({node, npmrc: 'registry=http://127.0.0.1:1/\n'})
      if (!apart.cutOff()) return this.skip() // only Linux has network namespaces, and not for everyone
      const host = tarballs.filter(({name}) => name === '@cloudprem/cli' || name === '@cloudprem/core').map(({file}) => file)
      const {exitCode, all} = await apart.npm('install', '--global', '--prefix', apart.prefix, ...host)
      assert.equal(exitCode, 0, all)

      const one = tarballs.find(({name}) => name === '@cloudprem/plugin-values').file
      const single = await apart.cloudprem(['plugins', 'install', '--from', one])
      const chosen = await apart.cloudprem(['plugins', 'install', 'dex', 'db', '--from', packed])
      const values = await apart.cloudprem(COMMANDS.values.args)
      const dex = await apart.cloudprem(COMMANDS.dex.args)

      assert.equal(single.exitCode, 0, single.all)
      assert.equal(chosen.exitCode, 0, chosen.all)
      assert.equal(values.exitCode, 0, values.all)
      assert.equal(dex.exitCode, 0, dex.all)
      assert.ok(existsSync(path.join(apart.home, 'values.yaml')))
      assert.equal((await list(apart)).plugins.filter(({status}) => status === 'ok').length, 3)
    })
  })
})
