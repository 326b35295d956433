import assert from 'node:assert/strict'
import {checkValues, type ChartFiles, type Finding} from '@cloudprem/chart'
import {judgeOf} from '@cloudprem/chart/schema'
import {strictChart} from './strict-chart.js'

const BASE = 'global: {serviceHost: formance.example}\n'
const RULES = ['wrong-type', 'schema-refused', 'unknown-key']

function judged(text: string, chart: ChartFiles = strictChart): Finding[] {
  const {findings} = checkValues(text, {chartVersion: chart.version, judge: judgeOf(chart)})
  return findings.filter(({rule}) => RULES.includes(rule))
}

const shown = (text: string, chart?: ChartFiles) =>
  judged(text, chart).map(({rule, line, column, message}) => `${line}:${column} ${rule}: ${message}`)

describe('values judged by the schemas of a chart', () => {
  const REFUSED = ', and helm refuses the chart'
  const said: [title: string, portal: string, ...findings: string[]][] = [
    ['a number that is too small', 'replicas: 0', `3:3 schema-refused: portal.replicas is less than 1${REFUSED}`],
    [
      'a word that is none of the few',
      'logLevel: loud',
      `3:3 schema-refused: portal.logLevel is not one of "debug", "info", "error"${REFUSED}`,
    ],
    [
      'a form, through a reference',
      'image: {tag: latest}',
      `3:11 schema-refused: portal.image.tag does not match ^v[0-9]${REFUSED}`,
    ],
    [
      'a type, through a reference',
      'image: {tag: 1}',
      `3:11 wrong-type: portal.image.tag is an integer${REFUSED}: it wants a string`,
    ],
    [
      'none of several types',
      'port: true',
      `3:3 wrong-type: portal.port is a boolean${REFUSED}: it wants an integer or a string`,
    ],
    ['a list of types', 'note: 1', `3:3 wrong-type: portal.note is an integer${REFUSED}: it wants a string or null`],
    ['an item of a list', 'names: [ab, c]', `3:15 schema-refused: portal.names[1] is shorter than 2 characters${REFUSED}`],
    ['a list with nothing in it', 'names: []', `3:3 schema-refused: portal.names is empty${REFUSED}`],
    ['an item that stands twice', 'names: [ab, ab]', `3:3 schema-refused: portal.names has an item twice${REFUSED}`],
    [
      'two forms at once',
      'storage: {size: 1Gi, claim: x}',
      `3:3 schema-refused: portal.storage has not exactly one of the forms that the chart takes${REFUSED}`,
    ],
    [
      'a key of a closed map',
      'closed: {shape: x}',
      `3:12 schema-refused: portal.closed.shape is a key that the chart does not take${REFUSED}`,
    ],
    ['a value of an open map', 'labels: {a: 1}', `3:12 wrong-type: portal.labels.a is an integer${REFUSED}: it wants a string`],
    ['a default that is taken away', 'logLevel: null', `2:1 schema-refused: portal has no logLevel${REFUSED}`],
    ['a key that no schema closes out', 'replica: 2', `3:3 unknown-key: the chart reads no portal.replica: it is ignored`],
    [
      'everything that is right',
      'replicas: 2\n  image: {tag: v2}\n  port: 1\n  note: null\n  names: [ab]\n  storage: {claim: x}\n  labels: {a: b}',
    ],
    ['a format: from 2019-09 on it is a remark', 'contact: nobody'],
  ]
  for (const [title, portal, ...findings] of said)
    it(`tell of ${title}`, () => assert.deepEqual(shown(`${BASE}portal:\n  ${portal}\n`), findings))

  it('mend what is misspelt in a closed map', () => {
    const [finding] = judged(`${BASE}portal: {closed: {color: red}}\n`)
    assert.equal(finding?.fix, 'did you mean portal.closed.colour?')
    assert.equal(finding.edit?.text, 'colour')
  })

  it('show no value, which may be a secret', () => {
    const text = JSON.stringify(judged(`${BASE}portal:\n  logLevel: s3cret\n  image: {tag: s3cret}\n  storage: s3cret\n`))
    assert.doesNotMatch(text, /s3cret/)
  })

  it('of a child that is switched off are not asked, by its condition or its tags', () => {
    const off = 'global: {serviceHost: a.b, platform: {portal: {enabled: false}}}\n'
    assert.deepEqual(shown(`${off}portal: {replicas: 0}\n`), [])
    assert.deepEqual(shown(`${BASE}tags: {events: false}\nevents: {port: x}\n`), [])
    assert.equal(shown(`${BASE}tags: {events: true}\nevents: {port: x}\n`).length, 1)
  })

  it('judge the globals that a child is handed where they stand, once', () => {
    const long = 'a-very-long-name-of-a-host.formance.example'
    assert.deepEqual(shown(`global:\n  serviceHost: ${long}\n`), [
      `2:3 schema-refused: global.serviceHost is longer than 30 characters${REFUSED}`,
    ])
  })

  it('take every key of a chart that has no schema', () => {
    const chart = {
      ...strictChart,
      schema: undefined,
      children: strictChart.children.map((each) => ({...each, chart: {...each.chart, schema: undefined}})),
    }
    assert.deepEqual(shown('anything: 1\nportal: {replicas: x, whatever: 1}\n', chart), [])
  })

  it('demand nothing that may have a default, where only the schema is known', () => {
    const chart: ChartFiles = {
      ...strictChart,
      values: undefined,
      children: [],
      schema: {required: ['a'], properties: {b: {type: 'string'}}},
    }
    assert.deepEqual(shown('b: 1\n', chart), [`1:1 wrong-type: b is an integer${REFUSED}: it wants a string`])
    assert.equal(shown('b: x\n', {...chart, values: ''}).length, 1)
  })

  it('follow the draft that they name: a format counts in draft 7', () => {
    const chart = (draft: string): ChartFiles => ({
      ...strictChart,
      values: '',
      children: [],
      schema: {$schema: draft, properties: {contact: {type: 'string', format: 'email'}}},
    })
    assert.equal(shown('contact: nobody\n', chart('http://json-schema.org/draft-07/schema#')).length, 1)
    assert.deepEqual(shown('contact: nobody\n', chart('https://json-schema.org/draft/2020-12/schema')), [])
  })

  it('say what they could not ask, and fetch nothing: another document, a pattern of another language', () => {
    for (const property of [{$ref: 'https://schemas.example.com/a.json'}, {type: 'string', pattern: '(?i)a'}]) {
      const chart: ChartFiles = {...strictChart, values: '', children: [], schema: {properties: {a: property}}}
      const judge = judgeOf(chart)
      assert.deepEqual(
        checkValues('a: b\n', {judge}).findings.filter(({rule}) => rule === 'schema-refused'),
        [],
      )
      assert.deepEqual(
        judge.unjudged.map((each) => each.chart),
        ['cloudprem'],
      )
      assert.ok((judge.unjudged[0]?.why.length ?? 0) > 10)
    }
  })

  it('that refer to themselves come to an end', () => {
    const node = {type: 'object', properties: {name: {type: 'string'}, inner: {$ref: '#/$defs/node'}}}
    const chart: ChartFiles = {
      ...strictChart,
      values: '',
      children: [],
      schema: {$defs: {node}, properties: {a: {$ref: '#/$defs/node'}}},
    }
    assert.equal(shown('a: {inner: {inner: {name: 1}}}\n', chart).length, 1)
  })
})
