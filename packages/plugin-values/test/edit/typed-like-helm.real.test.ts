import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {parseValues, type Values} from '@cloudprem/chart'
import {setValue, readTypedValue, splitSetting} from '@cloudprem/chart/edit'
import {helmFolders, temporaryFolder} from '@cloudprem/testing'

const SETTINGS = [
  ...[
    '1',
    '0',
    '-7',
    '+7',
    '-0',
    '00',
    '007',
    '-07',
    '1.5',
    '1e3',
    '0x10',
    '1_000',
    '9007199254740991',
    'true',
    'TRUE',
    'False',
    'null',
    'NULL',
    '~',
    'yes',
    'on',
  ],
  ...[
    '',
    'text',
    'a=b',
    'a: b # c',
    '2024-01-01',
    '{a}',
    '{a,1,true,null}',
    '{a, b}',
    '{1.5,007}',
    String.raw`a\,b`,
    String.raw`{a\,b,c}`,
    '[]',
    '"x"',
    "'x'",
  ],
].map((value) => `key=${value}`)

const PATHS = [
  'a.b.c=1',
  'list[1].name=x',
  'list[2]=new',
  'fresh[0].a.b=1',
  String.raw`annotations.nginx\.ingress\.kubernetes\.io/proxy-body-size=8m`,
  'section.old=2',
  'empty.x=1',
]

const FILE = 'list:\n  - name: a\n  - name: b\nsection:\n  old: 1\n  kept: 2\nempty: {}\n'

describe('values set and helm --set', () => {
  let chart: string
  let helm: string

  before(async function () {
    this.timeout(120_000)
    const [folder] = await helmFolders()
    helm = folder === undefined ? 'helm' : path.join(folder, 'helm')
    chart = temporaryFolder()
    mkdirSync(path.join(chart, 'templates'))
    writeFileSync(path.join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: values\nversion: 0.0.0\n')
    writeFileSync(path.join(chart, 'templates', 'values.yaml'), 'values: {{ .Values | toJson | quote }}\n')
  })

  function render(text: string, ...args: string[]): Values {
    const file = path.join(chart, 'given.yaml')
    writeFileSync(file, text)
    const manifest = execFileSync(helm, ['template', 'x', chart, '-f', file, ...args], {encoding: 'utf8'})
    return JSON.parse(String(parseValues(manifest).values?.['values'])) as Values
  }

  const edited = (text: string, setting: string) => {
    const {path: steps, value = ''} = splitSetting(setting)
    return setValue(text, steps, readTypedValue(value))
  }

  it('give every value the same type', () => {
    // One run of helm for all of them: each under a key of its own. A null is dropped by helm itself.
    const settings = SETTINGS.map((setting, index) => setting.replace('key', `key${index}`))
    const theirs = render('', ...settings.flatMap((setting) => ['--set', setting]))
    assert.deepEqual(render(settings.reduce(edited, '')), theirs)
  })

  it('differ in {}, which is an empty list here and a list of one empty text there', () => {
    assert.deepEqual(render(edited('', 'a={}')), {a: []})
    assert.deepEqual(render('', '--set', 'a={}'), {a: ['']})
  })

  it('read every path the same', () => {
    for (const setting of PATHS) assert.deepEqual(render(edited(FILE, setting)), render(FILE, '--set', setting), setting)
  })
})
