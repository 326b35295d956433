import assert from 'node:assert/strict'
import {parseValues, valueAt} from '@cloudprem/chart'
import {EditRefusal, parseSettingPath, setValue, unsetValue} from '@cloudprem/chart/edit'

const set = (text: string, path: string, value: unknown) => setValue(text, parseSettingPath(path), value)
const unset = (text: string, path: string) => unsetValue(text, parseSettingPath(path))

/** Lines that are in one text and not at their place in the other. */
function changedLines(before: string, after: string): {removed: string[]; added: string[]} {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++
  let end = 0
  while (end < Math.min(old.length, fresh.length) - start && old.at(-1 - end) === fresh.at(-1 - end)) end++
  return {removed: old.slice(start, old.length - end), added: fresh.slice(start, fresh.length - end)}
}

/** A values file of 600 lines and more with all that people write into one. */
function longFile(): string {
  const sections = Array.from({length: 60}, (_, index) => [
    `# -- section ${index}, see https://docs.example/${index}#x`,
    `section${index}:   # trailing`,
    `    quoted: 'it''s ${index}'`,
    `    "double":    "a\\tb"`,
    '',
    '    # a comment of its own',
    `    plain:   value-${index}      # aligned`,
    '    list:',
    '    - one   # first',
    '    - {flow: true,   other: [1,2]}',
    '    text: |',
    `      line ${index}`,
    '',
  ])
  return sections.flat().join('\n')
}

