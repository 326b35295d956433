import assert from 'node:assert/strict'
import fc from 'fast-check'
import wrapAnsi from 'wrap-ansi'
import {renderPairs, renderTable, wrapText} from '../../src/output/text.js'

describe('wrapText', () => {
  it('wraps at words, and keeps the indentation of a line', () => {
    assert.deepEqual(wrapText('    one two three four five', 24, 2), ['    one two three four', '      five'])
  })

  it('leaves a line that fits as it is', () => {
    assert.deepEqual(wrapText('  Hosts     membership', 80, 2), ['  Hosts     membership'])
  })

  it('wraps plain text as the library does that knows styles and wide letters', () => {
    const words = fc.array(fc.string({unit: fc.constantFrom('a', '-', ' ', '~', 'Z'), maxLength: 30}), {maxLength: 12})
    fc.assert(
      fc.property(words, fc.integer({min: 20, max: 60}), (parts, columns) => {
        const text = `x${parts.join(' ')}`
        assert.equal(wrapText(text, columns).join('\n'), wrapAnsi(text, columns))
      }),
    )
  })

  it('counts the columns of wide letters', () => {
    assert.deepEqual(wrapText('\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57 \u6f22\u5b57\u6f22\u5b57\u6f22', 20), [
      '\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57',
      '\u6f22\u5b57\u6f22\u5b57\u6f22',
    ])
  })
})

describe('renderTable', () => {
  it('aligns columns and ends no line in blanks', () => {
    assert.deepEqual(
      renderTable(
        ['ID', 'NAME', 'X'],
        [
          ['a', 'Acme', ''],
          ['bbb', 'B', 'y'],
        ],
      ),
      ['ID   NAME  X', 'a    Acme', 'bbb  B     y'],
    )
  })

  it('is nothing without rows', () => {
    assert.deepEqual(renderTable(['ID'], []), [])
  })
})

describe('renderPairs', () => {
  it('leaves out what has no value, and indents further lines', () => {
    assert.deepEqual(
      renderPairs([
        ['a', 'x\ny'],
        ['long', 'z'],
        ['gone', undefined],
      ]),
      ['  a     x', '        y', '  long  z'],
    )
  })
})
