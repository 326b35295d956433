import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
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
  ['v: 0o17'],
  ['v: 0b101'],
  ['v: 1_000'],
  ['v: 0x1F'],
  ['v: 2024-01-01'],
  ['v: 12:30:45'],
  ['v: 1e3'],
  ['v: "yes"'],
  ['v: ~'],
  ['v: &a {k: 1}\nw: {<<: *a, l: 2}'],
  ['v: 1\nv: 2', 'yaml-duplicate-key'],
  [''],
  ['v: 12345678901234567890', 'yaml-lost-digits'],
]

describe('YAML spellings and the real helm', () => {
  for (const [text, rule] of SPELLINGS) {
    it(`reads ${JSON.stringify(text)} as helm does${rule === undefined ? '' : `, and tells of it by ${rule}`}`, async function () {
      const [folder] = await helmFolders()
      if (folder === undefined) return this.skip()
      const home = temporaryFolder()
      mkdirSync(path.join(home, 'templates'))
      writeFileSync(path.join(home, 'Chart.yaml'), 'apiVersion: v2\nname: spellings\nversion: 1.0.0\n')
      writeFileSync(path.join(home, 'values.yaml'), '')
      writeFileSync(path.join(home, 'templates', 'values.yaml'), 'json: {{ get .Values "x" | toJson | quote }}\n')
      const indented = text.replaceAll(/^/gm, '  ')
      const values = text === '' ? '' : `x:\n${indented}\n`
      writeFileSync(path.join(home, 'mine.yaml'), values)
      const out = execFileSync(path.join(folder, 'helm'), ['template', 'r', home, '-f', path.join(home, 'mine.yaml')], {
        encoding: 'utf8',
      })
      const json = JSON.parse(/^json: (".*")$/m.exec(out)?.[1] ?? '""') as string
      const ours = parseValues(values).values?.['x'] ?? ''
      const helm: unknown = JSON.parse(json)
      // Helm drops what is null when it lays values over the chart's.
      assert.deepEqual(JSON.parse(JSON.stringify(ours)), text === 'v: ~' ? {...(helm as object), v: null} : helm)
      if (rule !== undefined) assert.ok(checkValues(values).findings.some((finding) => finding.rule === rule))
    })
  }
})
