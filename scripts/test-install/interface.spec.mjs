// What a user meets whose plugin was built for another interface number than the host's: run by scripts/test-install.mjs.
import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {before, describe, it} from 'mocha'
import {Machine} from './machine.mjs'
import {openStage} from './stage.mjs'
import {repack} from './repack.mjs'

const OTHER_INTERFACE = 99

describe('a plugin that was built for another interface number', () => {
  const {npmrc, tarballs, versions} = openStage()
  const machine = new Machine({node: process.env.TEST_INSTALL_NODE, npmrc})
  const built = mkdtempSync(path.join(tmpdir(), 'cloudprem-interface-'))
  process.once('exit', () => rmSync(built, {recursive: true, force: true}))
  const ownCore = path.join(machine.userPlace, 'node_modules/@cloudprem/core')

  before(async () => {
    for (const name of ['@cloudprem/core', '@cloudprem/plugin-dex'])
      repack(tarballs.find((each) => each.name === name).file, built, {version: versions.other, interfaceNumber: OTHER_INTERFACE})
    const {exitCode, all} = await machine.npm('install', '--global', '--prefix', machine.prefix, '@cloudprem/cli')
    assert.equal(exitCode, 0, all)
    const good = await machine.cloudprem(['plugins', 'install', 'values'])
    assert.equal(good.exitCode, 0, good.all)
    const made = await machine.cloudprem(['values', 'init', '--domain', 'formance.example', '--tls-secret', 'tls'])
    assert.equal(made.exitCode, 0, made.all)
  })

  it('works with the core among its own dependencies', async () => {
    const installed = await machine.cloudprem(['plugins', 'install', '--from', built])
    const ran = await machine.cloudprem(['dex', 'render'])
    const json = await machine.cloudprem(['dex', 'render', '--json'])
    const wrong = await machine.cloudprem(['dex', 'render', '--no-such-flag'])

    assert.equal(installed.exitCode, 0, installed.all)
    assert.ok(existsSync(ownCore))
    assert.equal(ran.exitCode, 0, ran.all)
    assert.equal(ran.stderr.includes('left out'), false, ran.stderr)
    assert.equal(typeof JSON.parse(json.stdout), 'object')
    assert.equal(wrong.exitCode, 2, wrong.all)
    assert.match(wrong.stderr, /no-such-flag/)
  })

  it('is named without that core, with the command that mends it, and nothing else breaks', async () => {
    rmSync(ownCore, {recursive: true})

    const refused = await machine.cloudprem(['dex', 'render'])
    const other = await machine.cloudprem(['values', 'validate'])

    assert.notEqual(refused.exitCode, 0)
    assert.match(
      refused.stderr.replaceAll(/\s+/g, ' '),
      /plugin-dex is left out: .*built for interface 99.*cloudprem plugins install @cloudprem\/plugin-dex/,
    )
    assert.equal(other.exitCode, 0, other.all)
  })

  it('is mended by that command', async () => {
    const mended = await machine.cloudprem(['plugins', 'install', '@cloudprem/plugin-dex'])
    const ran = await machine.cloudprem(['dex', 'render'])

    assert.equal(mended.exitCode, 0, mended.all)
    assert.equal(ran.exitCode, 0, ran.all)
    assert.equal(ran.stderr.includes('left out'), false, ran.stderr)
  })
})
