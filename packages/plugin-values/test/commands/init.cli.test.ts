import assert from 'node:assert/strict'
import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {INSECURE_PASSWORD_HASH, PLACEHOLDER_PATTERN, valueAt, walk} from '@cloudprem/chart'
import {runCli, temporaryFolder, type CliResult} from '@cloudprem/testing'
import {compareSync, getRounds} from 'bcryptjs'
import {load} from 'js-yaml'

const DOMAIN = ['--domain', 'formance.example', '--tls-secret', 'formance-example-tls']

/** A user of one's own. */
function user() {
  const home = temporaryFolder()
  return {
    file: (name = 'values.yaml') => path.join(home, name),
    read: (name = 'values.yaml') => readFileSync(path.join(home, name), 'utf8'),
    write: (name: string, text: string) => writeFileSync(path.join(home, name), text),
    run: (args: string[], options: {input?: string; env?: Record<string, string>} = {}) => runCli(args, {home, ...options}),
  }
}

function succeeded(result: CliResult): CliResult {
  assert.equal(result.exitCode, 0, result.stderr)
  return result
}

const secretsIn = (text: string): string[] => text.match(/\b[A-Za-z][A-Za-z0-9]{39}\b/g) ?? []
const passwordOf = (text: string) => /Password\s+(\w+)/.exec(text)?.[1] ?? ''

