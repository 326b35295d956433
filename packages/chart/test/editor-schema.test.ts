import assert from 'node:assert/strict'
import {chartFacts, editorSchema, KNOWN_MAJORS, parsePath, type EditorSchema} from '../src/index.js'

function at(schema: EditorSchema, path: string): EditorSchema | undefined {
  return parsePath(path).reduce<EditorSchema | undefined>((place, step) => place?.properties?.[step], schema)
}

describe('the schema for editors', () => {
  for (const major of KNOWN_MAJORS) {
    const schema = editorSchema(major)

    it(`explains every setting and secret of ${major}.x, with its type`, () => {
      for (const {path} of [...chartFacts(major).settings, ...chartFacts(major).secrets]) {
        assert.ok(at(schema, path)?.description, path)
        assert.ok(at(schema, path)?.type, path)
      }
    })

    it(`strikes through every key that no template of ${major}.x reads`, () => {
      for (const {path} of chartFacts(major).deadKeys) assert.match(at(schema, path)?.deprecationMessage ?? '', /No template/)
    })

    it(`refuses no key of ${major}.x, as Helm does not`, () => {
      assert.doesNotMatch(JSON.stringify(schema), /"additionalProperties":false|"required"|"enum"/)
    })
  }

  it('offers no global below a child chart, where it would be ignored', () => {
    assert.equal(at(editorSchema(4), 'membership.global'), undefined)
    assert.ok(at(editorSchema(4), 'global.licence.token'))
  })

  it('has the types of the published schemas', () => {
    assert.equal(at(editorSchema(4), 'membership.config.migration.ttlSecondsAfterFinished')?.type, 'string')
    assert.equal(at(editorSchema(4), 'portal.replicas')?.type, 'integer')
  })
})
