import assert from 'node:assert/strict'
import {fixFiles} from '../../src/validate/fix-files.js'

describe('values validate --fix', () => {
  it('counts a change once that two rules ask for', () => {
    const text = 'portal:\n  image:\n    tag: 12345678901234567890\n'
    const {files, changes} = fixFiles([{name: 'mine.yaml', text}], {chartVersion: '4.10.2'})
    assert.equal(files[0]?.text, text.replace(/\d{20}/, '"$&"'))
    assert.deepEqual([...changes], [['mine.yaml', 1]])
  })
})
