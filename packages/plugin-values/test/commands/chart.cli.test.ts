import assert from 'node:assert/strict'
import {existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {gzipSync} from 'node:zlib'
import {packTar} from 'modern-tar'
import {runCli, temporaryFolder} from '@cloudprem/testing'
import {packChart, writeStrictChart} from '../support/strict-chart.js'

interface Validated {
  chartVersion: string
  schemas: {from: string; version?: string}
  findings: {rule: string}[]
}

function user() {
  const home = temporaryFolder()
  const cache = path.join(home, 'cache')
  const run = (...args: string[]) => runCli(['values', ...args], {home, env: {CLOUDPREM_CACHE_DIR: cache, PATH: ''}})
  writeFileSync(path.join(home, 'values.yaml'), 'portal:\n  logLevel: loud\n')
  const validate = async (...args: string[]) => {
    const result = (await run('validate', '--json', ...args)).json() as Validated
    return {...result, refused: result.findings.filter(({rule}) => rule === 'schema-refused').length}
  }
  return {home, run, validate, kept: path.join(cache, 'charts/cloudprem-4.9.1.json')}
}

/** A packed chart with these files, written as they are named. */
async function pack(files: Record<string, string>): Promise<string> {
  const entries = Object.entries(files).map(([name, body]) => ({header: {name, size: Buffer.byteLength(body)}, body}))
  const archive = path.join(temporaryFolder(), 'chart.tgz')
  writeFileSync(archive, gzipSync(await packTar(entries)))
  return archive
}

const CHART = 'name: cloudprem\nversion: 4.9.1\n'

describe('a chart that lies here', () => {
  it('judges by its own schemas and its version, from a folder, from an archive, and from one kept of an archive', async () => {
    const {validate, kept} = user()
    const folder = writeStrictChart()
    const ofFolder = await validate('--chart', folder)
    assert.deepEqual([ofFolder.chartVersion, ofFolder.schemas, ofFolder.refused], ['4.9.1', {from: 'chart', version: '4.9.1'}, 1])
    assert.equal(existsSync(kept), false, 'a folder may change without changing its version')

    assert.equal((await validate('--chart', packChart(folder))).refused, 1)
    if (process.platform !== 'win32') assert.equal(statSync(kept).mode & 0o777, 0o600)
    const later = await validate('--chart-version', '4.9.1')
    assert.deepEqual([later.schemas, later.refused], [{from: 'kept', version: '4.9.1'}, 1])
    assert.equal((await validate('--chart-version', '4.9.2')).schemas.from, 'published')
  })

  it('is shown and edited later too, without being named', async () => {
    const {run, home} = user()
    const archive = packChart(writeStrictChart())
    const named = await run('show', '--chart', archive)
    assert.equal((await run('show', '--chart-version', '4.9.1')).stdout, named.stdout)
    const args = ['--domain', 'formance.example', '--tls-secret', 'tls', '--chart-version', '4.9.1', '-o', 'new.yaml']
    assert.equal((await run('init', '--full', ...args)).exitCode, 0)
    assert.match(readFileSync(path.join(home, 'new.yaml'), 'utf8'), /# How much is said\./)
  })

  it('is read anew when what was kept is damaged', async () => {
    const {validate, kept} = user()
    await validate('--chart', packChart(writeStrictChart()))
    for (const damage of [
      () => truncateSync(kept, 100),
      () => writeFileSync(kept, '{"form":1,"source":"x","files":{"name":"cloudprem"}}'),
      () => writeFileSync(kept, '{"form":99}'),
    ]) {
      damage()
      assert.equal((await validate('--chart-version', '4.9.1')).schemas.from, 'published')
      assert.equal(existsSync(kept), false)
      await validate('--chart', packChart(writeStrictChart()))
    }
  })

  it('judges all the same where nothing can be kept', async () => {
    const {validate, kept} = user()
    mkdirSync(path.dirname(path.dirname(kept)), {recursive: true})
    writeFileSync(path.dirname(kept), 'a file in the place of the folder')
    assert.equal((await validate('--chart', packChart(writeStrictChart()))).refused, 1)
  })

  it('with packed children in charts/ is read as helm reads it', async () => {
    const {validate} = user()
    const folder = writeStrictChart()
    const portal = packChart(path.join(folder, 'charts/portal'))
    rmSync(path.join(folder, 'charts/portal'), {recursive: true})
    writeFileSync(path.join(folder, 'charts/portal-1.0.0.tgz'), readFileSync(portal))
    assert.equal((await validate('--chart', folder)).refused, 1)
  })

  it('without values.yaml and without a schema is judged by what is known of its version', async () => {
    const {run, validate} = user()
    const archive = await pack({'cloudprem/Chart.yaml': CHART})
    assert.equal((await validate('--chart', archive)).refused, 0)
    const shown = await run('show', '--chart', archive)
    assert.deepEqual([shown.exitCode, shown.stdout.trim()], [0, ''])
  })

  it('says one note when the schemas of another version had to be asked', async () => {
    const {run} = user()
    const {stderr} = await run('validate', '--chart-version', '4.9.1')
    assert.match(stderr, /Judged by the schemas of 4\.10\.2/)
    assert.match(stderr, /cloudprem values validate --chart oci:\S+ --chart-version 4\.9\.1/)
    assert.doesNotMatch((await run('validate', '--chart-version', '3.20.1')).stderr, /Judged by/)
  })
})

describe('an archive that is no chart', () => {
  const refused = async (archive: string, words: RegExp) => {
    const {run} = user()
    for (const args of [
      ['show'],
      ['validate'],
      ['init', '--full', '--domain', 'a.b', '--tls-secret', 't', '--chart-version', '4.9.1', '-o', 'new.yaml'],
    ]) {
      const {exitCode, stderr} = await run(...args, '--chart', archive)
      assert.equal(exitCode, 2, stderr)
      assert.match(stderr.replaceAll(/\s+/g, ' '), words)
    }
  }

  it('is refused when it was cut off', async () => {
    const whole = readFileSync(packChart(writeStrictChart()))
    const archive = path.join(temporaryFolder(), 'cut.tgz')
    writeFileSync(archive, whole.subarray(0, whole.length / 2))
    await refused(archive, /is no packed chart/)
  })

  it('is refused when a name leads out of it', async () => {
    await refused(
      await pack({'cloudprem/Chart.yaml': CHART, 'cloudprem/../../evil/values.yaml': 'a: 1\n'}),
      /leads out of the chart/,
    )
    await refused(await pack({'/etc/cloudprem/Chart.yaml': CHART}), /leads out of the chart/)
  })

  it('is refused when it unpacks to more than helm takes', async () => {
    const archive = path.join(temporaryFolder(), 'bomb.tgz')
    writeFileSync(archive, gzipSync(Buffer.alloc(120 * 1024 * 1024)))
    await refused(archive, /more than 100 MiB/)
    await refused(await pack({'cloudprem/Chart.yaml': CHART, 'cloudprem/values.yaml': ' '.repeat(6_000_000)}), /more than 5 MiB/)
  })

  it('is refused when it is something else: no gzip, no Chart.yaml, a schema that is no JSON, another chart', async () => {
    const text = path.join(temporaryFolder(), 'text.tgz')
    writeFileSync(text, 'hello')
    await refused(text, /is no packed chart/)
    await refused(await pack({'cloudprem/values.yaml': 'a: 1\n'}), /It has no Chart\.yaml/)
    await refused(await pack({'cloudprem/Chart.yaml': CHART, 'cloudprem/values.schema.json': '{'}), /no JSON schema/)
    const other = await user().run('validate', '--chart', await pack({'x/Chart.yaml': 'name: x\nversion: 1.0.0\n'}))
    assert.equal(other.exitCode, 2)
    assert.match(other.stderr, /is the chart x/)
  })
})
