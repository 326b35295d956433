import assert from 'node:assert/strict'
import fc from 'fast-check'
import {dump} from 'js-yaml'
import {renderPlainYaml} from '../../src/init/plain-yaml.js'

const word = fc.string({
  unit: fc.constantFrom('a', 'B', 'y', 'n', 'o', 'e', '1', '0', '.', '/', ':', '@', '-', '_', '#', ' '),
  maxLength: 8,
})
const scalar = fc.oneof(
  word,
  fc.constantFrom('yes', 'Off', 'NULL', 'https://a.b/c', 'a:'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
)
const {node} = fc.letrec<{node: unknown}>((tie) => ({
  node: fc.oneof(
    {maxDepth: 4},
    scalar,
    fc.array(tie('node'), {maxLength: 3}),
    fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,5}$/), tie('node'), {maxKeys: 4}),
  ),
}))

describe('renderPlainYaml', () => {
  it('writes what js-yaml writes, or leaves it to js-yaml', () => {
    let written = 0
    fc.assert(
      fc.property(node, (inner) => {
        const text = renderPlainYaml({top: inner})
        if (text === undefined) return
        written += 1
        assert.equal(text, dump({top: inner}, {lineWidth: -1}))
      }),
      {numRuns: 3000},
    )
    assert.ok(written > 100, `only ${written} were written`)
  })

  it('writes the shapes of a values file itself', () => {
    const values = {membership: {hosts: [{name: 'a', port: 1}, 'b'], isOn: true, deep: {id: 'https://id.example'}}}
    assert.equal(renderPlainYaml(values), dump(values, {lineWidth: -1}))
  })

  for (const value of ['', 'no', 'a: b', 'a #b', '1.5', '- a', 'two words', 'a:', '2026-11-24', '~', null, 1.5, {}, []]) {
    it(`leaves ${JSON.stringify(value)} to js-yaml`, () => assert.equal(renderPlainYaml({value}), undefined))
  }
})
