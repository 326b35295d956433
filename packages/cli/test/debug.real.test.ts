import assert from 'node:assert/strict'
import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {helmFolders, runCli, startSandbox, temporaryFolder} from '@cloudprem/testing'

describe('--debug', function () {
  this.timeout(90_000)

  it('tells what is done, and prints none of the secrets of a values file', async () => {
    const home = temporaryFolder()
    const PATH = [...(await helmFolders()), process.env['PATH']].join(path.delimiter)
    writeFileSync(path.join(home, 'licence.txt'), 'licence-token-for-the-debug-test')
    const values = [
      '--domain',
      'formance.example',
      '--tls-secret',
      'tls',
      '--licence-token',
      '@licence.txt',
      '--licence-cluster-id',
      'c0ffee00-0000-4000-8000-000000000000',
    ]

    const init = await runCli(['values', 'init', '--debug', ...values], {home})
    const validate = await runCli(['values', 'validate', '--debug'], {home})
    const template = await runCli(['helm', 'template', '--chart', 'sandbox', '--debug'], {home, env: {PATH}})
    const dex = await runCli(['dex', 'render', '--debug'], {home})

    for (const {exitCode, stderr} of [init, validate, template, dex]) {
      assert.equal(exitCode, 0, stderr)
      assert.match(stderr, /^debug {2}command: /m)
    }
    const file = readFileSync(path.join(home, 'values.yaml'), 'utf8')
    const secrets = [...file.matchAll(/(?:[sS]ecret|[pP]assword|encryptionKey|token|hash): (\S{24,})/g)].map(
      ([, secret]) => secret ?? '',
    )
    assert.ok(secrets.length >= 8, `${secrets.length} secrets in the file`)
    for (const secret of secrets) {
      // What `helm template` is asked for are the manifests, secrets included: its stderr only.
      for (const text of [init.stdout, init.stderr, validate.stdout, validate.stderr, template.stderr, dex.stdout, dex.stderr]) {
        assert.ok(!text.includes(secret), `a secret of ${secret.length} characters was printed`)
      }
    }
  })

  it('prints no password of a database, however it was given', async () => {
    const home = temporaryFolder()
    const sandbox = await startSandbox({api: 2, home})
    try {
      const password = new URL(sandbox.dsn).password
      const seed = ['db', 'seed', '--base-url', 'https://formance.example', '--debug']

      const literal = await runCli([...seed, '--dsn', sandbox.dsn], {home})
      const file = await runCli([...seed, '--dsn', `@${sandbox.dsnFile}`], {home})
      const environment = await runCli([...seed, '--json'], {home, env: {CLOUDPREM_DSN: sandbox.dsn}})
      const wrong = await runCli([...seed, '--dsn', '-'], {home, input: sandbox.dsn.replace(password, `${password}wrong`)})

      for (const {exitCode, stdout, stderr} of [literal, file, environment, wrong]) {
        assert.ok(exitCode === 3 || exitCode === 5, stderr)
        assert.ok(!(stdout + stderr).includes(password))
      }
      assert.match(literal.stderr, /Warning: --dsn stands on the command line/)
      assert.doesNotMatch(file.stderr, /Warning/)
      assert.ok(environment.json())
    } finally {
      await sandbox.stop()
    }
  })
})
