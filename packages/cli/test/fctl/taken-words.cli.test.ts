import assert from 'node:assert/strict'
import {readFileSync, renameSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {InstalledHost} from '../installed-host.js'

/** A plugin of somebody that has `stack delete`: that of dex under other names. */
function addPluginOfStack(host: InstalledHost): void {
  const folder = path.join(path.dirname(host.addBeside('plugin-dex')), 'plugin-stack')
  renameSync(path.join(path.dirname(folder), 'plugin-dex'), folder)
  edit(path.join(folder, 'package.json'), (pjson) => ({...pjson, name: '@cloudprem/plugin-stack'}))
  edit(path.join(folder, 'oclif.manifest.json'), (manifest) => {
    const [first] = Object.values(manifest['commands'] as Record<string, object>)
    const command = {...first, id: 'stack:delete', summary: 'Delete the resources.', aliases: [], hiddenAliases: [], examples: []}
    return {...manifest, commands: {'stack:delete': command}}
  })
}

function edit(file: string, change: (content: Record<string, unknown>) => object): void {
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)))
}

describe('a word that fctl and an installed plugin both have', function () {
  this.timeout(60_000)
  const host = new InstalledHost()
  const summary = async (...line: string[]) => {
    const {exitCode, stdout, stderr} = await host.run([...line, '--help'])
    assert.equal(exitCode, 0, stderr)
    return stdout.split('\n')[0]
  }

  before(() => host.addBeside('plugin-organizations'))

  it("is fctl's as long as no plugin has it", async () => {
    assert.match((await summary('stack', 'delete')) ?? '', /^Delete a stack/)
  })

  describe('once the plugin is there', () => {
    before(() => addPluginOfStack(host))

    // Twice: the second time from the record of the first.
    for (const time of ['first', 'second']) {
      it(`is the plugin's, the ${time} time`, async () => {
        assert.equal(await summary('stack', 'delete'), 'Delete the resources.')
        assert.match((await host.run(['stack', '--help'])).stdout, /stack delete/)
      })

      it(`leaves fctl its other words, and Membership its own, the ${time} time`, async () => {
        assert.match((await summary('stacks', 'delete')) ?? '', /^Delete a stack/)
        assert.match((await summary('stack', 'list')) ?? '', /^List the stacks/)
        assert.equal((await host.run(['stack', 'list'])).exitCode, 3)
      })
    }
  })
})
