import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {runCli, temporaryFolder} from '@cloudprem/testing'

interface Result {
  file: string
  valid: boolean
  errors: number
  warnings: number
  checks: number
  findings: {rule: string; line: number; column: number}[]
}

const BAD = ['global:', '  serviceHost: https://BASE_URL', 'dex:', '  ingress: {}', ''].join('\n')

/** Runs `values validate` in a folder that holds `text` as values.yaml. */
function validate(text: string, args: string[], input?: string) {
  const home = temporaryFolder()
  writeFileSync(path.join(home, 'values.yaml'), text)
  return runCli(['values', 'validate', ...args], {home, ...(input !== undefined && {input})})
}

describe('cloudprem values validate', () => {
  it('ends with 4 and shows place, severity, rule, reason and remedy in 80 columns', async () => {
    const {exitCode, stdout, stderr} = await validate(BAD, [])
    assert.equal(exitCode, 4)
    assert.match(stdout, /^values\.yaml:2:3 {2}error {4}service-host$/m)
    assert.match(stdout, /^values\.yaml:3:1 {2}error {4}dead-key$/m)
    assert.match(stdout, /fix {2}move it to membership\.dex/)
    assert.match(stdout, /\d+ errors, \d+ warnings? in values\.yaml \(chart cloudprem 4\.10\.2, \d+ checks\)\n$/)
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line)
    assert.equal(stderr, '')
  })

  it('gives the same as one JSON document, with exit 4 still', async () => {
    const result = await validate(BAD, ['--json'])
    const {errors, findings, valid, checks} = result.json() as Result
    assert.equal(result.exitCode, 4)
    assert.equal(valid, false)
    assert.ok(checks > 100 && errors > 5)
    assert.ok(findings.some(({rule, line, column}) => rule === 'dead-key' && line === 3 && column === 1))
  })

  it('reads standard input', async () => {
    const result = await validate('', ['-', '--json'], '- a list\n')
    const {file, findings} = result.json() as Result
    assert.equal(file, 'standard input')
    assert.deepEqual(
      findings.map(({rule}) => rule),
      ['yaml-not-a-mapping'],
    )
    assert.equal(result.exitCode, 4)
  })

  it('lets warnings pass unless --strict', async () => {
    const home = temporaryFolder()
    await runCli(['values', 'init', '--domain', 'formance.example', '--tls-secret', 'tls'], {home})
    const lenient = await runCli(['values', 'validate'], {home})
    assert.equal(lenient.exitCode, 0)
    assert.match(lenient.stdout, /1 warning in values\.yaml/)
    assert.match(lenient.stderr, /cloudprem helm install/)
    assert.equal((await runCli(['values', 'validate', '--strict'], {home})).exitCode, 4)
  })

  it('judges for the release and namespace that are asked for', async () => {
    const home = temporaryFolder()
    await runCli(['values', 'init', '--domain', 'formance.example', '--tls-secret', 'tls'], {home})
    const other = await runCli(['values', 'validate', '--namespace', 'other'], {home})
    assert.equal(other.exitCode, 4)
    assert.match(other.stdout, /database-host-elsewhere/)
  })

  it('writes SARIF with the place of each finding', async () => {
    const {stdout} = await validate(BAD, ['--format', 'sarif'])
    const log = JSON.parse(stdout) as {
      version: string
      runs: {
        tool: {driver: {rules: {id: string}[]}}
        results: {ruleId: string; ruleIndex: number; locations: {physicalLocation: {region: {startLine: number}}}[]}[]
      }[]
    }
    const [run] = log.runs
    const dead = run?.results.find(({ruleId}) => ruleId === 'dead-key')
    assert.equal(log.version, '2.1.0')
    assert.ok(dead)
    assert.equal(run?.tool.driver.rules[dead.ruleIndex]?.id, 'dead-key')
    assert.equal(dead.locations[0]?.physicalLocation.region.startLine, 3)
  })

  it('says which file it looked for, and which charts it knows', async () => {
    const home = temporaryFolder()
    const absent = await runCli(['values', 'validate'], {home})
    assert.equal(absent.exitCode, 2)
    assert.match(absent.stderr, /values\.yaml cannot be read: there is no such file/)
    const unknown = await runCli(['values', 'validate', '--chart-version', '9.0.0', '--json'], {home})
    assert.equal(unknown.exitCode, 2)
    assert.equal((unknown.json() as {error: {code: string}}).error.code, 'CHART_UNSUPPORTED')
  })
})