describe('setting a value', () => {
  it('changes one line of a 600-line commented file', () => {
    const text = longFile()
    assert.ok(text.split('\n').length > 600)
    assert.deepEqual(changedLines(text, set(text, 'section31.plain', 'new')), {
      removed: ['    plain:   value-31      # aligned'],
      added: ['    plain:   new      # aligned'],
    })
    assert.deepEqual(changedLines(text, set(text, 'section31.quoted', "what's new")).added, [`    quoted: 'what''s new'`])
    assert.deepEqual(changedLines(text, set(text, 'section31.double', 'x')).added, [`    "double":    "x"`])
    assert.deepEqual(changedLines(text, set(text, 'section31.list[0]', 'two')).added, ['    - two   # first'])
    assert.deepEqual(changedLines(text, set(text, 'section31.list[1].flow', false)).added, [
      '    - {flow: false,   other: [1,2]}',
    ])
    assert.deepEqual(changedLines(text, set(text, 'section31.fresh', 1)), {removed: [], added: ['    fresh: 1']})
  })

  it('keeps anchors, CRLF, a byte order mark, blank lines and a missing line end at the end', () => {
    const text = '\ufeffa: &x 1\r\n\r\n\r\nb: *x   # same\r\nc:\r\n   d: "1"'
    assert.equal(set(text, 'c.d', '2'), '\ufeffa: &x 1\r\n\r\n\r\nb: *x   # same\r\nc:\r\n   d: "2"')
    assert.equal(set(text, 'c.e', 2), '\ufeffa: &x 1\r\n\r\n\r\nb: *x   # same\r\nc:\r\n   d: "1"\r\n   e: 2')
    assert.equal(set(text, 'b', 2), '\ufeffa: &x 1\r\n\r\n\r\nb: 2   # same\r\nc:\r\n   d: "1"')
  })

  it('makes the maps and lists that are missing, indented as the file is', () => {
    const text = 'global:\n    serviceHost: x # host\n    # licence: none\n\nmembership:\n    list:\n    - a\n'
    assert.equal(
      set(text, 'global.licence.token', 'abc'),
      'global:\n    serviceHost: x # host\n    # licence: none\n    licence:\n        token: abc\n\nmembership:\n    list:\n    - a\n',
    )
    assert.equal(
      set(text, 'membership.dex.envVars[0].name', 'A'),
      'global:\n    serviceHost: x # host\n    # licence: none\n\nmembership:\n    list:\n    - a\n    dex:\n        envVars:\n        - name: A\n',
    )
    assert.equal(set(text, 'portal.replicas', 2), `${text}\nportal:\n    replicas: 2\n`)
  })

  it('fills what is empty: {}, [], a key without a value, a file of comments, no file at all', () => {
    assert.equal(set('a: {} # none yet\nb: 1\n', 'a.x', 'z'), 'a: # none yet\n  x: z\nb: 1\n')
    assert.equal(set('a: []\n', 'a[0].x', 'z'), 'a:\n  - x: z\n')
    assert.equal(set('a:\nb: 1\n', 'a.x', 'z'), 'a:\n  x: z\nb: 1\n')
    assert.equal(set('# only this\n', 'a.x', 'z'), '# only this\na:\n  x: z\n')
    assert.equal(set('', 'a', true), 'a: true\n')
    assert.equal(set('{}\n', 'a', true), 'a: true\n')
  })

  it('writes into braces where the file has braces, JSON too', () => {
    assert.equal(set('a: {b: 1, c: [x]} # c\n', 'a.d', 'e'), 'a: {b: 1, c: [x], d: e} # c\n')
    assert.equal(set('a: {b: 1, c: [x]}\n', 'a.c[1]', 'y z'), 'a: {b: 1, c: [x, "y z"]}\n')
    assert.equal(set('{\n  "a": 1\n}\n', 'b', 'x'), '{\n  "a": 1,\n  "b": "x"\n}\n')
  })

  it('quotes what helm would read as something else, in values and in keys', () => {
    for (const text of ['yes', '0755', '1e3', 'null', '', ' x', 'a: b', 'a #b', '*x', '{{ .Values.a }}', '12:30', '~', '-', '@x'])
      assert.equal(valueAt(parseValues(set('a: old\n', 'a', text)).values, 'a'), text, text)
    assert.equal(set('a:\n  b: 1\n', String.raw`a.nginx\.ingress/x`, 'true'), 'a:\n  b: 1\n  nginx.ingress/x: "true"\n')
    assert.equal(set('a:\n  b: 1\n', 'a."on"', 'x'), 'a:\n  b: 1\n  "on": x\n')
  })

  it('replaces text of several lines, maps and lists whole, and keeps the comment of the key', () => {
    const text = 'a: |\n  one\n  two\n\nb: # why\n  c: 1\n  d:\n    - 2\n# end\ne: 3\n'
    assert.equal(set(text, 'a', 'x'), 'a: x\n\nb: # why\n  c: 1\n  d:\n    - 2\n# end\ne: 3\n')
    assert.equal(set(text, 'a', 'x\ny\n'), 'a: |\n  x\n  y\n\nb: # why\n  c: 1\n  d:\n    - 2\n# end\ne: 3\n')
    assert.equal(set(text, 'b', 5), 'a: |\n  one\n  two\n\nb: 5 # why\n# end\ne: 3\n')
    assert.equal(set(text, 'b.d', {x: [1]}), 'a: |\n  one\n  two\n\nb: # why\n  c: 1\n  d:\n    x:\n      - 1\n# end\ne: 3\n')
  })

  it('lets text of several lines swallow no comment that follows', () => {
    assert.equal(set('a:\n  b: 1\n\n  # later\nc: 2\n', 'a', 'x\ny\n'), 'a: "x\\ny\\n"\n\n  # later\nc: 2\n')
  })

  it('changes what came by an alias or a merge key at this place alone', () => {
    const text = 'x: &x\n  k: 1\na:\n  <<: *x\n  l: 2\n'
    assert.equal(set(text, 'a.k', 3), 'x: &x\n  k: 1\na:\n  <<: *x\n  l: 2\n  k: 3\n')
  })

  const refused = (text: string, path: string, pattern: RegExp) =>
    assert.throws(
      () => set(text, path, 'new'),
      (error: unknown) => error instanceof EditRefusal && pattern.test(`${error.message} ${error.reason}`),
    )

  it('refuses, with the reason, what would change a second value too', () => {
    refused('x: &x\n  k: 1\na: *x\n', 'x.k', /x\.k cannot be changed alone.*&x/s)
    refused('x: &x\n  k: 1\na: *x\n', 'a.k', /alias.*\*x.*&x/s)
    refused('x: &x\n  k: {m: 1, n: 2}\na:\n  <<: *x\n', 'a.k.m', /cannot be changed alone/)
    refused('a: &x 1\nb: *x\n', 'a', /&x/)
  })

  it('refuses paths through a single value, into a list by name, and beyond the end of a list', () => {
    refused('a: text\n', 'a.b', /a single value stands where the path needs a map/)
    refused('a: [1]\n', 'a.b', /a list stands where the path needs a map/)
    refused('a: {b: 1}\n', 'a[0]', /a map stands where the path needs a list/)
    refused('a:\n  - 1\n', 'a[2]', /beyond the end.*1 item: the next one is a\[1\]/s)
    refused('b: 1\n', 'a[1]', /beyond the end/)
    refused('a: [\n', 'a', /cannot be edited/)
    refused('a: 1\n---\nb: 1\n', 'a', /second document/)
  })
})

