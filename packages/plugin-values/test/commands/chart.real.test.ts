import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {promisify} from 'node:util'
import {helmFolders, runCli, temporaryFolder} from '@cloudprem/testing'
import {startChartRegistry, type ChartRegistry} from '../support/chart-registry.js'
import {packChart, writeStrictChart} from '../support/strict-chart.js'

const VERSION = '4.9.1'
const RULES = ['wrong-type', 'schema-refused']

describe('a chart in a registry, fetched by the real helm', function () {
  this.timeout(120_000)
  let PATH: string
  let registry: ChartRegistry

  before(async function () {
    const folders = await helmFolders()
    if (folders.length === 0) this.skip()
    PATH = [...folders, process.env['PATH'] ?? ''].join(path.delimiter)
  })
  beforeEach(async () => (registry = await startChartRegistry(packChart(writeStrictChart(VERSION)), VERSION)))
  afterEach(() => registry.close())

  const user = (home = temporaryFolder()) => ({
    home,
    run: (...args: string[]) => runCli(['values', ...args], {home, env: {PATH}}),
    chart: (version = VERSION) => ['--chart', registry.reference, '--chart-version', version, '--plain-http'],
  })

  it('is shown whole, its children below their keys', async () => {
    const {run, chart} = user()
    const {stdout, exitCode, stderr} = await run('show', ...chart())
    assert.equal(exitCode, 0, stderr)
    assert.match(stdout, /^portal:\n {2}# How much is said\.\n {2}logLevel: info\n/m)
  })

  it('is edited in place by values init --full', async () => {
    const {home, run, chart} = user()
    const args = ['--domain', 'formance.example', '--tls-secret', 'tls', ...chart()]
    const {exitCode, stderr} = await run('init', '--full', ...args)
    assert.equal(exitCode, 0, stderr)
    assert.match(
      readFileSync(path.join(home, 'values.yaml'), 'utf8'),
      /serviceHost: "?formance\.example"?\n[^]*# How much is said\./,
    )
  })

  it('judges by its schemas once named, and later without it and without a network', async () => {
    const {home, run, chart} = user()
    writeFileSync(path.join(home, 'values.yaml'), 'portal:\n  logLevel: loud\n')
    const validate = async (...more: string[]) => {
      const {json, stderr} = await run('validate', '--json', ...more)
      const {findings, schemas} = json() as {findings: {rule: string}[]; schemas: {from: string; version: string}}
      return {schemas, refused: findings.filter(({rule}) => rule === 'schema-refused').length, stderr}
    }
    const before = await validate('--chart-version', VERSION)
    assert.deepEqual([before.schemas, before.refused], [{from: 'published', version: '4.10.2'}, 0])
    assert.equal(registry.requests.length, 0)

    const named = await validate(...chart())
    assert.deepEqual([named.schemas, named.refused], [{from: 'chart', version: VERSION}, 1])

    const asked = registry.requests.length
    const later = await validate('--chart-version', VERSION)
    assert.deepEqual([later.schemas, later.refused], [{from: 'kept', version: VERSION}, 1])
    assert.equal(registry.requests.length, asked)
  })

  it('tells of a version that is not there, of a registry that wants a login, of one that speaks HTTP', async () => {
    const {home, run, chart} = user()
    writeFileSync(path.join(home, 'values.yaml'), '{}\n')
    for (const command of [
      ['show'],
      ['validate'],
      ['init', '--full', '--domain', 'a.b', '--tls-secret', 't', '-o', 'new.yaml'],
    ]) {
      const missing = await run(...command, ...chart('4.9.9'))
      assert.equal(missing.exitCode, 5, missing.stderr)
      assert.match(missing.stderr, /There is no chart oci:[^]*--chart-version v4\.9\.9/)
    }
    assert.equal(existsSync(path.join(home, 'new.yaml')), false)
    const plain = await run('show', ...chart().slice(0, -1))
    assert.equal(plain.exitCode, 5)
    assert.match(plain.stderr, /--plain-http/)
    registry.lock()
    const locked = await run('show', ...chart())
    assert.equal(locked.exitCode, 5)
    assert.match(locked.stderr, /without a login[^]*helm registry login 127\.0\.0\.1/)
  })
})

/** What stands below `portal:`, or the whole file where it begins with `=`. */
const SECTIONS = [
  'logLevel: loud',
  'logLevel: debug',
  'logLevel: null',
  'replicas: 0',
  'replicas: 1.5',
  'replicas: "1"',
  'image: {tag: latest}',
  'image: {tag: v1}',
  'image: {tag: 1}',
  'image: {other: 1}',
  'port: true',
  'port: 80',
  'contact: nobody',
  'storage: {size: 1Gi}',
  'storage: {size: 1Gi, claim: x}',
  'storage: {}',
  'closed: {color: red}',
  'closed: {colour: red}',
  'unknown: 1',
  '=portal: 1',
  '=global: {serviceHost: UPPER}',
  '=global: {serviceHost: null}',
  '=global: {serviceHost: a-name-that-is-longer-than-thirty.example}',
  '=global: {platform: {portal: {enabled: false}}}\nportal: {replicas: 0}',
]

describe('the schemas of a chart and its child, and the real helm', () => {
  for (const section of SECTIONS) {
    it(`are refused by both or by none: ${section}`, async function () {
      this.timeout(60_000)
      const [helm] = await helmFolders()
      if (helm === undefined) return this.skip()
      const home = temporaryFolder()
      const chart = writeStrictChart()
      writeFileSync(path.join(home, 'values.yaml'), section.startsWith('=') ? `${section.slice(1)}\n` : `portal:\n  ${section}\n`)
      const helms = await promisify(execFile)(path.join(helm, 'helm'), [
        'template',
        'r',
        chart,
        '-f',
        path.join(home, 'values.yaml'),
      ]).then(
        () => 'accepted',
        (error: {stderr: string}) => (/schema|type mismatch/.test(error.stderr) ? 'refused' : error.stderr),
      )
      const {json} = await runCli(['values', 'validate', '--json', '--chart', chart], {home})
      const {findings} = json() as {findings: {rule: string}[]}
      assert.equal(findings.some(({rule}) => RULES.includes(rule)) ? 'refused' : 'accepted', helms)
    })
  }
})
