import assert from 'node:assert/strict'
import {chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {runCli, temporaryFolder} from '@cloudprem/testing'

const FILE = [
  '# Values of production.',
  'global:',
  '  serviceHost: formance.example # the domain',
  '',
  'membership:',
  '  config:',
  '    oidc:',
  "      clientSecret: 'oldSecretOldSecretOldSecret'",
  '  dex:',
  '    envVars:',
  '      - {name: POSTGRES_PASSWORD, value: hunter2hunter2}',
  'portal:',
  '  replicas: 1   # one is enough',
  '',
].join('\r\n')

function home(text = FILE) {
  const folder = temporaryFolder()
  const file = path.join(folder, 'values.yaml')
  writeFileSync(file, text)
  return {
    folder,
    file,
    cli: (args: string[], input?: string, env?: Record<string, string>) =>
      runCli(['values', ...args], {home: folder, ...(input !== undefined && {input}), ...(env && {env})}),
  }
}

interface Edited {
  file: string
  written: boolean
  changed: string[]
  lines: {line: number; removed: string[]; added: string[]}[]
  findings: {rule: string}[]
}

describe('cloudprem values set', () => {
  it('changes the lines of the values and no other byte, and shows them', async () => {
    const {cli, file} = home()
    const {exitCode, stdout} = await cli(['set', 'portal.replicas=2', 'global.nats.enabled=true'])
    assert.equal(exitCode, 0)
    assert.equal(
      readFileSync(file, 'utf8'),
      FILE.replace('replicas: 1', 'replicas: 2').replace('# the domain\r\n', '# the domain\r\n  nats:\r\n    enabled: true\r\n'),
    )
    assert.equal(
      stdout,
      [
        'Wrote values.yaml',
        '  13 -   replicas: 1   # one is enough',
        '  13 +   replicas: 2   # one is enough',
        '   4 +   nats:',
        '   5 +     enabled: true',
        '',
      ].join('\n'),
    )
  })

  it('types values as helm --set does, and keeps them text with --string', async () => {
    const {cli, file} = home('{}\n')
    await cli(['set', 'a=1', 'b=1.5', 'c=TRUE', 'd=null', 'e={x,2}', 'f=g,h'])
    assert.equal(readFileSync(file, 'utf8'), 'a: 1\nb: "1.5"\nc: true\nd: null\ne:\n  - x\n  - 2\nf: "g,h"\n')
    const {lines} = (await cli(['set', '--string', 'a=1', '--json'])).json() as Edited
    assert.deepEqual(lines, [{line: 1, removed: ['a: 1'], added: ['a: "1"']}])
  })

  it('keeps the mode of the file and the link that it is reached by', async () => {
    const {cli, file, folder} = home()
    chmodSync(file, 0o664)
    symlinkSync('values.yaml', path.join(folder, 'link.yaml'))
    assert.equal((await cli(['set', 'portal.replicas=3', '-f', 'link.yaml'])).exitCode, 0)
    assert.equal(statSync(file).mode & 0o777, 0o664)
    assert.ok(lstatSync(path.join(folder, 'link.yaml')).isSymbolicLink())
    assert.match(readFileSync(file, 'utf8'), /replicas: 3/)
  })

  it('changes nothing with --dry-run, and shows no secret, neither the old nor the new', async () => {
    const {cli, file} = home()
    const setting = 'membership.config.oidc.clientSecret=-'
    const {exitCode, stderr, stdout} = await cli(['set', setting, '--dry-run'], 'newSecretNewSecretNewSecret\n')
    assert.equal(exitCode, 0)
    assert.equal(stdout, 'Would change values.yaml\n  8 -       clientSecret: ••••••\n  8 +       clientSecret: ••••••\n')
    assert.doesNotMatch(stdout + stderr, /oldSecret|newSecret/)
    assert.equal(readFileSync(file, 'utf8'), FILE)
  })

  it('masks a short secret, and one in the environment of Dex, too', async () => {
    const {cli} = home()
    const result = await cli(['set', 'membership.dex.envVars[0].value=abc', 'global.postgresql.auth.password=xyz', '--json'])
    assert.doesNotMatch(result.stdout, /hunter2|abc|xyz/)
    assert.match(result.stderr, /stands on the command line/)
  })

  it('takes secrets from a file, standard input and the environment', async () => {
    const {cli, file, folder} = home()
    writeFileSync(path.join(folder, 'token'), 'tokenFromFile1\n')
    const args = [
      'set',
      'global.licence.token=@token',
      'portal.config.cookie.secret=-',
      'membership.config.oidc.clientSecret=env:OIDC',
    ]
    const {stderr, stdout} = await cli(args, 'cookieFromInput1', {OIDC: '1234567'})
    const text = readFileSync(file, 'utf8')
    assert.match(text, /token: tokenFromFile1\r\n/)
    assert.match(text, /secret: cookieFromInput1\r\n/)
    assert.match(text, /clientSecret: '1234567'\r\n/)
    assert.doesNotMatch(stdout + stderr, /tokenFromFile1|cookieFromInput1|1234567/)
    const empty = await cli(['set', 'a=env:NOT_THERE', '--json'])
    assert.equal(empty.exitCode, 2)
    assert.match(empty.stdout, /the variable NOT_THERE is not set/)
  })

  it('tells of a key that no template reads as soon as it is written', async () => {
    const {cli} = home()
    const {stderr} = await cli(['set', 'membership.ingres.className=nginx'])
    assert.match(stderr.replaceAll(/\s+/g, ' '), /reads no membership\.ingres.*did you mean membership\.ingress\?/)
  })

  it('refuses with one error what an anchor ties together, and leaves the file alone', async () => {
    const text = 'x: &x\n  a: 1\nportal: *x\n'
    const {cli, file} = home(text)
    const result = await cli(['set', 'portal.a=2', '--json'])
    assert.equal(result.exitCode, 3)
    assert.equal((result.json() as {error: {code: string}}).error.code, 'VALUES_NOT_EDITABLE')
    assert.equal(readFileSync(file, 'utf8'), text)
  })

  it('names what is wrong with the arguments', async () => {
    const {cli} = home()
    assert.match((await cli(['set'])).stderr, /No path was given/)
    assert.match((await cli(['set', 'a..b=1'])).stderr, /"a\.\.b=1" is no path/)
    const bare = await cli(['set', 'portal.replicas'])
    assert.equal(bare.exitCode, 2)
    assert.match(bare.stderr, /has no value/)
  })

  it('refuses a file that is not UTF-8 rather than to spoil it', async () => {
    const {cli, file} = home()
    const bytes = Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a])
    writeFileSync(file, bytes)
    const {exitCode, stderr} = await cli(['set', 'b=1'])
    assert.equal(exitCode, 2)
    assert.match(stderr, /not UTF-8/)
    assert.deepEqual(readFileSync(file), bytes)
  })
})