describe('unsetting a value', () => {
  const text = [
    '# The file.',
    'a:',
    '  # about b',
    '  b: 1 # trailing',
    '',
    '  # about c',
    '  # in two lines',
    '  c:',
    '    - d',
    '    # - e',
    '  # about f',
    '  f: 2',
    'g:',
    '  - name: x',
    '    value: 1',
    '  - name: y',
    '',
  ].join('\n')

  it('takes the comment of the key along, and no other', () => {
    assert.deepEqual(changedLines(text, unset(text, 'a.c')), {
      removed: ['  # about c', '  # in two lines', '  c:', '    - d', '    # - e'],
      added: [],
    })
    assert.deepEqual(changedLines(text, unset(text, 'a.b')).removed, ['  # about b', '  b: 1 # trailing'])
    assert.deepEqual(changedLines(text, unset(text, 'a.f')).removed, ['  # about f', '  f: 2'])
    assert.match(unset(text, 'a'), /^# The file\.\ng:\n/)
  })

  it('leaves {} where a map loses its last key: a null would drop the default of the chart', () => {
    assert.equal(unset('a: # why\n  b: 1\nc: 2\n', 'a.b'), 'a: {} # why\nc: 2\n')
    assert.equal(unset('a:\n  - b\n', 'a[0]'), 'a: []\n')
    assert.equal(unset('# x\n\na: 1\n', 'a'), '# x\n\n')
  })

  it('takes items and keys out of lists', () => {
    assert.match(unset(text, 'g[0]'), /\ng:\n {2}- name: y\n$/)
    assert.match(unset(text, 'g[0].name'), /\ng:\n {2}- value: 1\n {2}- name: y\n$/)
    assert.equal(unset('a: {b: 1, c: 2}\n', 'a.b'), 'a: {c: 2}\n')
    assert.equal(unset('a: {b: 1, c: 2}\n', 'a.c'), 'a: {b: 1}\n')
    assert.equal(unset('a: [1]\n', 'a[0]'), 'a: []\n')
  })

  it('keeps a missing line end, and a file without the key as it is', () => {
    assert.equal(unset('a: 1\r\nb: 2', 'b'), 'a: 1')
    assert.equal(unset('a: 1\nb: 2', 'c.d'), 'a: 1\nb: 2')
  })

  it('refuses to remove what a merge key brings', () => {
    assert.throws(() => unset('x: &x\n  k: 1\na:\n  <<: *x\n', 'a.k'), /a\.k cannot be removed/)
  })

  it('refuses to bring a former key of the same name back', () => {
    assert.throws(() => unset('a: 1\nb: 2\na: 3\n', 'a'), /stands twice/)
  })
})
