import assert from 'node:assert/strict'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {
  runCli,
  startConnectProxy,
  startSandbox,
  startTlsFront,
  temporaryFolder,
  type ConnectProxy,
  type TestSandbox,
  type TlsFront,
} from '@cloudprem/testing'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url))
const email = 'ops@acme.example'

/** The sandbox approves by itself: a browser would have to trust the authority, too. */
function logIn({
  home,
  env,
  membershipUri,
  args = [],
}: {
  home: string
  env?: Record<string, string>
  membershipUri: string
  args?: string[]
}) {
  return runCli(['login', '--membership-uri', membershipUri, ...args], {home, ...(env && {env})})
}

interface ErrorDocument {
  error: {code: string; exitCode: number; reason?: string}
}

for (const api of [2, 3] as const) {
  describe(`a Membership ${api}.x behind TLS of a private authority, on a network with a proxy`, function () {
    this.timeout(90_000)
    const name = 'membership.formance.test'
    const caFile = fixture('ca.crt')
    let sandbox: TestSandbox
    let front: TlsFront
    let named: TlsFront
    let proxy: ConnectProxy
    let home: string

    before(async () => {
      sandbox = await startSandbox({api, home: temporaryFolder(), env: {CLOUDPREM_SANDBOX_AUTO_APPROVE: email}})
      const pair = {key: readFileSync(fixture('server.key'), 'utf8'), cert: readFileSync(fixture('server.crt'), 'utf8')}
      front = await startTlsFront(sandbox.membershipUri, pair)
      named = await startTlsFront(sandbox.membershipUri, {...pair, host: name, publicPort: 443})
    })

    after(async () => {
      await front?.stop()
      await named?.stop()
      await sandbox?.stop()
    })

    beforeEach(async () => {
      home = temporaryFolder()
      proxy = await startConnectProxy({names: {[`${name}:443`]: named.port}})
    })

    afterEach(() => proxy.stop())

    for (const variable of ['HTTPS_PROXY', 'https_proxy']) {
      it(`logs in and lists organizations through the proxy in ${variable}, a name that only the proxy can resolve`, async () => {
        const env = {[variable]: proxy.uri, CLOUDPREM_CA_FILE: caFile}

        const login = await logIn({home, env, membershipUri: named.membershipUri})
        const list = await runCli(['org', 'list', '--json'], {home, env})

        assert.equal(login.exitCode, 0, login.stderr)
        assert.equal(list.exitCode, 0, list.stderr)
        assert.equal((list.json() as {organizations: unknown[]}).organizations.length, 1)
        assert.ok(proxy.asked.length >= 2)
        assert.ok(proxy.asked.every((asked) => asked === `${name}:443`))
      })
    }

    it('sends what is on this machine through the proxy as well, unless NO_PROXY names it: then it goes direct', async () => {
      const {port, membershipUri} = front
      const env = {HTTPS_PROXY: proxy.uri}
      const args = ['--ca-file', caFile]
      await logIn({home, env, membershipUri, args})
      const through = proxy.asked.length

      const direct = await runCli(['org', 'list', ...args], {home, env: {...env, NO_PROXY: 'example.com,127.0.0.1'}})
      const lower = await runCli(['org', 'list', ...args], {home, env: {...env, no_proxy: `127.0.0.1:${port}`}})

      assert.ok(through > 0)
      assert.deepEqual([direct.exitCode, lower.exitCode], [0, 0], direct.stderr + lower.stderr)
      assert.equal(proxy.asked.length, through)
    })

    it('refuses the authority without --ca-file, and says what makes it known', async () => {
      const {exitCode, json} = await runCli(['login', '--membership-uri', front.membershipUri, '--json'], {home})

      assert.equal(exitCode, 5)
      const {error} = json() as ErrorDocument
      assert.equal(error.code, 'MEMBERSHIP_UNREACHABLE')
      assert.match(error.reason ?? '', /--ca-file PEM makes it known/)
    })

    it('verifies nothing with --insecure-tls, and warns each time', async () => {
      const login = await logIn({home, membershipUri: front.membershipUri, args: ['--insecure-tls']})
      const list = await runCli(['org', 'list', '--insecure-tls', '--json'], {home})

      for (const {exitCode, stderr} of [login, list]) {
        assert.equal(exitCode, 0, stderr)
        assert.equal(stderr.match(/Warning: TLS certificates are not verified/g)?.length, 1)
      }
      assert.ok(list.json())
    })

    it('says that it may be the proxy when the proxy wants a password, and takes one from its address', async () => {
      const strict = await startConnectProxy({credentials: 'ops:the-proxy-password'})
      try {
        const {membershipUri} = front
        const args = ['--ca-file', caFile]
        const refused = await runCli(['login', '--membership-uri', membershipUri, '--json', ...args], {
          home,
          env: {HTTPS_PROXY: strict.uri},
        })
        const env = {HTTPS_PROXY: strict.uri.replace('//', '//ops:the-proxy-password@'), CLOUDPREM_DEBUG: 'true'}
        const login = await logIn({home, env, membershipUri, args})

        assert.equal(refused.exitCode, 5)
        assert.match((refused.json() as ErrorDocument).error.reason ?? '', /HTTPS_PROXY is set/)
        assert.equal(login.exitCode, 0, login.stderr)
        assert.ok(!(login.stderr + login.stdout).includes('the-proxy-password'))
      } finally {
        await strict.stop()
      }
    })

    it('says which file is no file of authorities, exit code 2, before any request', async () => {
      const none = path.join(home, 'none.pem')
      writeFileSync(none, 'no certificate')

      for (const [file, code] of [
        [none, 'USAGE'],
        [path.join(home, 'missing.pem'), 'FILE_UNREADABLE'],
      ] as const) {
        const {exitCode, json} = await runCli(['login', '--membership-uri', front.membershipUri, '--ca-file', file, '--json'], {
          home,
        })
        assert.deepEqual([exitCode, (json() as ErrorDocument).error.code], [2, code])
      }
      assert.ok(!existsSync(path.join(home, '.config/cloudprem/credentials.json')))
    })
  })
}
