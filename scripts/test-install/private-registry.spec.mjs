// What a user meets whose registry asks for credentials or lies behind a proxy: run by scripts/test-install.mjs.
import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {after, before, describe, it} from 'mocha'
import {Machine} from './machine.mjs'
import {startProxy} from './proxy.mjs'
import {publish} from './publish.mjs'
import {startRegistry} from './registry.mjs'
import {openStage} from './stage.mjs'

const node = process.env.TEST_INSTALL_NODE
const SERVED = ['@cloudprem/core', '@cloudprem/plugin-values']

describe('a registry of one’s own', () => {
  const {npmrc, tarballs} = openStage()
  const work = mkdtempSync(path.join(tmpdir(), 'cloudprem-private-'))
  process.once('exit', () => rmSync(work, {recursive: true, force: true}))
  const machine = new Machine({node, npmrc})
  let registry

  before(async () => {
    registry = await startRegistry(process.env.TEST_INSTALL_VERDACCIO, path.join(work, 'verdaccio'), {readers: '$authenticated'})
    const publisher = path.join(work, 'npmrc')
    writeFileSync(publisher, registry.npmrc)
    const served = tarballs.filter(({name}) => SERVED.includes(name))
    await publish(served, publisher, 'latest')
    const {exitCode, all} = await machine.npm('install', '--global', '--prefix', machine.prefix, '@cloudprem/cli')
    assert.equal(exitCode, 0, all)
  })
  after(() => registry?.stop())

  const refused = async (env) => {
    const {exitCode, stdout, stderr, all} = await machine.cloudprem(['plugins', 'install', 'values'], env)
    assert.equal(exitCode, 5, all)
    assert.equal(stdout, '')
    assert.equal(stderr.match(/PLUGIN_INSTALL_FAILED/g)?.length, 1, stderr)
    return all
  }

  it('refuses without credentials in one error that tells what is wanted', async () => {
    machine.useNpmrc(`registry=${registry.uri}\n`)

    assert.match(await refused(), /E401|Unable to authenticate|authorization/i)
  })

  it('refuses a wrong token without printing it', async () => {
    const wrong = 'npm_0WrongTokenThatNobodyMaySee0'
    machine.useNpmrc(registry.npmrc.replace(registry.token, wrong))

    const all = await refused()

    assert.match(all, /E401|E403|authenticate|authorization/i)
    assert.equal(all.includes(wrong), false, all)
  })

  describe('behind a proxy', () => {
    // Only the proxy knows this name.
    const uri = 'http://registry.behind-the-proxy.invalid/'
    let proxy
    before(async () => (proxy = await startProxy(registry.uri)))
    after(() => proxy?.stop())

    const behind = () => `registry=${uri}\n//registry.behind-the-proxy.invalid/:_authToken=${registry.token}\n`
    const installsThroughIt = async (env) => {
      proxy.seen.length = 0
      const {exitCode, all} = await machine.cloudprem(['plugins', 'install', 'values'], env)
      assert.equal(exitCode, 0, all)
      assert.equal(all.includes(registry.token), false)
      assert.ok(
        proxy.seen.some((url) => url.startsWith(`${uri}@cloudprem`)),
        proxy.seen.join('\n'),
      )
      const removed = await machine.cloudprem(['plugins', 'uninstall', 'values'])
      assert.equal(removed.exitCode, 0, removed.all)
    }

    it('cannot be reached without it, in one error', async () => {
      machine.useNpmrc(behind())

      assert.match(await refused(), /ENOTFOUND|EAI_AGAIN|getaddrinfo/)
    })

    it('is reached through the proxy of .npmrc', async () => {
      machine.useNpmrc(`${behind()}proxy=${proxy.uri}\n`)
      await installsThroughIt()
    })

    it('is reached through the proxy of HTTP_PROXY', async () => {
      machine.useNpmrc(behind())
      await installsThroughIt({HTTP_PROXY: proxy.uri})
    })
  })

  it('serves who has the token in .npmrc, by the name of a variable too, and does not show it', async () => {
    machine.useNpmrc(registry.npmrc.replace(registry.token, '${CLOUDPREM_TEST_TOKEN}'))

    const installed = await machine.cloudprem(['plugins', 'install', 'values'], {CLOUDPREM_TEST_TOKEN: registry.token})
    const help = await machine.cloudprem(['values', 'init', '--help'])

    assert.equal(installed.exitCode, 0, installed.all)
    assert.equal(installed.all.includes(registry.token), false)
    assert.equal(help.exitCode, 0, help.all)
  })
})
