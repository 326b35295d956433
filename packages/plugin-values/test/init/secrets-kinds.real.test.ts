import assert from 'node:assert/strict'
import {execFileSync, spawnSync} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {runCli, temporaryFolder} from '@cloudprem/testing'
import {load, loadAll} from 'js-yaml'

interface Secret {
  metadata: {name: string; namespace: string}
  stringData: Record<string, string>
}

const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0

/** Writes the values with `--secrets KIND`; the commands are those that it prints, told by the program's name. */
async function initialized(kind: string) {
  const home = temporaryFolder()
  const licence = ['--licence-token', '-', '--licence-cluster-id', '6c1d1c1e-5f0a-4b57-9d0c-1f7a3c5e2b11']
  const args = ['values', 'init', '--domain', 'formance.example', '--tls-secret', 'tls', '--secrets', kind, ...licence]
  const {exitCode, stderr} = await runCli(args, {home, input: 'header.payload.signature'})
  assert.equal(exitCode, 0, stderr)
  const commands = (program: string) => stderr.match(new RegExp(`(?<=^(?:Next)? +)${program} .+`, 'gm')) ?? []
  return {home, commands, read: (name: string) => readFileSync(path.join(home, name), 'utf8')}
}

describe('the commands that values init prints for secrets', function () {
  this.timeout(60_000)

  it('with the real sops and age: encrypt every secret and nothing else, and bring all of it back', async function () {
    if (!has('sops', '--help') || !has('age-keygen', '--version')) return this.skip()
    const {home, commands, read} = await initialized('sops')
    const plain = read('values.secrets.yaml')
    const key = path.join(home, 'key.txt')
    execFileSync('age-keygen', ['-o', key], {stdio: 'ignore'})
    const recipient = execFileSync('age-keygen', ['-y', key], {encoding: 'utf8'}).trim()
    writeFileSync(path.join(home, '.sops.yaml'), `creation_rules:\n  - age: ${recipient}\n`)
    const options = {cwd: home, encoding: 'utf8', env: {PATH: process.env['PATH'], HOME: home, SOPS_AGE_KEY_FILE: key}} as const
    const [encrypt = '', decrypt = ''] = commands('sops')

    execFileSync('sh', ['-c', encrypt], options)
    const encrypted = read('values.secrets.yaml')
    const back = execFileSync('sh', ['-c', decrypt.replace(' | kubectl apply -f -', '')], options)

    assert.deepEqual(loadAll(back), loadAll(plain))
    const secrets = loadAll(plain) as Secret[]
    for (const {metadata, stringData} of secrets) {
      assert.ok(encrypted.includes(`name: ${metadata.name}`))
      for (const value of Object.values(stringData)) assert.ok(!encrypted.includes(value), metadata.name)
    }
    assert.ok(secrets.length >= 5)
  })

  it('with the real kubeseal: seal each Secret, which opens again with the key of the cluster alone', async function () {
    if (!has('kubeseal', '--version') || !has('openssl', 'version')) return this.skip()
    const {home, commands, read} = await initialized('sealed-secrets')
    const options = {cwd: home, encoding: 'utf8', stdio: 'pipe'} as const
    // What the controller keeps in the cluster.
    const subject = ['-nodes', '-newkey', 'rsa:2048', '-subj', '/CN=sealed-secret', '-days', '1']
    execFileSync('openssl', ['req', '-x509', ...subject, '-keyout', 'tls.key', '-out', 'tls.crt'], options)
    const seals = commands('kubeseal')

    for (const seal of seals) {
      execFileSync('sh', ['-c', `${seal} --cert tls.crt`], options)
      const [, from = '', to = ''] = /-f (\S+) -w (\S+)/.exec(seal) ?? []
      const unseal = ['--recovery-unseal', '--recovery-private-key', 'tls.key', '-f', to, '-o', 'yaml']
      const back = load(execFileSync('kubeseal', unseal, options)) as Secret & {data: Record<string, string>}
      const plain = load(read(from)) as Secret
      const data = Object.entries(back.data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()])
      assert.deepEqual([back.metadata.name, back.metadata.namespace], [plain.metadata.name, 'formance-system'])
      assert.deepEqual(Object.fromEntries(data), plain.stringData)
      for (const value of Object.values(plain.stringData)) assert.ok(!read(to).includes(value))
    }
    assert.equal(seals.length, 5)
  })
})
