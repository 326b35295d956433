import assert from 'node:assert/strict'
import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {parseValues, valueAt} from '@cloudprem/chart'
import {helmFolders, repositoryRoot, runCli, temporaryFolder, type CliResult} from '@cloudprem/testing'

const DOMAIN = ['--domain', 'formance.example', '--tls-secret', 'formance-example-tls']
const REHEARSAL = path.join(repositoryRoot, 'packages/plugin-sandbox/charts/cloudprem')

function user() {
  const home = temporaryFolder()
  const file = (name = 'values.yaml') => path.join(home, name)
  const read = (name = 'values.yaml') => readFileSync(file(name), 'utf8')
  return {
    file,
    read,
    at: (name: string) => valueAt(parseValues(read()).values, name),
    write: (text: string, name = 'values.yaml') => writeFileSync(file(name), text),
    init: (...args: string[]) => runCli(['values', 'init', ...args], {home}),
    initWith: (env: Record<string, string>, ...args: string[]) => runCli(['values', 'init', ...args], {home, env}),
    rules: async () => {
      const report = (await runCli(['values', 'validate', '--json'], {home})).json() as {findings: {rule: string; path: string}[]}
      // A chart's own values have a key that no template of it reads; with --from it stays.
      const others = report.findings.filter(({path: at}) => at !== 'global.platform.membership.oidc')
      return others.map(({rule}) => rule).filter((rule) => rule !== 'licence-missing')
    },
  }
}

function succeeded(result: CliResult): CliResult {
  assert.equal(result.exitCode, 0, result.stderr)
  return result
}

/** Lines of `after` that are not in `before`. */
const added = (before: string, after: string) => after.split('\n').filter((line) => !before.split('\n').includes(line))

