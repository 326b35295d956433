import assert from 'node:assert/strict'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {runCli, temporaryFolder} from '@cloudprem/testing'

interface Result {
  from: string
  to: string
  guessed?: string
  file?: string
  backup?: string
  changes: {kind: string; from?: string; to?: string; text?: string}[]
  decisions: {path: string}[]
  stops: {id: string; commands: string[]}[]
}

const OLD = [
  '# kept',
  'global:',
  '  serviceHost: formance.example # the domain',
  '  platform:',
  '    # the shared cookie',
  '    cookie:',
  '      encryptionKey: oldCookieKey0123456789abcdef',
  'console:',
  '  # off for good',
  '  enabled: false',
  '',
].join('\n')

/** A folder with an old values.yaml. */
function machine(text = OLD) {
  const home = temporaryFolder()
  const file = path.join(home, 'values.yaml')
  writeFileSync(file, text)
  return {
    home,
    file,
    read: (name = 'values.yaml') => readFileSync(path.join(home, name), 'utf8'),
    migrate: (args: string[], input?: string) =>
      runCli(['values', 'migrate', ...args], {home, ...(input !== undefined && {input})}),
  }
}

describe('cloudprem values migrate', () => {
  it('prints the new file to stdout and the report to stderr, and touches nothing', async () => {
    const {migrate, read} = machine()
    const {exitCode, stdout, stderr} = await migrate(['--to', '3.20.1'])
    assert.equal(exitCode, 0)
    assert.match(stdout, /^# kept\nglobal:\n {2}serviceHost: formance\.example # the domain\n/)
    assert.match(stdout, / {6}# off for good\n {6}enabled: false\n {6}# the shared cookie\n {6}cookie:\n/)
    assert.match(stderr, /values\.yaml: cloudprem 2\.2\.1 → 3\.20\.1/)
    assert.match(stderr, /taken for 2\.2\.1 because the file has console\.enabled; --from says otherwise/)
    assert.match(stderr, /console\.enabled → global\.platform\.console\.enabled/)
    assert.match(stderr, /^ {6}\$ kubectl delete job --namespace formance-system cloudprem-membership --ignore-not-found$/m)
    assert.equal(read(), OLD)
  })

  it('writes nothing with --dry-run, and its report has 80 columns but for commands', async () => {
    const {migrate, read} = machine()
    const {exitCode, stdout} = await migrate(['--to', '4', '--dry-run'])
    assert.equal(exitCode, 0)
    assert.match(stdout, /nothing was written/)
    assert.match(stdout, /Dropped \(\d+\)/)
    assert.ok(!stdout.includes('oldCookieKey'))
    for (const line of stdout.split('\n')) if (!line.startsWith('      $ ')) assert.ok(line.length <= 80, line)
    assert.equal(read(), OLD)
  })

  it('replaces the file in place and keeps what it was', async () => {
    const {migrate, read} = machine()
    const first = await migrate(['--from', '2', '--to', '3', '--in-place'])
    assert.equal(first.exitCode, 0)
    assert.equal(read('values.yaml.bak'), OLD)
    assert.notEqual(read(), OLD)
    const second = await migrate(['--from', '3', '--to', '4', '--in-place'])
    assert.equal(second.exitCode, 2)
    assert.match(second.stderr, /values\.yaml\.bak exists and was not touched/)
    assert.equal(read('values.yaml.bak'), OLD)
  })

  it('writes to -o once, and again only with --force', async () => {
    const {migrate, read, home} = machine()
    const args = ['--to', '4', '-o', path.join(home, 'new.yaml')]
    assert.equal((await migrate(args)).exitCode, 0)
    assert.equal((await migrate(args)).exitCode, 2)
    assert.equal((await migrate([...args, '--force'])).exitCode, 0)
    assert.equal(read(), OLD)
  })

  it('gives the report as one JSON document without a secret in it', async () => {
    const {migrate} = machine()
    const run = await migrate(['--to', '4.10.2', '--json'])
    const result = run.json() as Result
    assert.equal(result.from, '2.2.1')
    assert.equal(result.to, '4.10.2')
    assert.match(result.guessed ?? '', /console\.enabled/)
    assert.ok(result.changes.some(({kind, from}) => kind === 'dropped' && from === 'global.platform.console'))
    assert.ok(result.stops.some(({id}) => id === 'postgresql-18'))
    assert.ok(result.decisions.some(({path}) => path === 'global.licence.token'))
    assert.ok(!run.stdout.includes('oldCookieKey'))
  })

  it('reads standard input, for which there is no place', async () => {
    const {migrate, home} = machine()
    const piped = await migrate(['-', '--from', '3', '--to', '4'], 'console:\n  replicas: 2\nportal: {}\n')
    assert.equal(piped.exitCode, 0)
    assert.match(piped.stdout, /^portal: \{\}$/m)
    assert.ok(!/^console:/m.test(piped.stdout))
    assert.equal((await migrate(['-', '--in-place'], OLD)).exitCode, 2)
    assert.ok(!existsSync(path.join(home, '-')))
  })

  it('refuses a file of which helm drops a part in silence', async () => {
    const {exitCode, stderr, stdout} = await machine('global: {}\nportal: {}\nglobal: {}\n').migrate(['--from', '2'])
    assert.equal(exitCode, 4)
    assert.match(stderr, /line 3, global stands twice/)
    assert.equal(stdout, '')
  })

  it('refuses to go back, and versions that it does not know', async () => {
    const {migrate} = machine()
    const back = await migrate(['--from', '4', '--to', '3'])
    assert.equal(back.exitCode, 2)
    assert.match(back.stderr, /cloudprem values validate values\.yaml --chart-version 3/)
    assert.equal((await migrate(['--from', '2', '--to', '7'])).exitCode, 2)
    const nothing = await machine('portal: {}\n').migrate(['--to', '4'])
    assert.equal(nothing.exitCode, 2)
    assert.match(nothing.stderr, /cloudprem values migrate --from 3 --to 4/)
  })
})
