import {checkValuesFiles, ruleTexts} from '@cloudprem/chart'
import Ajv from 'ajv'
import {strict as assert} from 'node:assert'
import {createRequire} from 'node:module'
import {renderSarif} from '../../src/validate/render-sarif.js'

// Published by OASIS (sarif-2.1.0-rtm.5), as @microsoft/jest-sarif 1.0.0-beta.0 carries it.
const require = createRequire(import.meta.url)
const schema = require('./support/sarif-2.1.0.schema.json') as object

interface Log {
  runs: {
    tool: {driver: {rules: {id: string; helpUri?: string; fullDescription: {text: string}; help: {markdown: string}}[]}}
    results: {
      ruleId: string
      suppressions?: object[]
      fixes?: {
        artifactChanges: {replacements: {deletedRegion: {charOffset: number; charLength: number}; insertedContent: object}[]}[]
      }[]
      locations: {physicalLocation: {artifactLocation: {uri: string}}}[]
    }[]
  }[]
}

const TEXT = 'global:\n  serviceHost: https://Formance.example/ \ndex: {} # cloudprem-ignore dead-key kept for an old script\n'

function sarif(file: string, pjson: object = {}): Log['runs'][number] {
  const {findings, ignored} = checkValuesFiles([{name: file, text: TEXT}])
  const [run] = (renderSarif(findings, ignored, {version: '1.2.3', pjson}) as Log).runs
  assert.ok(run)
  return run
}

describe('a SARIF log', () => {
  it('is what the published schema of SARIF 2.1.0 demands, links and repairs included', () => {
    const ajv = new Ajv({schemaId: 'id', meta: false})
    ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json') as object, 'http://json-schema.org/draft-04/schema#')
    const isLog = ajv.compile(schema)
    const {findings, ignored} = checkValuesFiles([{name: 'my values/values.yaml', text: TEXT}])
    const repository = {type: 'git', url: 'git+https://code.example/acme/cloudprem.git'}
    for (const pjson of [{}, {repository}]) {
      const log: unknown = JSON.parse(JSON.stringify(renderSarif(findings, ignored, {version: '1.2.3', pjson})))
      assert.ok(isLog(log), ajv.errorsText(isLog.errors))
    }
    assert.equal(isLog({version: '2.1.0', runs: [{results: []}]}), false, 'the schema refuses nothing')
  })

  it('describes every rule: what it demands, why, and how to accept a finding', () => {
    const {rules} = sarif('values.yaml').tool.driver
    assert.deepEqual(
      rules.map(({id}) => id),
      ruleTexts.map(({id}) => id),
    )
    for (const [index, {why}] of ruleTexts.entries()) {
      assert.equal(rules[index]?.fullDescription.text, why)
      assert.match(rules[index]?.help.markdown ?? '', /\*\*Why:\*\* .+cloudprem-ignore/s)
    }
  })

  it('links to the page of each rule in the repository that the release names, and nowhere before', () => {
    const repository = {url: 'git+https://code.example/acme/cloudprem.git'}
    const link = sarif('values.yaml', {repository}).tool.driver.rules.find(({id}) => id === 'tls-missing')?.helpUri
    assert.equal(link, 'https://code.example/acme/cloudprem/blob/HEAD/docs/rules/tls-missing.md')
    assert.ok(sarif('values.yaml').tool.driver.rules.every(({helpUri}) => helpUri === undefined))
  })

  it('carries what --fix would do, at offsets of the text', () => {
    const {fixes} = sarif('values.yaml').results.find(({ruleId}) => ruleId === 'service-host') ?? {}
    const {deletedRegion, insertedContent} = fixes?.[0]?.artifactChanges[0]?.replacements[0] ?? {}
    assert.ok(deletedRegion)
    const {charOffset, charLength} = deletedRegion
    assert.equal(TEXT.slice(charOffset, charOffset + charLength), 'https://Formance.example/')
    assert.deepEqual(insertedContent, {text: 'formance.example'})
  })

  it('lists what a comment answers for as suppressed', () => {
    const suppressed = sarif('values.yaml').results.filter(({suppressions}) => suppressions)
    assert.deepEqual(suppressed.map(({ruleId}) => ruleId), ['dead-key']) // prettier-ignore
  })

  it('names files as URIs: relative ones as they are, absolute ones with their scheme', () => {
    const uri = (file: string) => sarif(file).results[0]?.locations[0]?.physicalLocation.artifactLocation.uri
    assert.equal(uri('deploy/my values.yaml'), 'deploy/my%20values.yaml')
    assert.equal(uri('/srv/values.yaml'), 'file:///srv/values.yaml')
  })
})
