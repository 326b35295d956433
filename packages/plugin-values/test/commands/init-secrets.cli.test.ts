import assert from 'node:assert/strict'
import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {runCli, temporaryFolder, type CliResult} from '@cloudprem/testing'
import {load, loadAll} from 'js-yaml'

const DOMAIN = ['--domain', 'formance.example', '--tls-secret', 'formance-example-tls']

interface Manifest {
  kind: string
  metadata: {name: string; namespace: string}
  stringData?: Record<string, string>
}

function user() {
  const home = temporaryFolder()
  const file = (name: string) => path.join(home, name)
  return {
    file,
    files: () => readdirSync(home).filter((name) => name.startsWith('values.')),
    read: (name: string) => readFileSync(file(name), 'utf8'),
    manifests: (name: string) => loadAll(readFileSync(file(name), 'utf8')) as Manifest[],
    write: (name: string, text: string) => writeFileSync(file(name), text),
    run: (args: string[]) => runCli(['values', 'init', ...DOMAIN, ...args], {home}),
    validate: () => runCli(['values', 'validate', '--json'], {home}),
  }
}

function succeeded(result: CliResult): CliResult {
  assert.equal(result.exitCode, 0, result.stderr)
  return result
}

function assertMode(file: string, mode: number): void {
  if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, mode)
}

