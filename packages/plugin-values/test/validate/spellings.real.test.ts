import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {checkValues, parseValues} from '@cloudprem/chart'
import {helmFolders, temporaryFolder} from '@cloudprem/testing'

/** Spellings that YAML 1.1, YAML 1.2 and Helm read in different ways, and the rule that tells of the surprise. */
const SPELLINGS: [text: string, rule?: string][] = [
  ['v: yes', 'yaml-bare-boolean'],
  ['v: on', 'yaml-bare-boolean'],
  ['v: y', 'yaml-bare-boolean'],
  ['v: No', 'yaml-bare-boolean'],
  ['v: 0755', 'yaml-octal-number'],
  ['v: -0755', 'yaml-octal-number'],
  ['v: 08', 'yaml-octal-number'],
  ['v: 0o17', 'yaml-number-form'],
  ['v: 0b101', 'yaml-number-form'],
  ['v: 1_000', 'yaml-number-form'],
  ['v: 1_0.5', 'yaml-number-form'],
  ['v: 0x1F', 'yaml-number-form'],
  ['v: 1e3', 'yaml-number-form'],
  ['v: 1E-3', 'yaml-number-form'],
  ['v: 1e400'],
  ['v: 0o8'],
  ['v: _1'],
  ['v: 2024-01-01'],
  ['v: 2024-01-01T00:00:00Z'],
  ['v: 12:30:45'],
  ['v: 190:20:30'],
  ['v: "yes"'],
  ['v: "0755"'],
  ['v: ~'],
  ['v: &a {k: 1}\nw: {<<: *a, l: 2}'],
  ['v: 1\nv: 2', 'yaml-duplicate-key'],
  [''],
  ['v: 12345678901234567890', 'yaml-lost-digits'],
  ['v: 9007199254740993', 'yaml-lost-digits'],
  ['v: 1.10', 'yaml-lost-digits'],
  ['v: +1'],
  ['v: 5.'],
]

/** What Helm cannot turn into JSON. */
const REFUSED = ['v: .nan', 'v: .inf', 'v: -.Inf']

/** Runs helm on the values of `x`; `{{ … | toJson }}` of them, or undefined when it refuses the file. */
async function readByHelm(values: string): Promise<{json: string | undefined} | undefined> {
  const [folder] = await helmFolders()
  if (folder === undefined) return undefined
  const home = temporaryFolder()
  mkdirSync(path.join(home, 'templates'))
  writeFileSync(path.join(home, 'Chart.yaml'), 'apiVersion: v2\nname: spellings\nversion: 1.0.0\n')
  writeFileSync(path.join(home, 'values.yaml'), '')
  writeFileSync(path.join(home, 'templates', 'values.yaml'), 'json: {{ get .Values "x" | toJson | quote }}\n')
  writeFileSync(path.join(home, 'mine.yaml'), values)
  const {status, stdout} = spawnSync(path.join(folder, 'helm'), ['template', 'r', home, '-f', path.join(home, 'mine.yaml')], {
    encoding: 'utf8',
  })
  return {json: status === 0 ? (JSON.parse(/^json: (".*")$/m.exec(stdout)?.[1] ?? '""') as string) : undefined}
}

const belowX = (text: string) => (text === '' ? '' : `x:\n${text.replaceAll(/^/gm, '  ')}\n`)

describe('YAML spellings and the real helm', () => {
  for (const [text, rule] of SPELLINGS) {
    it(`reads ${JSON.stringify(text)} as helm does${rule === undefined ? ', and has nothing to say' : `, and tells of it by ${rule}`}`, async function () {
      const values = belowX(text)
      const read = await readByHelm(values)
      if (read === undefined) return this.skip()
      const helm: unknown = JSON.parse(read.json ?? assert.fail('helm refuses it'))
      const ours = parseValues(values).values?.['x'] ?? ''
      // Helm drops what is null when it lays values over the chart's.
      assert.deepEqual(JSON.parse(JSON.stringify(ours)), text === 'v: ~' ? {...(helm as object), v: null} : helm)
      const said = checkValues(values).findings.map((finding) => finding.rule)
      assert.deepEqual(
        said.filter((each) => each.startsWith('yaml-')),
        rule === undefined ? [] : [rule],
      )
    })
  }

  for (const text of REFUSED) {
    it(`refuses ${JSON.stringify(text)}, as helm does`, async function () {
      const read = await readByHelm(belowX(text))
      if (read === undefined) return this.skip()
      assert.equal(read.json, undefined)
      const found = checkValues(belowX(text)).findings.find(({rule}) => rule === 'yaml-not-finite')
      assert.equal(found?.severity, 'error')
    })
  }

  it('refuses a second document, of which this helm reads more than its forerunner', async function () {
    const text = 'x: {a: 1}\n---\nx: {b: 2}\n'
    const read = await readByHelm(text)
    if (read === undefined) return this.skip()
    assert.equal(read.json, '{"a":1,"b":2}') // Helm 3 has a alone
    const [found] = checkValues(text).findings.filter(({rule}) => rule === 'yaml-second-document')
    assert.deepEqual([found?.severity, found?.line], ['error', 3])
  })
})
