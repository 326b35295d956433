import assert from 'node:assert/strict'
import {applyEdits, checkValues, checkValuesFiles, parseValues} from '@cloudprem/chart'
import {dump} from 'js-yaml'
import fc from 'fast-check'
import {goodText} from './good-values.js'

const VERSIONS = ['1.0.0', '2.2.1', '3.20.1', '4.10.2']
const version = fc.constantFrom(...VERSIONS)

/** A right file with a piece of it replaced by anything: nearer to what people break than noise is. */
const spoilt = fc
  .tuple(fc.constantFrom(2, 3, 4), fc.nat(), fc.nat(40), fc.string({unit: 'binary', maxLength: 12}))
  .map(([major, at, length, piece]) => {
    const text = goodText(major)
    const start = at % text.length
    return text.slice(0, start) + piece + text.slice(start + length)
  })

/** What YAML is made of, in any order. */
const tokens = fc
  .array(
    fc.constantFrom('global', 'membership', ':', ' ', '\n', '- ', '"', "'", '&a', '*a', '<<', '{', '}', '[', ']', '#', '|', '>', '!!', '%', '?', '\t', '---', '...', '~', '0', '\r', '\uFEFF', '\u0000', '__proto__', 'cloudprem-ignore', '{{'), // prettier-ignore
    {maxLength: 40},
  )
  .map((parts) => parts.join(''))

function judges(text: string, chartVersion: string): void {
  const lines = text.split('\n').length
  for (const {line, column, edit} of checkValues(text, {chartVersion, release: 'r', namespace: 'n'}).findings) {
    assert.ok(line >= 1 && line <= lines && column >= 1, `${line}:${column}`)
    if (edit) assert.ok(edit.start >= 0 && edit.end <= text.length && edit.start <= edit.end)
  }
}

/** Of this process's own time: a busy machine does not count. */
function assertUnderASecond(started: NodeJS.CpuUsage): void {
  const {user, system} = process.cpuUsage(started)
  const ms = Math.round((user + system) / 1000)
  assert.ok(ms < 1000, `${ms} ms`)
}

describe('values validate on any text', () => {
  it('never fails on bytes of any kind, and points into the file', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 300}), version, (bytes, chart) => judges(Buffer.from(bytes).toString('utf8'), chart)),
      {numRuns: 1000},
    )
  })

  it('never fails on the signs of YAML in any order', () => {
    fc.assert(fc.property(tokens, version, judges), {numRuns: 3000})
  })

  it('never fails on a right file with a piece replaced', () => {
    fc.assert(fc.property(spoilt, version, judges), {numRuns: 300})
  }).timeout(20_000)

  it('never fails on any values below the keys of the chart', () => {
    const keys = fc.constantFrom('global', 'membership', 'portal', 'dex', 'ingress', 'tls', 'config', 'postgresql', 'configOverrides', 'hosts') // prettier-ignore
    const leaf = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.constant([]))
    const {tree} = fc.letrec<{tree: unknown}>((tie) => ({
      tree: fc.oneof({maxDepth: 4}, leaf, fc.dictionary(keys, tie('tree'), {maxKeys: 3}), fc.array(tie('tree'), {maxLength: 2})),
    }))
    fc.assert(
      fc.property(fc.dictionary(keys, tree, {maxKeys: 4}), version, (values, chart) => judges(dump(values), chart)),
      {numRuns: 500},
    )
  })

  it('leaves every byte outside its changes as it was', () => {
    const edits = fc.array(fc.tuple(fc.nat(60), fc.nat(6), fc.string({maxLength: 4})), {maxLength: 6})
    fc.assert(
      fc.property(fc.string({minLength: 70, maxLength: 90}), edits, (text, places) => {
        const made = places
          .map(([start, length, inserted]) => ({start, end: start + length, text: inserted}))
          .toSorted((one, other) => one.start - other.start)
          .filter(({start}, index, all) => all.slice(0, index).every(({end}) => end <= start))
        const result = applyEdits(text, made)
        const last = made.at(-1)?.end ?? 0
        assert.ok(result.endsWith(text.slice(last)) && result.startsWith(text.slice(0, made[0]?.start ?? 0)))
        assert.equal(
          result.length,
          text.length + made.reduce((sum, {start, end, text: inserted}) => sum + inserted.length - (end - start), 0),
        )
      }),
    )
  })

  it('takes aliases that multiply without end for what they are', () => {
    const levels = Array.from({length: 30}, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}, *a${index}]`)
    const started = performance.now()
    const {findings} = checkValues(['a0: &a0 [x]', ...levels, ''].join('\n'))
    assert.ok(findings.length > 0)
    assert.ok(performance.now() - started < 5000)
  }).timeout(20_000)

  it('judges 20,000 keys of one map in under a second', () => {
    const keys = Array.from({length: 20_000}, (_, index) => `    key${index}: value ${index}`)
    const text = ['portal:', '  podAnnotations:', ...keys, ''].join('\n')
    const started = process.cpuUsage()
    const report = checkValues(text)
    assert.ok(report.checks > 20_000)
    assertUnderASecond(started)
  })

  it('names 20,000 keys that no template reads in under a second', () => {
    const text = ['portal:', ...Array.from({length: 20_000}, (_, index) => `  key${index}: 1`), ''].join('\n')
    const started = process.cpuUsage()
    assert.ok(checkValues(text).warnings >= 20_000)
    assertUnderASecond(started)
  })

  it('lays any two files over each other as helm does: the last word counts', () => {
    const key = fc.stringMatching(/^[a-c]$/)
    const plain = {noNullPrototype: true}
    const digit = fc.integer({min: 0, max: 9})
    const maps = fc.dictionary(key, fc.oneof(digit, fc.dictionary(key, digit, plain)), plain)
    fc.assert(
      fc.property(maps, maps, (base, over) => {
        const texts = [base, over].map((values, index) => ({name: String(index), text: dump({'x-a': values})}))
        const merged = checkValuesFiles(texts).values?.['x-a'] as Record<string, unknown>
        for (const [key, value] of Object.entries(over)) {
          if (typeof value === 'number') assert.equal(merged[key], value)
          else
            for (const [inner, number] of Object.entries(value))
              assert.deepEqual((merged[key] as Record<string, unknown>)[inner], number)
        }
        for (const [key, value] of Object.entries(base)) if (!(key in over)) assert.deepEqual(merged[key], value)
      }),
    )
  })

  it('reads what it wrote: a value in quotes is the text that stood there', () => {
    const text = 'portal:\n  podAnnotations:\n    version: 1.20\n'
    const edit = checkValues(text).findings.find(({rule}) => rule === 'annotation-not-text')?.edit
    assert.ok(edit)
    assert.deepEqual(parseValues(applyEdits(text, [edit])).values, {portal: {podAnnotations: {version: '1.20'}}})
  })
})
