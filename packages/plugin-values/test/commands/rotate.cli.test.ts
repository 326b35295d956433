import assert from 'node:assert/strict'
import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {compare} from 'bcryptjs'
import {runCli, temporaryFolder} from '@cloudprem/testing'

const FILE = [
  'portal:',
  '  config:',
  '    cookie:',
  '      # never print this',
  '      secret: "oldCookieOldCookieOldCookie" # of 2026',
  '',
].join('\n')

function home() {
  const folder = temporaryFolder()
  const file = path.join(folder, 'values.yaml')
  writeFileSync(file, FILE)
  const cli = (...args: string[]) => runCli(['values', 'rotate', ...args], {home: folder})
  return {file, cli, read: () => readFileSync(file, 'utf8')}
}

describe('cloudprem values rotate', () => {
  it('puts a new secret in place with --yes, prints neither, and tells what is lost', async () => {
    const {cli, read} = home()
    const {exitCode, stderr, stdout} = await cli('portal.config.cookie.secret', '--yes')
    assert.equal(exitCode, 0)
    const secret = /secret: "([A-Za-z0-9]{40})" # of 2026\n$/.exec(read())?.[1]
    assert.ok(secret)
    assert.equal(read().replace(secret, 'oldCookieOldCookieOldCookie'), FILE)
    assert.doesNotMatch(stdout + stderr, new RegExp(`oldCookie|${secret}`))
    assert.match(stdout, /5 - {7}secret: •+ # of 2026\n {2}5 \+ {7}secret: •+ # of 2026/)
    assert.match(stdout, /Restarts {2}cloudprem-portal, by the next helm upgrade/)
    assert.match(stdout, /Lost {6}the sessions of the portal: everyone logs in there again/)
  })

  it('asks before it writes: without a terminal and --yes nothing changes', async () => {
    const {cli, read} = home()
    const {exitCode, stderr} = await cli('portal.config.cookie.secret')
    assert.equal(exitCode, 2)
    assert.match(stderr, /cloudprem values rotate portal\.config\.cookie\.secret --yes/)
    assert.equal(read(), FILE)
  })

  it('only tells with --dry-run, as a document too', async () => {
    const {cli, read} = home()
    const result = (await cli('cookie.secret', '--dry-run', '--json')).json() as Record<string, unknown>
    assert.deepEqual(
      {path: result['path'], written: result['written'], changed: result['changed'], restarts: result['restarts']},
      {
        path: 'portal.config.cookie.secret',
        written: false,
        changed: ['portal.config.cookie.secret'],
        restarts: ['cloudprem-portal'],
      },
    )
    assert.equal(read(), FILE)
  })

  const DEX = [
    'membership:',
    '  dex:',
    '    configOverrides:',
    '      staticPasswords:',
    '        - email: admin@acme.example # the first',
    '          hash: "$2a$10$33EMT0cVYVlPy6WAMCLsceLYjWhuHpbz5yuZxu/GAFj03J9Lytjuy"',
    '          username: admin',
    '',
  ].join('\n')
  const hashIn = (text: string) => /hash: "?(\$2[aby]\$10\$[./A-Za-z0-9]{53})"?\n/.exec(text)?.[1] ?? ''

  it('gives a user of Dex a new password, shown once, whose hash is the only change of the file', async () => {
    const {cli, file, read} = home()
    writeFileSync(file, DEX)
    const {exitCode, stderr, stdout} = await cli('admin@acme.example', '--yes')
    assert.equal(exitCode, 0)
    const password = /^ {2}Password {2}([A-Za-z0-9]{24}) {3}shown once/m.exec(stdout)?.[1] ?? ''
    const hash = hashIn(read())
    assert.ok(await compare(password, hash))
    assert.equal(read().replace(hash, hashIn(DEX)), DEX)
    assert.ok(!read().includes(password) && !stderr.includes(password) && !stdout.includes(hash))
    assert.match(stdout, /Then {6}kubectl rollout restart deployment\/cloudprem-dex/)
  })

  it('shows no password that it did not write, and none that it was given', async () => {
    const {cli, file, read} = home()
    writeFileSync(file, DEX)
    const dry = (await cli('admin@acme.example', '--dry-run', '--json')).json() as Record<string, unknown>
    assert.deepEqual(dry['user'], {email: 'admin@acme.example'})
    assert.equal(read(), DEX)
    writeFileSync(path.join(path.dirname(file), 'password'), 'correct horse battery staple\n')
    const {stderr, stdout} = await cli('admin@acme.example', '--from', '@password', '--yes')
    assert.ok(await compare('correct horse battery staple', hashIn(read())))
    assert.doesNotMatch(stdout + stderr, /correct horse|Password/)
  })

  it('refuses a given password that bcrypt would cut, and a secret that the chart would break', async () => {
    const {cli, file, read} = home()
    writeFileSync(file, DEX)
    writeFileSync(path.join(path.dirname(file), 'long'), 'x'.repeat(73))
    writeFileSync(path.join(path.dirname(file), 'sign'), 'abc@def:ghi')
    const long = await cli('admin@acme.example', '--from', '@long', '--yes')
    assert.equal(long.exitCode, 2)
    assert.match(long.stderr, /has 73 bytes/)
    const sign = await cli('global.postgresql.auth.password', '--from', '@sign', '--yes')
    assert.equal(sign.exitCode, 2)
    assert.doesNotMatch(sign.stderr, /abc@def/)
    assert.equal(read(), DEX)
  })

  it('puts a licence in place that it was given, and says that it makes none', async () => {
    const {cli, file, read} = home()
    const none = await cli('global.licence.token', '--yes')
    assert.equal(none.exitCode, 2)
    assert.match(none.stderr, /cloudprem values rotate global\.licence\.token --from @FILE/)
    writeFileSync(file, 'global:\n  licence:\n    token: old.old.old # of 2025\n')
    writeFileSync(path.join(path.dirname(file), 'licence.jwt'), 'new.new.new\n')
    const {stdout} = await cli('global.licence.token', '--from', '@licence.jwt', '--yes')
    assert.equal(read(), 'global:\n  licence:\n    token: new.new.new # of 2025\n')
    assert.doesNotMatch(stdout, /new\.new|old\.old/)
    assert.match(stdout, /First {5}kubectl delete job cloudprem-membership/)
  })

  it('lists the secrets there are for one that is none', async () => {
    const {cli} = home()
    const {exitCode, stderr} = await cli('portal.replicas', '--yes')
    assert.equal(exitCode, 2)
    assert.match(stderr, /portal\.config\.cookie\.secret/)
  })
})

describe('cloudprem values explain', () => {
  it('explains without a file, ends with 2 for an unknown value, and names the nearest', async () => {
    const folder = temporaryFolder()
    const known = await runCli(['values', 'explain', 'portal.ingress.className'], {home: folder})
    assert.equal(known.exitCode, 0)
    assert.match(known.stdout, /^portal\.ingress\.className\n {2}chart {4}cloudprem 4\.10\.2\n {2}type {5}string\n/)
    const unknown = await runCli(['values', 'explain', 'portal.ingres.className'], {home: folder})
    assert.equal(unknown.exitCode, 2)
    assert.match(unknown.stderr, /Did you mean portal\.ingress\.className/)
    const json = await runCli(['values', 'explain', 'portal.enabled', '--chart-version', '2.2.1', '--json'], {home: folder})
    const {later} = json.json() as {later: {major: number; replacedBy: string}[]}
    assert.deepEqual(later[0] && [later[0].major, later[0].replacedBy], [3, 'global.platform.portal.enabled'])
  })
})
