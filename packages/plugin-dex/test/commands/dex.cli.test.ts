import assert from 'node:assert/strict'
import {chmodSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import bcrypt from 'bcryptjs'
import {runCli, temporaryFolder, type CliResult} from '@cloudprem/testing'

const VALUES = `# ours
global:
  serviceHost: acme.example # BASE_URL
  postgresql: {auth: {password: dbSecretOfOurs}}
membership:
  config:
    oidc:
      clientSecret: "clientSecretOfOurs"
`

interface User {
  email: string
  password: string
}

describe('dex', () => {
  let folder: string
  const file = () => path.join(folder, 'values.yaml')
  const dex = (...args: string[]): Promise<CliResult> => runCli(['dex', ...args], {home: folder})
  const dexWith = (input: string, ...args: string[]): Promise<CliResult> => runCli(['dex', ...args], {home: folder, input})

  beforeEach(() => {
    folder = temporaryFolder()
    writeFileSync(file(), VALUES)
    chmodSync(file(), 0o600)
  })

  describe('init', () => {
    it('shows the password of the first user once, and validate then finds nothing', async () => {
      const result = await dex('init', '--admin-email', 'ops@acme.example')
      assert.equal(result.exitCode, 0, result.stderr)
      const password = /Password {3}(\S+)/.exec(result.stdout)?.[1] ?? ''
      const text = readFileSync(file(), 'utf8')
      const hash = /hash: "(.*)"/.exec(text)?.[1] ?? ''
      assert.match(hash, /^\$2b\$10\$/)
      assert.equal(await bcrypt.compare(password, hash), true)
      assert.equal(text.includes(password), false, 'the password must not be in the file')
      assert.equal(text.startsWith(VALUES), true, 'what was there must stay')
      assert.equal(statSync(file()).mode & 0o777, 0o600)
      assert.match(result.stderr, /kubectl rollout restart deployment\/cloudprem-dex/)
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.endsWith('.tmp')),
        [],
      )

      const check = await dex('validate', '--strict')
      assert.equal(check.exitCode, 0, check.stdout)
    })

    it('does nothing the second time and gives no new password', async () => {
      await dex('init', '--admin-email', 'ops@acme.example')
      const before = readFileSync(file(), 'utf8')
      const again = await dex('init', '--admin-email', 'ops@acme.example')
      assert.match(again.stdout, /Nothing to do/)
      assert.doesNotMatch(again.stdout, /Password/)
      assert.equal(readFileSync(file(), 'utf8'), before)
    })

    it('gives the password in the JSON document, where it would be lost otherwise', async () => {
      const result = await dex('init', '--admin-email', 'ops@acme.example', '--json')
      const {user} = result.json() as {user: User}
      assert.match(user.password, /^[A-Za-z0-9]{24}$/)
    })

    it('shows with --dry-run what would change and touches nothing', async () => {
      const result = await dex('init', '--admin-email', 'ops@acme.example', '--dry-run')
      assert.match(result.stdout, /^\+ +- email: ops@acme\.example$/m)
      assert.equal(readFileSync(file(), 'utf8'), VALUES)
    })

    it('names the missing flag where there is no terminal', async () => {
      const result = await dex('init')
      assert.equal(result.exitCode, 2)
      assert.match(result.stderr, /--admin-email/)
    })

    it('names the command that writes a values file where there is none', async () => {
      const result = await dex('init', '--values', 'missing.yaml', '--admin-email', 'a@b.example')
      assert.equal(result.exitCode, 2)
      assert.match(result.stderr, /cloudprem values init/)
    })

    it('refuses to leave nobody who could log in', async () => {
      const result = await dex('init', '--no-static-users', '--json')
      assert.equal(result.exitCode, 4)
      assert.equal((result.json() as {error: {code: string}}).error.code, 'DEX_INVALID')
      assert.equal(readFileSync(file(), 'utf8'), VALUES)
    })
  })

  describe('validate', () => {
    it('ends with 4 on the default user and says what mends it', async () => {
      const result = await dex('validate')
      assert.equal(result.exitCode, 4)
      assert.match(result.stdout, /error {2}default-user/)
      assert.match(result.stderr, /cloudprem dex init/)
    })

    it('points at the line of the file', async () => {
      writeFileSync(file(), `${VALUES}  dex:\n    configOverrides:\n      logger:\n        level: verbose\n`)
      const result = await dex('validate', '--json')
      const {findings, dexSays} = result.json() as {findings: {rule: string; line: number; column: number}[]; dexSays: string}
      const found = findings.find(({rule}) => rule === 'log-level-unknown')
      assert.deepEqual([found?.line, found?.column], [12, 9])
      assert.match(dexSays, /unknown name/)
    })

    it('takes what an older Dex accepts', async () => {
      writeFileSync(file(), `${VALUES}  dex: {configOverrides: {signer: {}}}\n`)
      assert.match((await dex('validate')).stdout, /signer-type-unknown/)
      assert.doesNotMatch((await dex('validate', '--dex-version', '2.44')).stdout, /signer-type-unknown/)
    })

    it('fails on warnings with --strict only', async () => {
      await dex('init', '--admin-email', 'ops@acme.example')
      const text = readFileSync(file(), 'utf8').replace('configOverrides:\n', 'configOverrides:\n      ssl: {mode: disable}\n')
      assert.equal((await dexWith(text, 'validate', '-')).exitCode, 0)
      assert.equal((await dexWith(text, 'validate', '-', '--strict')).exitCode, 4)
    })

    it('judges a config.yaml as the chart starts it, and by itself with --standalone', async () => {
      const config =
        'issuer: https://dex.acme.example\nstorage: {type: kubernetes, config: {inCluster: true}}\nenablePasswordDB: true\n'
      assert.equal((await dexWith(config, 'validate', '--config', '-')).exitCode, 0)
      const alone = await dexWith(config, 'validate', '--config', '-', '--standalone')
      assert.equal(alone.exitCode, 4)
      assert.match(alone.stdout, /web-address-missing/)
    })

    it('misses a hash in a config.yaml although its pod is not known', async () => {
      const user = '{email: a@b.example, username: a, userID: a}'
      const config = `issuer: https://dex.acme.example\nstorage: {type: memory}\nenablePasswordDB: true\nstaticPasswords: [${user}]\n`
      assert.match((await dexWith(config, 'validate', '--config', '-')).stdout, /password-hash-missing/)
    })

    it('has nothing to check where Dex is not deployed', async () => {
      writeFileSync(file(), 'membership: {dex: {enabled: false}}\n')
      const result = await dex('validate')
      assert.equal(result.exitCode, 0)
      assert.match(result.stdout, /does not deploy Dex/)
    })

    it('refuses a chart version whose values are not known', async () =>
      assert.equal((await dex('validate', '--chart-version', '1.0.3')).exitCode, 2))
  })

  describe('render', () => {
    it('prints the document without its secrets', async () => {
      const result = await dex('render')
      assert.equal(result.exitCode, 0, result.stderr)
      assert.match(result.stdout, /^issuer: "https:\/\/dex\.acme\.example"$/m)
      assert.doesNotMatch(result.stdout + result.stderr, /SecretOfOurs/)
      assert.doesNotMatch(result.stdout, /5556/)
      assert.doesNotMatch((await dex('render', '--json')).stdout, /SecretOfOurs/)
    })

    it('prints with --full --show-secrets what works by hand', async () => {
      await dex('init', '--admin-email', 'ops@acme.example')
      const {stdout} = await dex('render', '--full', '--show-secrets')
      assert.match(stdout, /dbSecretOfOurs/)
      assert.equal((await dexWith(stdout, 'validate', '--config', '-', '--standalone')).exitCode, 0)
    })
  })
})