describe('cloudprem values init', () => {
  it('writes a file of mode 0600 with no placeholder and no secret of the chart', async () => {
    const {run, read, file} = user()
    succeeded(await run(['values', 'init', ...DOMAIN, '-o', 'v.yaml']))
    const text = read('v.yaml')
    if (process.platform !== 'win32') assert.equal(statSync(file('v.yaml')).mode & 0o777, 0o600)
    assert.doesNotMatch(text, PLACEHOLDER_PATTERN)
    assert.doesNotMatch(text, /changeMe/)
    assert.ok(!text.includes(INSECURE_PASSWORD_HASH))
    assert.deepEqual(
      [...walk(load(text))].filter(({value}) => value === 'formance'),
      [],
    )
  })

  it('writes what values validate finds no error in', async () => {
    const {run} = user()
    succeeded(await run(['values', 'init', ...DOMAIN]))
    const result = succeeded(await run(['values', 'validate', '--json'])).json() as {errors: number; findings: {rule: string}[]}
    assert.equal(result.errors, 0)
    assert.deepEqual(
      result.findings.map(({rule}) => rule),
      ['licence-missing'],
    )
  })

  it('refuses to overwrite, and leaves the file alone, until --force', async () => {
    const {run, read} = user()
    succeeded(await run(['values', 'init', ...DOMAIN]))
    const before = read()
    const second = await run(['values', 'init', ...DOMAIN])
    assert.equal(second.exitCode, 2)
    assert.match(second.stderr, /FILE_EXISTS/)
    assert.equal(second.stdout, '')
    assert.equal(read(), before)
    succeeded(await run(['values', 'init', ...DOMAIN, '--force']))
    assert.notEqual(read(), before)
  })

  it('gives other keys each time', async () => {
    const {run, read} = user()
    for (const name of ['a.yaml', 'b.yaml']) succeeded(await run(['values', 'init', ...DOMAIN, '-o', name]))
    const [a, b] = [secretsIn(read('a.yaml')), secretsIn(read('b.yaml'))]
    assert.equal(a.length, 7)
    assert.deepEqual(
      a.filter((secret) => b.includes(secret)),
      [],
    )
  })

  it('names everything that is missing in one error without a terminal', async () => {
    const {run, file} = user()
    const result = await run(['values', 'init'])
    assert.equal(result.exitCode, 2)
    assert.equal(result.stderr.match(/Error/g)?.length, 1)
    assert.match(result.stderr, /--domain, --tls-secret/)
    assert.equal(existsSync(file()), false)
  })

  it('shows a password once that opens the hash in the file, and keeps it nowhere', async () => {
    const {run, read} = user()
    const {stdout, stderr} = succeeded(await run(['values', 'init', ...DOMAIN, '--admin-email', 'ops@acme.example', '--debug']))
    const password = passwordOf(stdout)
    const [admin] = valueAt(load(read()), 'membership.dex.configOverrides.staticPasswords') as {
      email: string
      hash: string
      role: string
    }[]
    assert.ok(admin)
    assert.equal(admin.email, 'ops@acme.example')
    assert.equal(admin.role, 'USER')
    assert.equal(getRounds(admin.hash), 10)
    assert.ok(compareSync(password, admin.hash))
    assert.ok(!read().includes(password) && !stderr.includes(password))
  })

  it('prints hosts, TLS, secrets, database and the next commands in 80 columns', async () => {
    const {run} = user()
    const {stdout, stderr} = succeeded(await run(['values', 'init', ...DOMAIN]))
    for (const name of ['membership', 'dex', 'portal', 'console']) assert.ok(stdout.includes(`${name}.formance.example`), name)
    assert.match(stdout, /formance-example-tls on all 4/)
    assert.match(stdout, /7 generated/)
    assert.match(stderr, /Warning: No licence/)
    assert.match(stderr, /cloudprem values validate\n.*cloudprem helm install/)
    for (const line of `${stdout}\n${stderr}`.split('\n')) assert.ok(line.length <= 80, line)
  })

  it('takes licence and database from files and standard input, and prints neither', async () => {
    const {run, read, write} = user()
    write('licence', 'header.payload.signature-of-licence\n')
    const args = [...DOMAIN, '--licence-token', '@licence', '--licence-cluster-id', '6c1d1c1e-5f0a-4b57-9d0c-1f7a3c5e2b11']
    const input = 'postgres://cloudprem:aPasswordOfThisDatabase42@db.example.net:5433/main?sslmode=require\n'
    const {stdout, stderr} = succeeded(await run(['values', 'init', ...args, '--postgres-url', '-', '--debug'], {input}))
    const values = load(read())
    assert.equal(valueAt(values, 'global.licence.token'), 'header.payload.signature-of-licence')
    assert.equal(valueAt(values, 'global.postgresql.auth.password'), 'aPasswordOfThisDatabase42')
    assert.equal(valueAt(values, 'global.postgresql.host'), 'db.example.net')
    assert.doesNotMatch(stdout + stderr, /signature-of-licence|aPasswordOfThisDatabase42/)
    assert.doesNotMatch(stderr, /Warning/)
    assert.match(stdout, /db\.example\.net:5433/)
    assert.equal((await run(['values', 'validate', '--strict'])).exitCode, 0)
  })

  it('warns when a secret stands on the command line', async () => {
    const {run} = user()
    const {stderr} = await run(['values', 'init', ...DOMAIN, '--licence-token', 'licence-in-argv-123'])
    assert.match(stderr, /Warning: --licence-token stands on the command\s+line/)
    assert.doesNotMatch(stderr, /licence-in-argv-123/)
  })

  it('keeps in the profile what the next steps need', async () => {
    const {run} = user()
    succeeded(await run(['values', 'init', ...DOMAIN, '--release', 'prem', '--namespace', 'prod', '-o', 'v.yaml']))
    const {profiles} = (await run(['profiles', 'list', '--json'])).json() as {profiles: Record<string, string>[]}
    const [profile] = profiles
    assert.deepEqual(
      {...profile, name: undefined, valuesFile: path.basename(profile?.['valuesFile'] ?? '')},
      {
        name: undefined,
        baseDomain: 'formance.example',
        chart: 'oci://ghcr.io/formancehq/helm/cloudprem',
        chartVersion: '4.10.2',
        release: 'prem',
        namespace: 'prod',
        valuesFile: 'v.yaml',
        membershipUri: 'https://membership.formance.example/api',
      },
    )
    assert.ok(path.isAbsolute(profile?.['valuesFile'] ?? ''), 'the file is found from any folder')
  })

  it('gives one document with --json, the password in it', async () => {
    const {run, read} = user()
    const {stdout} = succeeded(await run(['values', 'init', ...DOMAIN, '--json']))
    const result = JSON.parse(stdout) as {admin: {password: string}; hosts: Record<string, string>; warnings: string[]}
    assert.match(result.admin.password, /^\w{24}$/)
    assert.equal(result.hosts['console-v3'], 'console.formance.example')
    assert.equal(result.warnings.length, 1)
    const [admin] = valueAt(load(read()), 'membership.dex.configOverrides.staticPasswords') as {hash: string}[]
    assert.ok(compareSync(result.admin.password, admin?.hash ?? ''))
  })

  it('prints the file alone with --stdout, the licence unmasked and the password on stderr', async () => {
    const {run, write, file} = user()
    write('licence', 'header.payload.signature-of-licence')
    const {stdout, stderr} = succeeded(await run(['values', 'init', ...DOMAIN, '--stdout', '--licence-token', '@licence']))
    const values = load(stdout)
    assert.equal(valueAt(values, 'global.licence.token'), 'header.payload.signature-of-licence')
    const [admin] = valueAt(values, 'membership.dex.configOverrides.staticPasswords') as {hash: string}[]
    assert.ok(compareSync(passwordOf(stderr), admin?.hash ?? ''))
    assert.equal(existsSync(file()), false)
  })

  const refused: [args: string[], error: RegExp][] = [
    [['--domain', 'https://formance.example', '--tls-secret', 'x'], /has a scheme[^]*--domain formance\.example/],
    [['--domain', 'formance.example/', '--tls-secret', 'x'], /slash/],
    [['--domain', 'formance.example:443', '--tls-secret', 'x'], /port/],
    [['--domain', 'Formance.example', '--tls-secret', 'x'], /capitals/],
    [['--domain', 'formance.example', '--tls-secret', 'My_Secret'], /--tls-secret/],
    [[...DOMAIN, '--chart-version', '5.0.0'], /CHART_UNSUPPORTED/],
    [[...DOMAIN, '--chart-version', 'v1.0.3'], /--from FILE/],
    [[...DOMAIN, '--release', 'a-release-name-that-is-long-x'], /27/],
    [[...DOMAIN, '--namespace', 'Not_One'], /namespace/],
    [[...DOMAIN, '--admin-email', 'nobody'], /e-mail/],
    [[...DOMAIN, '--set', 'novalue'], /PATH=VALUE/],
    [[...DOMAIN, '--chart-version', '2.2.1', '--licence-cluster-id', 'x'], /no licence/],
    [[...DOMAIN, '--stdout', '--json'], /one of them/],
  ]
  for (const [args, error] of refused) {
    it(`refuses ${args.join(' ')} with exit 2 and writes nothing`, async () => {
      const {run, file} = user()
      const result = await run(['values', 'init', ...args])
      assert.equal(result.exitCode, 2)
      assert.match(result.stdout + result.stderr, error)
      assert.equal(existsSync(file()), false)
    })
  }

  it('writes files for chart 3.x and 2.x too', async () => {
    for (const version of ['3.20.1', 'v2.2.1']) {
      const {run} = user()
      succeeded(await run(['values', 'init', ...DOMAIN, '--chart-version', version]))
      assert.equal((await run(['values', 'validate'])).exitCode, 0, version)
    }
  })

  it('takes answers from the environment', async () => {
    const {run, read} = user()
    const env = {CLOUDPREM_DOMAIN: 'env.example', CLOUDPREM_TLS_SECRET: 'env-tls', CLOUDPREM_INGRESS_CLASS: 'nginx'}
    succeeded(await run(['values', 'init'], {env}))
    assert.equal(valueAt(load(read()), 'membership.dex.ingress.className'), 'nginx')
  })
})

