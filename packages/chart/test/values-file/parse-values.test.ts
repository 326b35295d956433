import assert from 'node:assert/strict'
import {checkValues, parsePath, parseValues} from '@cloudprem/chart'

const read = (text: string) => parseValues(`v: ${text}\n`).values?.['v']
const rulesOf = (text: string) => parseValues(text).findings.map(({rule}) => rule)
const judgedRules = (text: string) => checkValues(text).findings.map(({rule}) => rule)

describe('reading a values file as helm does', () => {
  // Seen with Helm 4.1.4: {{ .Values | toJson }}
  const scalars: [text: string, value: unknown][] = [
    ['yes', true],
    ['on', true],
    ['y', true],
    ['No', false],
    ['0755', 493],
    ['0o17', 15],
    ['0b101', 5],
    ['0x1F', 31],
    ['1_000', 1000],
    ['1__0', 10],
    ['_1', '_1'],
    ['-0755', -493],
    ['08', 8],
    ['0x', '0x'],
    ['nO', 'nO'],
    ['-12', -12],
    ['2024-01-01', '2024-01-01'],
    ['12:30:45', '12:30:45'],
    ['1e3', 1000],
    ['0.5', 0.5],
    ['0999', 999],
    ['~', null],
    ["'yes'", 'yes'],
    ['"0755"', '0755'],
    ['4.10.2', '4.10.2'],
  ]
  for (const [text, value] of scalars) {
    it(`reads ${text} as ${JSON.stringify(value)}`, () => assert.deepEqual(read(text), value))
  }

  it('follows anchors and merge keys', () => {
    assert.deepEqual(parseValues('a: &x {k: 1}\nb: {<<: *x, l: 2}\n').values, {a: {k: 1}, b: {k: 1, l: 2}})
  })

  it('takes an empty file as no values', () => assert.deepEqual(parseValues('').values, {}))

  it('passes over a byte order mark and CRLF', () => {
    assert.deepEqual(parseValues('\uFEFFa: 1\r\nb:\r\n  c: x\r\n').values, {a: 1, b: {c: 'x'}})
  })

  it('keeps the last of two equal keys, and tells where both stand', () => {
    const {values, findings} = parseValues('global:\n  a: 1\nglobal:\n  b: 2\n')
    assert.deepEqual(values, {global: {b: 2}})
    assert.equal(findings.length, 1)
    assert.deepEqual({rule: findings[0]?.rule, line: findings[0]?.line}, {rule: 'yaml-duplicate-key', line: 3})
    assert.match(findings[0]?.message ?? '', /line 1/)
  })

  it('reads the first document only, and tells of the second', () => {
    const {values, findings} = parseValues('a: 1\n---\nb: 2\n')
    assert.deepEqual(values, {a: 1})
    assert.deepEqual(
      findings.map(({rule, line}) => [rule, line]),
      [['yaml-second-document', 3]],
    )
  })

  it('takes --- at the top as what it is', () => assert.deepEqual(rulesOf('---\na: 1\n'), []))

  it('refuses tabs, lists and broken text, with the line', () => {
    assert.deepEqual(rulesOf('a:\n\tb: 1\n'), ['yaml-unparsable'])
    assert.deepEqual(rulesOf('- a\n'), ['yaml-not-a-mapping'])
    assert.deepEqual(rulesOf('just text\n'), ['yaml-not-a-mapping'])
    assert.equal(parseValues('a: 1\nb: }\n').findings[0]?.line, 2)
    assert.equal(checkValues('a: {b\n').errors, 1)
  })

  it('refuses an alias without an anchor, as in the guide of 2024', () => {
    assert.deepEqual(rulesOf('a: *ingress.tlsSecretName\n'), ['yaml-unparsable'])
  })

  it('does not let a file reach the prototype of objects', () => {
    const {values} = parseValues('__proto__: {polluted: true}\nconstructor: 1\n')
    assert.equal(({} as {polluted?: boolean}).polluted, undefined)
    assert.equal(values && Object.getPrototypeOf(values), Object.prototype)
  })

  it('tells of bare booleans, octal numbers and lost digits', () => {
    assert.ok(judgedRules('x-a: yes\n').includes('yaml-bare-boolean'))
    assert.ok(!judgedRules('x-a: "yes"\n').includes('yaml-bare-boolean'))
    assert.ok(judgedRules('x-a: 0123\n').includes('yaml-octal-number'))
    assert.ok(!judgedRules('x-a: 0\n').includes('yaml-octal-number'))
    assert.ok(judgedRules('x-a: 12345678901234567890\n').includes('yaml-lost-digits'))
    assert.ok(!judgedRules('x-a: 1234567890\n').includes('yaml-lost-digits'))
  })
})

describe('places in a values file', () => {
  const text = 'a:\n  b: "x"\n  list:\n    - name: one\n    - name: two\nquoted:\n  "a.b/c": true\n'
  const file = parseValues(text)
  const at = (path: string) => file.locate(parsePath(path))

  it('finds keys by line and column', () => {
    assert.deepEqual(at('a.b'), {line: 2, column: 3})
    assert.deepEqual(at('a.list[1].name'), {line: 5, column: 7})
    assert.deepEqual(at('quoted["a.b/c"]'), {line: 7, column: 3})
  })

  it('points at what surrounds a key that is absent', () => assert.deepEqual(at('a.list[1].value.deep'), {line: 5, column: 7}))

  it('counts columns in UTF-16 units, after astral characters too', () => {
    assert.deepEqual(parseValues('a: {"😀": 1, b: 2}').locate(['a', 'b']), {line: 1, column: 14})
  })

  it('knows the path of a piece of text, but not of keys and comments', () => {
    assert.deepEqual(file.pathAt(text.indexOf('two')), ['a', 'list', 1, 'name'])
    assert.equal(file.pathAt(text.indexOf('name')), undefined)
  })
})

describe('a file in another encoding', () => {
  it('is told apart from broken YAML: UTF-16, as a Windows shell writes it', () => {
    const text = Buffer.from('\uFEFFglobal:\n  serviceHost: acme.test\n', 'utf16le').toString('utf8')
    const [found, ...others] = parseValues(text).findings
    assert.deepEqual([found?.rule, found?.line, found?.fix], ['yaml-not-utf8', 1, 'save it as UTF-8'])
    assert.deepEqual(others, [])
  })

  it('is refused where its first byte is that is not UTF-8', () => {
    const text = Buffer.from('a: b\nc: caf\xe9\n', 'latin1').toString('utf8')
    const [found] = parseValues(text).findings
    assert.deepEqual([found?.rule, found?.line, found?.column], ['yaml-not-utf8', 2, 7])
  })
})