describe('cloudprem values unset', () => {
  it('removes keys with their comments, and says when there is nothing to do', async () => {
    const {cli, file} = home()
    const {stdout} = await cli(['unset', 'portal'])
    assert.equal(stdout, 'Wrote values.yaml\n  12 - portal:\n  13 -   replicas: 1   # one is enough\n')
    assert.equal(readFileSync(file, 'utf8'), FILE.slice(0, FILE.indexOf('portal:')))
    const again = await cli(['unset', 'portal'])
    assert.equal(again.exitCode, 0)
    assert.equal(again.stdout, 'values.yaml has it so already and was not touched\n')
  })
})

describe('cloudprem values get', () => {
  it('prints what helm reads, maps as YAML, secrets only when asked to', async () => {
    const {cli} = home()
    assert.equal((await cli(['get', 'global.serviceHost'])).stdout, 'formance.example\n')
    assert.equal((await cli(['get', 'portal'])).stdout, 'replicas: 1\n')
    assert.equal((await cli(['get', 'membership.config.oidc.clientSecret'])).stdout, '••••••\n')
    assert.equal((await cli(['get', 'membership.config.oidc.clientSecret', '--reveal'])).stdout, 'oldSecretOldSecretOldSecret\n')
    assert.doesNotMatch((await cli(['get', 'membership', '--json'])).stdout, /hunter2|oldSecret/)
    assert.deepEqual((await cli(['get', 'portal.replicas', '-f', '-', '--json'], 'portal: {replicas: 0x10}\n')).json(), {
      file: '-',
      path: 'portal.replicas',
      value: 16,
    })
  })

  it("ends with 2 for what the file does not set, and names the chart's default", async () => {
    const {cli} = home()
    const {exitCode, stderr} = await cli(['get', 'membership.dex.enabled'])
    assert.equal(exitCode, 2)
    assert.match(stderr, /values\.yaml does not set membership\.dex\.enabled/)
    assert.match(stderr, /default counts: true/)
    assert.match(stderr, /cloudprem values explain membership\.dex\.enabled/)
  })
})
