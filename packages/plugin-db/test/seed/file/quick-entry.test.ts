import fc from 'fast-check'
import assert from 'node:assert/strict'
import {Findings} from '../../../src/seed/file/findings.js'
import {readJsonQuickly, readQuickly} from '../../../src/seed/file/quick-entry.js'
import {readItem} from '../../../src/seed/file/yaml-entry.js'

/** Characters and words that mean something to YAML somewhere, and others. */
const pieces = fc.array(
  fc.constantFrom(
    ...[
      'a',
      'Z',
      '0',
      '7',
      '.',
      '-',
      '_',
      ' ',
      ':',
      '/',
      '#',
      '"',
      "'",
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      '&',
      '*',
      '!',
      '|',
      '>',
      '%',
    ],
    ...[
      '@',
      '`',
      '?',
      '~',
      '\t',
      'é',
      '中',
      '\u00a0',
      '\u0085',
      '\u2028',
      '🏦',
      'true',
      'null',
      'No',
      '1e3',
      '0x1F',
      '0o7',
      '.inf',
    ],
    ...['2024-01-01', 'https://', ': ', ' #', '- ', '\\u0041'],
  ),
  {maxLength: 6},
)
const value = fc.oneof(
  pieces.map((each) => each.join('')),
  pieces.map((each) => `"${each.join('')}"`),
)
const key = fc.constantFrom('id', 'name', 'region', 'null', 'a')
const indent = fc.constantFrom('', '  ', '    ')

describe('the quick reading of an entry', () => {
  it('has no other opinion than a YAML parser', () => {
    let read = 0
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value), {minLength: 1, maxLength: 3}), indent, (fields, margin) => {
        const lines = fields.map(([name, text], index) => `${margin}${index === 0 ? '- ' : '  '}${name}: ${text}`)
        const quick = readQuickly('stacks', lines, 7)
        if (!quick) return
        read += 1
        const findings = new Findings('seed.yaml')
        const [entry] = readItem('stacks', {text: lines.join('\n'), line: 7}, findings)
        assert.ok(findings.isEmpty, lines.join('\n'))
        assert.deepEqual(quick.fields, entry?.fields)
        for (const name of Object.keys(quick.fields)) assert.deepEqual(quick.placeOf(name), entry?.placeOf(name))
        assert.deepEqual(quick.placeOf(), entry?.placeOf())
      }),
      {numRuns: 5000},
    )
    assert.ok(read > 500, `only ${read} were read`)
  })

  it('has none on an entry that is JSON either', () => {
    let read = 0
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            key,
            fc.oneof(
              fc.string({unit: 'grapheme'}),
              pieces.map((each) => each.join('')),
            ),
          ),
          {minLength: 1, maxLength: 3},
        ),
        (fields) => {
          const text = `  - {${fields.map(([name, each]) => `${JSON.stringify(name)}: ${JSON.stringify(each)}`).join(', ')}}`
          const quick = readJsonQuickly('stacks', text, 7)
          if (!quick) return
          read += 1
          const findings = new Findings('seed.yaml')
          const [entry] = readItem('stacks', {text, line: 7}, findings)
          assert.ok(findings.isEmpty, text)
          assert.deepEqual(quick.fields, entry?.fields)
        },
      ),
      {numRuns: 3000},
    )
    assert.ok(read > 500, `only ${read} were read`)
  })

  it('leaves what is there twice to the parser, which refuses it', () => {
    assert.equal(readQuickly('stacks', ['- id: a', '  id: b'], 1), undefined)
    assert.equal(readJsonQuickly('stacks', '- {"id": "a", "id": "b"}', 1), undefined)
  })
})
