// What a user meets who types a command before its plugin is installed: run by scripts/test-install.mjs.
import assert from 'node:assert/strict'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {after, before, describe, it} from 'mocha'
import {Machine} from './machine.mjs'
import {packPackages} from './packages.mjs'
import {startRegistry} from './registry.mjs'

const node = process.env.TEST_INSTALL_NODE
const VALUES_INIT = ['values', 'init', '--domain', 'formance.example', '--tls-secret', 'tls']

const PLUGIN_OF_TOPIC = {
  values: '@cloudprem/plugin-values',
  dex: '@cloudprem/plugin-dex',
  helm: '@cloudprem/plugin-helm',
  org: '@cloudprem/plugin-organizations',
  db: '@cloudprem/plugin-db',
  sandbox: '@cloudprem/plugin-sandbox',
}

describe('a command before its plugin is installed', () => {
  const work = mkdtempSync(path.join(tmpdir(), 'cloudprem-just-in-time-'))
  process.once('exit', () => rmSync(work, {recursive: true, force: true}))
  let registry
  let host

  /** Another user of the same host, without any plugin. */
  const newUser = (npmrc = registry.npmrc) => new Machine({node, npmrc, prefix: host.prefix})

  before(async () => {
    mkdirSync(path.join(work, 'packed'))
    registry = await startRegistry(process.env.TEST_INSTALL_VERDACCIO, path.join(work, 'verdaccio'))
    host = new Machine({node, npmrc: registry.npmrc})
    for (const {file} of packPackages(path.join(work, 'packed'))) {
      const {exitCode, all} = await host.npm('publish', file, '--access', 'public')
      assert.equal(exitCode, 0, all)
    }
    const {exitCode, all} = await host.npm('install', '--global', '--prefix', host.prefix, '@cloudprem/cli')
    assert.equal(exitCode, 0, all)
  })

  after(() => registry?.stop())

  it('is answered without a terminal by the plugin, its size and the command that installs it, exit 3', async () => {
    const user = newUser()
    const {exitCode, stdout, stderr} = await user.cloudprem(VALUES_INIT)
    const json = await user.cloudprem([...VALUES_INIT, '--json'])

    assert.equal(exitCode, 3, stderr)
    assert.equal(stdout, '')
    assert.match(stderr, /"values init" comes with @cloudprem\/plugin-values[^]*about [\d.]+ MB/)
    assert.match(stderr, /Next {3}cloudprem plugins install @cloudprem\/plugin-values\n/)
    assert.equal(JSON.parse(json.stdout).error.hint, 'cloudprem plugins install @cloudprem/plugin-values')
    assert.equal(json.stderr, '')
    assert.deepEqual([existsSync(path.join(user.home, 'values.yaml')), existsSync(user.userPlace)], [false, false])
  })

  it('writes its values file after --yes, as a host does that had the plugin', async () => {
    const user = newUser()
    const accepted = await user.cloudprem([...VALUES_INIT, '--yes'])
    const had = newUser()
    const installed = await had.cloudprem(['plugins', 'install', 'values'])
    const expected = await had.cloudprem([...VALUES_INIT, '--yes'])

    assert.equal(installed.exitCode, 0, installed.all)
    assert.equal(expected.exitCode, 0, expected.all)
    assert.equal(accepted.exitCode, 0, accepted.all)
    assert.equal(withoutSecrets(accepted.stdout), withoutSecrets(expected.stdout))
    const [file, expectedFile] = [user, had].map(({home}) => path.join(home, 'values.yaml'))
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.equal(withoutSecrets(readFileSync(file, 'utf8')), withoutSecrets(readFileSync(expectedFile, 'utf8')))
    const valid = await user.cloudprem(['values', 'validate'])
    assert.equal(valid.exitCode, 0, valid.all)
  })

  it('shows its help after --yes, byte for byte that of a host that had the plugin', async () => {
    const user = newUser()
    const first = await user.cloudprem(['db', 'seed', '--help', '--yes'])
    const second = await user.cloudprem(['db', 'seed', '--help', '--yes'])

    assert.equal(first.exitCode, 0, first.all)
    assert.match(first.stderr, /Installing @cloudprem\/plugin-db/)
    assert.equal(first.stdout, second.stdout)
    assert.equal(second.stderr, '')
  })

  it('ends with the exit code of the command', async () => {
    const {exitCode, all} = await newUser().cloudprem(['db', 'check', '--yes'])

    assert.equal(exitCode, 2, all)
  })

  it('is not installed when CLOUDPREM_NO_JIT is set, --yes or not', async () => {
    const user = newUser()
    const {exitCode, stderr} = await user.cloudprem([...VALUES_INIT, '--yes'], {CLOUDPREM_NO_JIT: '1'})

    assert.equal(exitCode, 3)
    assert.match(stderr, /PLUGIN_NOT_INSTALLED[^]*cloudprem plugins install @cloudprem\/plugin-values/)
    assert.equal(existsSync(user.userPlace), false)
  })

  it('ends in one error when no registry answers, leaves nothing, and works when one does', async () => {
    const user = newUser('registry=http://127.0.0.1:1/\n')
    const offline = await user.cloudprem([...VALUES_INIT, '--yes'])
    const left = await user.cloudprem(['plugins', 'list', '--json'])
    const online = await user.cloudprem([...VALUES_INIT, '--yes'], {npm_config_registry: registry.uri})

    assert.equal(offline.exitCode, 5, offline.all)
    assert.equal(offline.stdout, '')
    assert.match(offline.stderr, /PLUGIN_INSTALL_FAILED[^]*ECONNREFUSED/)
    assert.equal(existsSync(path.join(user.home, 'node_modules')), false)
    assert.ok(
      JSON.parse(left.stdout).plugins.every(({status}) => status === 'available'),
      left.stdout,
    )
    assert.equal(online.exitCode, 0, online.all)
    assert.match(online.stdout, /values\.yaml/)
  })

  for (const [topic, name] of Object.entries(PLUGIN_OF_TOPIC)) {
    it(`says how large the plugin of ${topic} is, within half a megabyte or a tenth`, async () => {
      const user = newUser()
      const offered = await user.cloudprem([topic, '--json'])
      const {exitCode, all} = await user.cloudprem([topic, '--help', '--yes'])

      const {plugin, installedMb} = JSON.parse(offered.stdout).error.details
      const took = sizeMb(user.userPlace)
      assert.equal(plugin, name)
      assert.equal(exitCode, 0, all)
      // Libraries come in new versions.
      assert.ok(Math.abs(installedMb - took) <= Math.max(0.5, took / 10), `says ${installedMb}, takes ${took.toFixed(2)} MB`)
    })
  }
})

/** Generated secrets differ from run to run. */
function withoutSecrets(text) {
  return text
    .replaceAll(/\$2[aby]\$\d\d\$[\w./]{53}/g, 'HASH')
    .replaceAll(/-----BEGIN [A-Z ]+-----[^]+?-----END [A-Z ]+-----/g, 'KEY')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replaceAll(/[\w+/=-]{20,}/g, (word) => (/\d|[a-z][A-Z]/.test(word) ? 'SECRET' : word))
}

/** What all files below a folder take, in MB. */
function sizeMb(folder) {
  if (!existsSync(folder)) return 0
  const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile())
  return files.reduce((sum, {parentPath, name}) => sum + statSync(path.join(parentPath, name)).size, 0) / 1e6
}
