import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {isCloudpremError} from '@cloudprem/core'
import {repositoryRoot} from '@cloudprem/testing'
import {KNOWN_PLUGINS} from '../../src/plugins/catalogue.js'
import {parsePluginName} from '../../src/plugins/plugin-name.js'
import {isInLine, versionLine} from '../../src/plugins/version-line.js'

describe('the catalogue of plugins', () => {
  it('knows every plugin with all its topics', () => {
    for (const folder of readdirSync(path.join(repositoryRoot, 'packages')).filter((name) => name.startsWith('plugin-'))) {
      const pjson = JSON.parse(readFileSync(path.join(repositoryRoot, 'packages', folder, 'package.json'), 'utf8')) as {
        name: string
        oclif: {topics: object}
      }
      const known = KNOWN_PLUGINS.find(({name}) => name === pjson.name)

      assert.ok(known, pjson.name)
      for (const topic of Object.keys(pjson.oclif.topics)) assert.ok(known.topics.includes(topic.split(':')[0] ?? ''), topic)
    }
  })

  it('takes a topic, a short name and the npm name for the same plugin', () => {
    assert.equal(parsePluginName('org'), '@cloudprem/plugin-organizations')
    assert.equal(parsePluginName('plugin-organizations'), '@cloudprem/plugin-organizations')
    assert.equal(parsePluginName('@cloudprem/plugin-organizations'), '@cloudprem/plugin-organizations')
  })

  for (const typed of ['dbx', '../db', '--global', '@evil/plugin-db', 'db@latest', 'https://example.com/x.tgz', '']) {
    it(`refuses ${JSON.stringify(typed)} before npm sees it`, () => {
      assert.throws(
        () => parsePluginName(typed),
        (error) => isCloudpremError(error) && error.code === 'PLUGIN_UNKNOWN' && error.exitCode === 2,
      )
    })
  }

  it("pins a plugin to the host's line of versions, a pre-release to itself", () => {
    assert.equal(versionLine('0.1.7'), '0.1')
    assert.equal(versionLine('2.3.4'), '2')
    assert.equal(versionLine('0.2.0-rc.1'), '0.2.0-rc.1')
    assert.equal(isInLine('0.1.0', '0.1.9'), true)
    assert.equal(isInLine('0.2.0', '0.1.9'), false)
    assert.equal(isInLine('1.0.0', '0.1.9'), false)
  })
})
