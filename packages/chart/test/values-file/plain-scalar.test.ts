import assert from 'node:assert/strict'
import fc from 'fast-check'
import {helmSchema} from '../../src/values-file/helm-schema.js'
import {isPlainString, readPlainScalar} from '../../src/values-file/plain-scalar.js'

const words = fc.string({unit: fc.constantFrom(...'0123456789abexoInfNyY.-+_~ <'), maxLength: 7})
const special = fc.constantFrom(
  '',
  '~',
  'Null',
  'on',
  'OFF',
  '012',
  '0o17',
  '0x1F',
  '0b101',
  '1_000',
  '1e400',
  '-.inf',
  '.nan',
  '<<',
)

describe('a plain scalar', () => {
  it('is what the schema makes of it that values files are read with', () => {
    fc.assert(
      fc.property(fc.oneof(special, words), (text) => {
        assert.deepEqual(readPlainScalar(text), helmSchema.resolveImplicitScalarTag(text).value)
      }),
      {numRuns: 5000},
    )
  })

  it('is text where Helm reads text: dates, base 60, numbers that are none', () => {
    for (const text of ['2026-11-29', '1:30', '1e400', '_1', '0o8', '1.2.3', 'yess']) assert.equal(readPlainScalar(text), text)
    for (const text of ['n', '0o17', '1_000', '.5', '~']) assert.equal(isPlainString(text), false, text)
  })
})
