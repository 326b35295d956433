import assert from 'node:assert/strict'
import {renderPairs, renderTable, wrapText} from '../../src/output/text.js'

describe('wrapText', () => {
  it('wraps at words, and keeps the indentation of a line', () => {
    assert.deepEqual(wrapText('    one two three four five', 24, 2), ['    one two three four', '      five'])
  })

  it('leaves a line that fits as it is', () => {
    assert.deepEqual(wrapText('  Hosts     membership', 80, 2), ['  Hosts     membership'])
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
