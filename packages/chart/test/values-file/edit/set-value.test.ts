import assert from 'node:assert/strict'
import {setValue} from '../../../src/values-file/edit/index.js'
import {parseValues, setAt, valueAt, type Values} from '../../../src/index.js'

const cases: [title: string, before: string, path: string, value: unknown, after: string][] = [
  ['a scalar', 'a: 1 # one\nb: 2\n', 'a', 'x', 'a: x # one\nb: 2\n'],
  ['a quoted scalar', "a: 'one'   # one\n", 'a', 'true', "a: 'true'   # one\n"],
  ['an empty value', 'a:\n  b:   # why\n  c: 1\n', 'a.b', 5, 'a:\n  b: 5   # why\n  c: 1\n'],
  [
    'an empty list with a comment below',
    'tls: []\n  # - secretName: X\nb: 1\n',
    'tls',
    [{s: 'x'}],
    'tls:\n  - s: x\n  # - secretName: X\nb: 1\n',
  ],
  ['a list', 'l:\n  - a # first\n  - b\n\n# next\nb: 1\n', 'l', ['c'], 'l:\n  - c\n\n# next\nb: 1\n'],
  ['a list at the indent of its key', 'l:\n- a\n- b\nb: 1\n', 'l', ['c'], 'l:\n- c\nb: 1\n'],
  ['a new key', 'a:\n  b: 1 # one\n\nc: 2\n', 'a.d', 'x', 'a:\n  b: 1 # one\n  d: x\n\nc: 2\n'],
  ['a new branch', 'a:\n    b: 1\nc: 2', 'a.d.e', 'x', 'a:\n    b: 1\n    d:\n        e: x\nc: 2'],
  ['a new key at the top', '# head\na: 1\n', 'b.c', true, '# head\na: 1\nb:\n  c: true\n'],
  ['an empty map', 'a: {} # none\nb: 1\n', 'a.c', 1, 'a: # none\n  c: 1\nb: 1\n'],
  ['a flow map', 'a: {b: 1, c: 2} # two\n', 'a.d.e', 'x', 'a: {b: 1, c: 2, d: {e: x}} # two\n'],
  ['line ends of Windows', 'a:\r\n  b: 1\r\nc: 2\r\n', 'a.d', [1], 'a:\r\n  b: 1\r\n  d:\r\n    - 1\r\nc: 2\r\n'],
  ['a block scalar', 'a: |\n  one\n  two\nb: 1\n', 'a', 'x', 'a: x\nb: 1\n'],
  ['after a block scalar', 'm:\n  a: |\n    one\nb: 1\n', 'm.c', 'x', 'm:\n  a: |\n    one\n  c: x\nb: 1\n'],
  ['an empty file', '', 'a.b', 1, 'a:\n  b: 1\n'],
  ['a file of comments', '# nothing yet\n', 'a', 1, '# nothing yet\na: 1\n'],
]

describe('a value set in the text of a file', () => {
  for (const [title, before, path, value, after] of cases) {
    it(`leaves every other byte: ${title}`, () => {
      const text = setValue(before, path.split('.'), value)
      assert.equal(text, after)
      const expected: Values = parseValues(before).values ?? {}
      setAt(expected, path, value)
      assert.deepEqual(parseValues(text).values, expected)
      assert.deepEqual(valueAt(parseValues(text).values, path), value)
    })
  }

  it('refuses to change what an alias points to', () => {
    assert.throws(() => setValue('x: &x {a: 1}\ny: *x\n', ['y', 'a'], 2), /alias/)
  })
})