describe('cloudprem values init --secrets', () => {
  it('kubernetes: writes Secrets beside the file, mode 0600, and the commands that apply them', async () => {
    const {run, manifests, file, read} = user()
    const {stdout, stderr} = succeeded(await run(['--secrets', 'kubernetes']))
    const secrets = manifests('values.secrets.yaml')
    assertMode(file('values.secrets.yaml'), 0o600)
    assert.deepEqual(
      secrets.map(({kind, metadata}) => `${kind} ${metadata.namespace}/${metadata.name}`),
      ['oidc', 'platform', 'db', 'dex'].map((name) => `Secret formance-system/cloudprem-${name}`),
    )
    for (const secret of secrets) {
      for (const value of Object.values(secret.stringData ?? {}))
        assert.ok(!read('values.yaml').includes(value) && !stdout.includes(value) && !stderr.includes(value))
    }
    assert.match(stderr, /kubectl apply -f values\.secrets\.yaml/)
    assert.match(stdout, /in clear text/)
  })

  it('sops: says that nothing is encrypted yet, in the file as well, and how to', async () => {
    const {run, read} = user()
    const {stderr, stdout} = succeeded(await run(['--secrets', 'sops']))
    assert.match(read('values.secrets.yaml'), /^# Keep this file out of version control until sops/)
    assert.match(stdout, /in clear text.*\n.*\.sops\.yaml, or --age PUBLIC-KEY/)
    assert.match(stderr, /sops encrypt --in-place --encrypted-regex '\^\(data\|stringData\)\$' values\.secrets\.yaml/)
    assert.match(stderr, /sops decrypt values\.secrets\.yaml \| kubectl apply -f -/)
  })

  it('sealed-secrets: writes one Secret a file, for kubeseal', async () => {
    const {run, files, manifests, file} = user()
    const {stderr} = succeeded(await run(['--secrets', 'sealed-secrets']))
    const names = files().filter((name) => name !== 'values.yaml')
    assert.deepEqual(
      names,
      ['db', 'dex', 'oidc', 'platform'].map((name) => `values.secret-${name}.yaml`),
    )
    for (const name of names) {
      assertMode(file(name), 0o600)
      assert.equal(manifests(name).length, 1)
      assert.ok(stderr.includes(`kubeseal --format yaml -f ${name} -w ${name.replace('secret-', 'sealed-')}`))
    }
  })

  it('external-secrets: writes references without a secret, and what the store has to hold', async () => {
    const {run, read, file} = user()
    succeeded(await run(['--secrets', 'external-secrets', '--secret-store', 'vault']))
    const content = JSON.parse(read('values.store.json')) as Record<string, Record<string, string>>
    const references = loadAll(read('values.external-secrets.yaml')) as {
      spec: {data: {secretKey: string; remoteRef: {key: string; property: string}}[]; secretStoreRef: {name: string}}
    }[]
    assertMode(file('values.store.json'), 0o600)
    for (const {spec} of references) {
      assert.equal(spec.secretStoreRef.name, 'vault')
      for (const {secretKey, remoteRef} of spec.data) {
        assert.equal(remoteRef.property, secretKey)
        const value = content[remoteRef.key]?.[remoteRef.property] ?? ''
        assert.ok(value.length > 20)
        assert.ok(!read('values.external-secrets.yaml').includes(value))
      }
    }
  })

  it('external-secrets: names what only the user can put into the store', async () => {
    const {run} = user()
    const args = ['--secrets', 'external-secrets', '--secret-store', 'vault', '--licence-cluster-id']
    const {stdout} = succeeded(await run([...args, '6c1d1c1e-5f0a-4b57-9d0c-1f7a3c5e2b11']))
    assert.match(stdout, /to be put into the store by you: the Enterprise licence/)
  })

  it('writes nothing when one of the files beside exists, until --force', async () => {
    const {run, write, read, file} = user()
    write('values.secrets.yaml', 'mine\n')
    assert.equal((await run(['--secrets', 'kubernetes'])).exitCode, 2)
    assert.equal(existsSync(file('values.yaml')), false)
    assert.equal(read('values.secrets.yaml'), 'mine\n')
    succeeded(await run(['--secrets', 'kubernetes', '--force']))
  })

  it('takes a database password that is in the cluster, with a URL that may stand on the command line', async () => {
    const {run, read, validate} = user()
    const url = 'postgres://cloudprem@db.example.net/main'
    const {stderr} = succeeded(await run(['--postgres-secret', 'pg:pw', '--postgres-url', url]))
    assert.doesNotMatch(stderr, /command\s+line/)
    const {global} = load(read('values.yaml')) as {global: {postgresql: {host: string; auth: unknown}}}
    assert.equal(global.postgresql.host, 'db.example.net')
    assert.deepEqual(global.postgresql.auth, {
      username: 'cloudprem',
      database: 'main',
      existingSecret: 'pg',
      secretKeys: {adminPasswordKey: 'pw', userPasswordKey: 'pw'},
    })
    assert.equal(((await validate()).json() as {errors: number}).errors, 0)
  })

  it('writes a file for another provider, without Dex and without a password to show', async () => {
    const {run, write, validate} = user()
    write('client-secret', 'theProviderGaveThisSecret02\n')
    const oidc = ['--oidc-issuer', 'https://login.example.org/realms/acme', '--oidc-client-id', 'cloudprem']
    const {stdout} = succeeded(await run([...oidc, '--oidc-client-secret', '@client-secret', '--secrets', 'kubernetes']))
    assert.doesNotMatch(stdout, /Password|dex\.formance/)
    assert.match(stdout, /https:\/\/membership\.formance\.example\/api\/authorize\/callback/)
    assert.equal(((await validate()).json() as {errors: number}).errors, 0)
  })

  const refused: [args: string[], error: RegExp][] = [
    [['--secrets', 'kubernetes', '--stdout'], /writes others beside it/],
    [['--secrets', 'external-secrets'], /--secret-store/],
    [['--ingress-preset', 'cert-manager'], /--cluster-issuer/],
    [['--ingress-preset', 'traefik', '--ingress-preset', 'aws-alb'], /two controllers/],
    [['--ingress-annotation', 'novalue'], /KEY=VALUE/],
    [['--oidc-issuer', 'https://login.example.org'], /--oidc-client-id ID and --oidc-client-secret/],
    [['--oidc-client-id', 'x'], /oidc-issuer/],
    [['--postgres-secret', 'Not_A_Name'], /--postgres-secret/],
    [['--postgres-secret', 'pg', '--postgres-url', 'postgres://u:pw@h/d'], /leave one of them out/],
  ]
  for (const [args, error] of refused) {
    it(`refuses ${args.join(' ')} with exit 2 and writes nothing`, async () => {
      const {run, files} = user()
      const result = await run(args)
      assert.equal(result.exitCode, 2)
      assert.match(result.stderr.replaceAll(/\s+/g, ' '), error)
      assert.deepEqual(files(), [])
    })
  }
})
