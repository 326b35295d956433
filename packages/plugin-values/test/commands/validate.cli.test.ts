import assert from 'node:assert/strict'
import {mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
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

  it('takes files by -f too, as helm does, the last one with the last word', async () => {
    const home = temporaryFolder()
    writeFileSync(path.join(home, 'one.yaml'), BAD)
    writeFileSync(path.join(home, 'two.yaml'), 'global: {serviceHost: formance.internal}\n')
    const byFlag = await runCli(['values', 'validate', '-f', 'one.yaml', '-f', 'two.yaml', '--json'], {home})
    const byArgument = await runCli(['values', 'validate', 'one.yaml', 'two.yaml', '--json'], {home})
    assert.deepEqual((byFlag.json() as {files: string[]}).files, ['one.yaml', 'two.yaml'])
    assert.deepEqual(byFlag.json(), byArgument.json())
    const both = await runCli(['values', 'validate', 'one.yaml', '-f', 'two.yaml'], {home})
    assert.equal(both.exitCode, 2)
    assert.match(both.stderr, /given as arguments and by -f/)
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

  it('says which flag Helm 4 needs for the charts that need one', async () => {
    assert.match((await validate('global: {}\n', ['--chart-version', '3.20.1'])).stderr, /--server-side=false/)
    assert.doesNotMatch((await validate('global: {}\n', ['--chart-version', '4.10.2'])).stderr, /server-side/)
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

  it('changes with --fix what needs no decision, and no other byte', async () => {
    const home = temporaryFolder()
    const file = path.join(home, 'values.yaml')
    const before =
      '# mine\r\nglobal:   # kept\r\n  serviceHost:  "https://Formance.Example/" # base\r\nmembership:\r\n  ingres: {}\r\n'
    writeFileSync(file, before, {mode: 0o640})
    const {stderr, stdout} = await runCli(['values', 'validate', '--fix'], {home})
    assert.equal(
      readFileSync(file, 'utf8'),
      before.replace('https://Formance.Example/', 'formance.example').replace('ingres:', 'ingress:'),
    )
    assert.match(stderr, /values\.yaml: 2 changed/)
    assert.doesNotMatch(stdout, /service-host|unknown-key/)
    assert.equal(statSync(file).mode & 0o777, 0o640)
  })

  it('does not change standard input, nor a file that is not UTF-8', async () => {
    assert.equal((await validate('', ['-', '--fix'], 'a: 1\n')).exitCode, 2)
    const home = temporaryFolder()
    const bytes = Buffer.concat([Buffer.from('global: {serviceHost: A.example}\n# caf'), Buffer.from([0xe9, 0x0a])])
    writeFileSync(path.join(home, 'values.yaml'), bytes)
    const {exitCode, stderr} = await runCli(['values', 'validate', '--fix'], {home})
    assert.equal(exitCode, 4)
    assert.match(stderr, /not UTF-8/)
    assert.deepEqual(readFileSync(path.join(home, 'values.yaml')), bytes)
  })

  it('lays files over each other as helm does, and points at the file that says it', async () => {
    const home = temporaryFolder()
    writeFileSync(path.join(home, 'base.yaml'), 'global:\n  serviceHost: https://one.example\n  debug: yes\n')
    writeFileSync(path.join(home, 'over.yaml'), '\nglobal:\n  serviceHost: two.example:8443\n')
    const {stdout} = await runCli(['values', 'validate', 'base.yaml', 'over.yaml'], {home})
    assert.match(stdout, /^over\.yaml:3:3 {2}error {4}service-host$/m)
    assert.match(stdout, /^base\.yaml:3:3 {2}warning {2}yaml-bare-boolean$/m)
    assert.doesNotMatch(stdout, /^base\.yaml.*service-host$/m)
  })

  it('takes a comment with a reason for an answer, and says which comments are worth nothing', async () => {
    const text = [
      'global:',
      '  # cloudprem-ignore service-host resolved by our proxy',
      '  serviceHost: https://formance.example',
      'dex: {} # cloudprem-ignore dead-key',
      'portal: {} # cloudprem-ignore empty-section it is on purpose',
      'membership: {} # cloudprem-ignore no-such-rule for reasons',
      '',
    ].join('\n')
    const {findings, ignored} = (await validate(text, ['--json'])).json() as Result & {ignored: {rule: string}[]}
    const of = (rule: string) => findings.filter((each) => each.rule === rule).map(({line}) => line)
    assert.deepEqual(
      ignored.map(({rule}) => rule),
      ['service-host'],
    )
    assert.deepEqual(of('ignore-without-reason'), [4])
    assert.deepEqual(of('dead-key'), [4])
    assert.deepEqual(of('ignore-unused'), [5])
    assert.deepEqual(of('ignore-unknown-rule'), [6])
  })

  it('writes workflow commands for GitHub', async () => {
    const {stdout, exitCode} = await validate(BAD, ['--format', 'github'])
    assert.equal(exitCode, 4)
    assert.match(stdout, /^::error file=values\.yaml,line=2,col=3,title=service-host::global\.serviceHost/m)
    for (const line of stdout.trimEnd().split('\n')) assert.match(line, /^::(error|warning) /)
  })

  it('prints the JSON document with --format json too', async () => {
    const [flag, format] = await Promise.all([validate(BAD, ['--json']), validate(BAD, ['--format', 'json'])])
    assert.deepEqual(JSON.parse(format.stdout), flag.json())
  })

  it('judges types and keys by the schema of a chart that is at hand', async () => {
    const home = temporaryFolder()
    const child = path.join(home, 'chart', 'charts', 'membership')
    mkdirSync(child, {recursive: true})
    const schema = (properties: object) => JSON.stringify({type: 'object', properties})
    writeFileSync(path.join(home, 'chart', 'values.schema.json'), schema({global: {type: 'object'}}))
    writeFileSync(path.join(home, 'chart', 'Chart.yaml'), 'name: cloudprem\nversion: 4.10.2\n')
    writeFileSync(path.join(child, 'Chart.yaml'), 'name: membership\nversion: 1.0.0\n')
    writeFileSync(path.join(child, 'values.schema.json'), schema({colour: {type: 'integer'}}))
    writeFileSync(path.join(home, 'values.yaml'), 'membership:\n  colour: red\n')
    const own = await runCli(['values', 'validate', '--chart', './chart'], {home})
    assert.match(own.stdout, /^values\.yaml:2:3 {2}error {4}wrong-type$/m)
    const published = await runCli(['values', 'validate'], {home})
    assert.match(published.stdout, /^values\.yaml:2:3 {2}warning {2}unknown-key$/m)
  })
})