describe('cloudprem values init --from', () => {
  const OLD = 'console:\n  host: console.BASE_URL # BASE_URL\n  tls: YOUR_TLS_SECRET_NAME\n  key: RANDOM_KEY\n'

  it('fills in the placeholders of a 1.0.x file and tells how many and where', async () => {
    const {run, read, write} = user()
    write('old.yaml', OLD)
    const {stdout} = succeeded(await run(['values', 'init', '--from', 'old.yaml', ...DOMAIN]))
    assert.match(
      read(),
      /^console:\n {2}host: console\.formance\.example # formance\.example\n {2}tls: formance-example-tls\n {2}key: \w{40}\n$/,
    )
    assert.match(stdout, /BASE_URL\s+2 replaced/)
    assert.match(stdout, /line\s+2\s+console\.host/)
    assert.equal(read('old.yaml'), OLD)
  })

  it('does not replace the file it reads without --force', async () => {
    const {run, read, write} = user()
    write('values.yaml', OLD)
    assert.equal((await run(['values', 'init', '--from', 'values.yaml', ...DOMAIN])).exitCode, 2)
    assert.equal(read(), OLD)
  })

  it('says so when there is nothing to fill in, or no file', async () => {
    const {run, write} = user()
    write('done.yaml', 'a: 1\n')
    assert.match((await run(['values', 'init', '--from', 'done.yaml', ...DOMAIN])).stderr, /holds none of/)
    assert.match((await run(['values', 'init', '--from', 'absent.yaml', ...DOMAIN])).stderr, /FILE_UNREADABLE/)
  })

  it("leaves a file that validate can judge: the guide's own secrets are told", async () => {
    const {run, write} = user()
    write('old.yaml', `${OLD}  encryption_iv: b6747T6eP9DnMvEw\n`)
    succeeded(await run(['values', 'init', '--from', 'old.yaml', ...DOMAIN]))
    const result = await run(['values', 'validate'])
    assert.equal(result.exitCode, 4)
    assert.match(result.stdout, /known-secret/)
  })
})
