import assert from 'node:assert/strict'
import {parseValues, valueAt} from '@cloudprem/chart'
import {EditRefusal, setValue, unsetValue} from '@cloudprem/chart/edit'
import fc from 'fast-check'

/** Pieces that put together make every kind of file: good ones, odd ones, broken ones. */
const PIECES = [
  ...[
    'a:',
    'b:',
    ' a:',
    '  b:',
    '    c:',
    '"a":',
    "'b':",
    '? a',
    ': ',
    '- ',
    '  - ',
    '-',
    '\t',
    ' ',
    '\n',
    '\n',
    '\n',
    '\r\n',
    '\n\n',
  ],
  ...[
    ' 1',
    ' x',
    ' "y"',
    " 'z'",
    ' |\n',
    ' >-\n',
    ' |+\n',
    ' {',
    '}',
    ' [',
    ']',
    ',',
    ' {}',
    ' []',
    ' &x',
    ' *x',
    '<<: *x',
    ' !!str',
    ' # c',
    '\n# d',
    '---',
    '...',
    '%',
    '~',
  ],
]
const file = fc.array(fc.constantFrom(...PIECES), {maxLength: 14}).map((pieces) => pieces.join(''))
const path = fc.array(fc.constantFrom<string | number>('a', 'b', 'c', 0, 1), {minLength: 1, maxLength: 3})

/** What the edit gives out; undefined where it refuses. Nothing else may be thrown. */
function attempt(edit: () => string): string | undefined {
  try {
    return edit()
  } catch (error) {
    if (error instanceof EditRefusal) return undefined
    throw error
  }
}

describe('an edit of any text at all', () => {
  it('sets the value or refuses', () => {
    fc.assert(
      fc.property(file, path, (text, steps) => {
        const edited = attempt(() => setValue(text, steps, 'new'))
        if (edited !== undefined) assert.equal(valueAt(parseValues(edited).values, steps), 'new')
      }),
      {numRuns: 3000},
    )
  })

  it('removes the value or refuses', () => {
    fc.assert(
      fc.property(file, path, (text, steps) => {
        const edited = attempt(() => unsetValue(text, steps))
        // An item of a list makes room for the next one.
        if (edited !== undefined && typeof steps.at(-1) === 'string')
          assert.equal(valueAt(parseValues(edited).values, steps), undefined)
      }),
      {numRuns: 3000},
    )
  })
})