describe('cloudprem values init --merge', () => {
  it('changes not a byte when nothing new is said, and shows no password', async () => {
    const {init, read} = user()
    succeeded(await init(...DOMAIN))
    const before = read()
    for (const args of [['--merge', ...DOMAIN], ['--merge']]) {
      const {stdout} = succeeded(await init(...args))
      assert.equal(read(), before)
      assert.doesNotMatch(stdout, /Password/)
      assert.match(stdout, /0 generated/)
    }
  })

  it('keeps secrets, comments and what a person set, and adds what is missing', async () => {
    const {init, read, write, at, rules} = user()
    succeeded(await init(...DOMAIN))
    const mine = read()
      .replace(/^ {6}secret: .*\n/m, '')
      .replace(/^portal:\n/m, '# my own remark\nportal:\n  replicas: 3   # three\n')
      .replace(/^( +)password: .*$/m, '$1password: formance')
    write(mine)
    succeeded(await init('--merge', '--set', 'portal.image.tag=v9'))
    assert.match(read(), /# my own remark\nportal:\n {2}replicas: 3 {3}# three\n/)
    assert.equal(at('portal.image.tag'), 'v9')
    assert.equal(at('global.postgresql.auth.password') === 'formance', false)
    assert.deepEqual(await rules(), [])
    assert.equal(added(mine, read()).filter((line) => !/^\s*(secret|password|image|tag):/.test(line)).length, 0)
  })

  it('moves to another domain in every place, and keeps the secrets', async () => {
    const {init, read, at, rules} = user()
    succeeded(await init(...DOMAIN))
    const secrets = (text: string) => text.match(/\b[A-Za-z][A-Za-z0-9]{39}\b/g)
    const before = secrets(read())
    succeeded(await init('--merge', '--domain', 'acme.example'))
    assert.deepEqual(secrets(read()), before)
    assert.equal(at('global.serviceHost'), 'acme.example')
    assert.deepEqual(at('portal.ingress.tls'), [{secretName: 'formance-example-tls', hosts: ['portal.acme.example']}])
    assert.equal(at('portal.ingress.className'), undefined)
    assert.ok(!(await rules()).includes('tls-host-missing'))
  })

  it('keeps a database of its own, and another provider', async () => {
    const {init, read, write, rules} = user()
    write('aPasswordOfThisDatabase42', 'unused')
    write('postgres://cloudprem:aPasswordOfThisDatabase42@db.example.net/main', 'url')
    write('theProviderGaveThisSecret02', 'client')
    const oidc = ['--oidc-issuer', 'https://login.example.org', '--oidc-client-id', 'c', '--oidc-client-secret', '@client']
    succeeded(await init(...DOMAIN, '--postgres-url', '@url', ...oidc))
    const before = read()
    succeeded(await init('--merge'))
    assert.equal(read(), before)
    // The file answers for the client secret in the ConfigMap by a comment, which is kept.
    assert.deepEqual(await rules(), [])
  })

  it("takes a provider's client secret out of its connector, when the secrets move to Kubernetes", async () => {
    const {init, read, write, at, rules} = user()
    write('theProviderGaveThisSecret02', 'client')
    const oidc = ['--oidc-issuer', 'https://login.example.org', '--oidc-client-id', 'c', '--oidc-client-secret', '@client']
    succeeded(await init(...DOMAIN, ...oidc))
    assert.match(read(), /theProviderGaveThisSecret02/)
    succeeded(await init('--merge', ...oidc, '--secrets', 'kubernetes'))
    assert.doesNotMatch(read(), /theProviderGaveThisSecret02/)
    assert.deepEqual(at('membership.config.oidc.connectors'), [])
    assert.deepEqual(
      (await rules()).filter((rule) => rule !== 'licence-missing'),
      [],
    )
  })

  it('takes secrets out of the file, the same ones, when it is told to', async () => {
    const {init, read, at, rules} = user()
    succeeded(await init(...DOMAIN))
    const cookie = at('portal.config.cookie.secret') as string
    succeeded(await init('--merge', '--secrets', 'kubernetes'))
    assert.ok(!read().includes(cookie))
    assert.ok(read('values.secrets.yaml').includes(`portal-cookie: ${cookie}`))
    assert.deepEqual(await rules(), [])
    const moved = read()
    succeeded(await init('--merge', '--secrets', 'kubernetes'))
    assert.equal(read(), moved, 'a third run has nothing to do')
  })

  for (const force of [[], ['--force']]) {
    it(`puts what is new into the Secrets beside the file, and loses none of them ${force.join()}`, async () => {
      const {init, read, write} = user()
      succeeded(await init(...DOMAIN, '--secrets', 'kubernetes'))
      const secrets = `# by hand\n${read('values.secrets.yaml')}`
      write(secrets, 'values.secrets.yaml')
      write('aLicence.of.thisTest', 'licence.jwt')
      const licence = ['--licence-token', '@licence.jwt', '--licence-cluster-id', '6c1d1c1e-5f0a-4b57-9d0c-1f7a3c5e2b11']
      succeeded(await init('--merge', '--secrets', 'kubernetes', ...licence, ...force))
      assert.ok(read('values.secrets.yaml').startsWith(secrets))
      assert.match(
        read('values.secrets.yaml'),
        /name: cloudprem-licence\n(.*\n)*stringData:\n {2}token: aLicence\.of\.thisTest\n$/,
      )

      const values = read()
      write(secrets.replace('---\n', 'sops:\n  mac: x\n---\n'), 'values.secrets.yaml')
      const refused = await init('--merge', '--secrets', 'sops', ...licence, ...force)
      assert.equal(refused.exitCode, 2)
      assert.match(refused.stderr, /values\.secrets\.yaml is encrypted/)
      assert.equal(read(), values)
    })
  }

  it('asks for no TLS Secret behind a load balancer, nor where cert-manager makes them', async () => {
    for (const preset of [['aws-alb'], ['cert-manager', '--cluster-issuer', 'letsencrypt']]) {
      const {init, read, rules} = user()
      succeeded(await init('--domain', 'formance.example', '--ingress-preset', ...preset))
      const before = read()
      succeeded(await init('--merge'))
      assert.equal(read(), before)
      assert.deepEqual(await rules(), [])
    }
  })

  it('is a first run where there is no file, and leaves a broken one alone', async () => {
    const {init, read, write} = user()
    succeeded(await init('--merge', ...DOMAIN))
    write('a: [\n')
    assert.equal((await init('--merge', ...DOMAIN)).exitCode, 2)
    assert.equal(read(), 'a: [\n')
  })
})

describe('cloudprem values init --full', () => {
  it("edits a chart's own commented values in place, the children's too", async () => {
    const {init, read, rules, file} = user()
    succeeded(await init('--full', '--chart', REHEARSAL, ...DOMAIN))
    const text = read()
    if (process.platform !== 'win32') assert.equal(statSync(file()).mode & 0o777, 0o600)
    for (const own of [readFileSync(path.join(REHEARSAL, 'values.yaml'), 'utf8')])
      for (const comment of own.match(/#.*/g) ?? [])
        // It went with the key that it speaks of.
        assert.equal(text.includes(comment), comment !== '# Read by no template.', comment)
    assert.ok(text.split('\n').length > 500)
    assert.doesNotMatch(text, /changeMe/)
    assert.equal(text.match(/^global:/gm)?.length, 1)
    assert.deepEqual(await rules(), [])
  })

  it('edits the file of --from, and changes only what has to be', async () => {
    const {init, read, write, rules} = user()
    const own = readFileSync(path.join(REHEARSAL, 'values.yaml'), 'utf8').replaceAll('\n', '\r\n')
    write(own, 'own.yaml')
    succeeded(await init('--full', '--from', 'own.yaml', ...DOMAIN, '--ingress-class', 'nginx'))
    const text = read()
    for (const comment of own.match(/# .*/g) ?? []) assert.ok(text.includes(comment), comment)
    assert.deepEqual(await rules(), [])
    assert.equal(read('own.yaml'), own)
  })

  it('has no secret with --secrets kubernetes, not even a published one', async () => {
    const {init, read, rules} = user()
    succeeded(await init('--full', '--chart', REHEARSAL, ...DOMAIN, '--secrets', 'kubernetes'))
    assert.doesNotMatch(read(), /changeMe|assword: formance/)
    assert.deepEqual(await rules(), [])
  })

  it('says what helm said when the chart cannot be fetched', async function () {
    const folders = await helmFolders()
    if (folders.length === 0) return this.skip()
    const {initWith, file} = user()
    const PATH = [...folders, process.env['PATH'] ?? ''].join(path.delimiter)
    const result = await initWith({PATH}, '--full', '--chart', 'oci://127.0.0.1:1/none/cloudprem', ...DOMAIN)
    assert.equal(result.exitCode, 5)
    assert.match(result.stderr, /HELM_FAILED[^]*--chart FOLDER/)
    assert.equal(existsSync(file()), false)
  })
})

describe('cloudprem values init --from without --full', () => {
  it('has no use for flags of the other charts, and says which', async () => {
    const {init, write} = user()
    write('a: BASE_URL\n', 'old.yaml')
    const result = await init('--from', 'old.yaml', ...DOMAIN, '--ingress-class', 'nginx', '--set', 'a=b')
    assert.equal(result.exitCode, 2)
    assert.match(result.stderr.replaceAll(/\s+/g, ' '), /no use for --ingress-class, --set/)
  })
})

describe('cloudprem values init --schema', () => {
  it('names the schema in the first line and writes one for this major where there is none', async () => {
    const {init, read, file} = user()
    succeeded(await init(...DOMAIN, '-o', 'deploy/values.yaml', '--schema', 'values.schema.json'))
    assert.match(read('deploy/values.yaml'), /^# yaml-language-server: \$schema=\.\.\/values\.schema\.json\n/)
    const schema = JSON.parse(read('values.schema.json')) as {title: string; properties: Record<string, unknown>}
    assert.match(schema.title, /4\.x/)
    assert.deepEqual(Object.keys(schema.properties).includes('console-v3'), true)
    assert.ok(existsSync(file('deploy/values.yaml')))
  })

  it('changes that line alone in a second run, and leaves the schema that is there', async () => {
    const {init, read, write} = user()
    write('{}', 'mine.json')
    succeeded(await init(...DOMAIN, '--schema', 'mine.json'))
    const before = read()
    succeeded(await init('--merge', '--schema', 'https://schemas.acme.example/values.json'))
    assert.equal(read(), before.replace('./mine.json', 'https://schemas.acme.example/values.json'))
    assert.equal(read('mine.json'), '{}')
  })
})
