import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {runCli, temporaryFolder} from '@cloudprem/testing'
import type {WhichResult} from '../../src/commands/which.js'

describe('cloudprem which', function () {
  this.timeout(30_000)
  const home = temporaryFolder()
  const which = async (...words: string[]) => (await runCli(['which', ...words, '--json'], {home})).json() as WhichResult

  it('names the plugin of a command and the file that carries it', async () => {
    const [found, ...more] = (await which('db', 'seed')).commands

    assert.deepEqual(more, [])
    assert.equal(found?.plugin, '@cloudprem/plugin-db')
    assert.match(found.file, /plugin-db.dist.commands.db.seed\.cjs$/)
    assert.ok(existsSync(found.file))
  })

  it('follows an alias to the command', async () => {
    assert.equal((await which('organizations', 'list')).commands[0]?.command, 'cloudprem org list')
  })

  it('lists all commands of a topic', async () => {
    const {stdout} = await runCli(['which', 'profiles'], {home})

    for (const name of ['list', 'set', 'show', 'use']) assert.match(stdout, new RegExp(`^cloudprem profiles ${name}$`, 'm'))
    assert.match(stdout, /@cloudprem\/cli \d/)
  })

  it('says so when no plugin has the command', async () => {
    const {exitCode, stdout} = await runCli(['which', 'nothing', 'here', '--json'], {home})

    assert.equal(exitCode, 2)
    assert.equal((JSON.parse(stdout) as {error: {code: string}}).error.code, 'USAGE_COMMAND_UNKNOWN')
  })
})
