import assert from 'node:assert/strict'
import {parseValues, valueAt} from '@cloudprem/chart'
import {formatSettingPath, parseSettingPath, setValue, unsetValue} from '@cloudprem/chart/edit'
import fc from 'fast-check'

const text = fc.oneof(
  fc.string({unit: 'grapheme', maxLength: 12}),
  fc.constantFrom(
    'yes',
    '0755',
    '~',
    'null',
    '1_000',
    ' #',
    ': ',
    '- ',
    "it's",
    '"',
    '\\',
    'a\nb\n',
    '\t',
    '{{ x }}',
    '<<',
    '%',
    '@',
    '2024-01-01',
    '\ufffd',
    'a\n\ufffd\n',
  ),
)
const key = fc.oneof(fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9.-]{0,8}$/), text).filter((name) => name !== '<<')
const scalar = fc.oneof(
  text,
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.double({noNaN: true}).map((number) => number + 0),
)
const {value} = fc.letrec<{value: unknown}>((tie) => ({
  value: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    scalar,
    fc.array(tie('value'), {maxLength: 4}),
    fc.dictionary(key, tie('value'), {maxKeys: 4, noNullPrototype: true}),
  ),
}))

const FILES: readonly string[] = [
  '',
  '# a header\n\n',
  'global:\n    serviceHost: x # host\n\n    # later\n    # nats: {}\nmembership:\n    dex: {enabled: true, list: [1, 2]}\n    text: |\n        one\n\n',
  'global: {}\r\nlist:\r\n- a\r\n- b: 1\r\n  c: "2"\r\n# end',
  '\ufeff{"json": {"a": [1, {"b": null}]}}',
]
/** Something to set that is there, is not yet, or lies in what is not. */
const PATHS: readonly (readonly (string | number)[])[] = [
  ['global'],
  ['global', 'serviceHost'],
  ['new'],
  ['list'],
  ['a', 'b', 'c'],
]

const at = (file: string, path: readonly (string | number)[]) => valueAt(parseValues(file.replace('\ufeff', '')).values, path)

describe('any value', () => {
  it('survives set → get, in every kind of file', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILES), fc.constantFrom(...PATHS), value, (file, path, wanted) => {
        assert.deepEqual(at(setValue(file, path, wanted), path), wanted)
      }),
      {numRuns: 1500},
    )
  })

  it('survives set → set of something else → get', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILES), fc.constantFrom(...PATHS), value, value, (file, path, first, second) => {
        assert.deepEqual(at(setValue(setValue(file, path, first), path, second), path), second)
      }),
      {numRuns: 1000},
    )
  })

  it('is gone after unset, and what is left is what was there before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILES), key, value, (file, name, wanted) => {
        fc.pre(at(file, [name]) === undefined)
        const edited = setValue(file, [name], wanted)
        assert.deepEqual(at(unsetValue(edited, [name]), []), at(file, []))
      }),
      {numRuns: 500},
    )
  })
})

describe('any path', () => {
  it('is read back from how it is shown', () => {
    fc.assert(
      fc.property(key, fc.array(fc.oneof(key, fc.nat(999))), (first, rest) => {
        assert.deepEqual(parseSettingPath(formatSettingPath([first, ...rest])), [first, ...rest])
      }),
    )
  })

  it('of a mapping can be set to any value, and no other value moves', () => {
    const pick = fc.nat()
    fc.assert(
      fc.property(
        fc.dictionary(key, value, {minKeys: 1, maxKeys: 5, noNullPrototype: true}),
        pick,
        scalar,
        (values, seed, wanted) => {
          const file = Object.entries(values).reduce((text, [name, each]) => setValue(text, [name], each), '# file\n')
          const names = Object.keys(values)
          const name = names[seed % names.length] ?? ''
          // setValue itself would refuse to give out a text in which another value moved.
          assert.deepEqual(at(setValue(file, [name], wanted), []), {...values, [name]: wanted})
        },
      ),
    )
  })
})
