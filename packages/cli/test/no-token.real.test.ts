import assert from 'node:assert/strict'
import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {logIn, repositoryRoot, runCli, startSandbox, temporaryFolder, type CliResult, type TestSandbox} from '@cloudprem/testing'

/** Each command of the package, in an order that works; `{name}` is what an earlier one has made. */
const LINES = [
  'org list',
  'org describe',
  'org update --name Acme --domain acme.example',
  'org create Second',
  'org history',
  'org users list',
  'org users link {user} {access}',
  'org users show {user}',
  'org users unlink {user} --confirm jane@other.example',
  'org invitations send bob@bob.example',
  'org invitations list',
  'org invitations withdraw {invitation}',
  'org invitations received',
  'org invitations accept nothing',
  'org invitations decline nothing',
  'org policies list',
  'org policies show 1',
  'org oauth-clients create --name ci --secret-file client.secret',
  'org oauth-clients list',
  'org oauth-clients show {client}',
  'org oauth-clients update {client} --description tests',
  'org oauth-clients delete {client} --confirm ci',
  'org authentication-provider configure google --name g --client-id id --client-secret @provider.secret',
  'org authentication-provider show',
  'org authentication-provider delete --yes',
  'regions create lyon --secret-file region.secret',
  'regions list',
  'regions show lyon',
  'stacks create books --region lyon',
  'stacks list --all',
  'stacks show books',
  'stacks update books --name ledger',
  'stacks upgrade ledger',
  'stacks disable ledger',
  'stacks enable ledger',
  'stacks modules list ledger',
  'stacks modules enable ledger payments',
  'stacks modules disable ledger payments',
  'stacks users list ledger',
  'stacks users link ledger {user} {access}',
  'stacks users unlink ledger {user} --yes',
  'stacks delete ledger --confirm ledger',
  'stacks restore ledger',
  'regions delete lyon --confirm lyon',
  'org delete {second} --confirm Second',
  'whoami',
]

/** What an earlier command's document is asked for. */
const MADE: Record<string, (document: never) => string> = {
  'org create': ({organization}: {organization: {id: string}}) => organization.id,
  'org invitations send': ({invitation}: {invitation: {id: string}}) => invitation.id,
  'org oauth-clients create': ({client}: {client: {id: string}}) => client.id,
}
const NAMES: Record<string, string> = {
  'org create': 'second',
  'org invitations send': 'invitation',
  'org oauth-clients create': 'client',
}

for (const api of [2, 3] as const) {
  describe(`no token is told, against Membership API ${api}.x`, function () {
    this.timeout(300_000)
    const folder = temporaryFolder()
    const home = path.join(folder, 'user')
    const credentialsFile = path.join(home, '.config/cloudprem/credentials.json')
    const tokens = new Set<string>()
    const printed: {line: string; text: string}[] = []
    const seenInProc = new Set<string>()
    let sandbox: TestSandbox

    before(async () => {
      sandbox = await startSandbox({api, home: path.join(folder, 'server')})
    })
    after(() => sandbox?.stop())

    it('by any command of organizations, regions, stacks and logins with --debug', async () => {
      const made: Record<string, string> = {access: api === 2 ? '--role GUEST' : '--policy 1'}
      keep('login as jane', await login('jane@other.example'))
      made['user'] = ((await run('whoami')).json() as {subject: string}).subject
      keep('logout', await run('logout'))
      keep('login', await login('ops@acme.example'))
      writeFileSync(path.join(home, 'provider.secret'), 'the-secret-of-the-provider\n')

      for (const line of LINES) {
        // Each third command has to renew what it goes by.
        if (printed.length % 3 === 0) endTokens()
        const filled = line.replace(/\{(\w+)\}/g, (_, name: string) => made[name] ?? 'unknown')
        const result = await run(filled)
        keep(filled, result)
        assert.ok([0, 2, 5].includes(result.exitCode ?? -1), `${filled}: ${result.stdout}${result.stderr}`)
        const command = Object.keys(MADE).find((each) => line.startsWith(each))
        if (command) made[NAMES[command] ?? ''] = MADE[command]?.(result.json() as never) ?? ''
      }
      keep('logout', await run('logout'))

      const succeeded = printed.filter(({text}) => !text.includes('"error": {')).length
      assert.ok(succeeded >= LINES.length - 4, `${succeeded} of ${LINES.length} commands went well`)
      assert.ok(tokens.size > 20, `${tokens.size} tokens were had`)
      for (const {line, text} of printed) {
        assert.match(text, /^debug {2}/m, line)
        for (const token of tokens) assert.ok(!text.includes(token), `${line} prints a token`)
      }
    })

    it('which are all the commands there are', () => {
      const manifest = path.join(repositoryRoot, 'packages/plugin-organizations/oclif.manifest.json')
      const {commands} = JSON.parse(readFileSync(manifest, 'utf8')) as {commands: Record<string, object>}
      const left = Object.keys(commands).filter(
        (id) => !LINES.some((line) => `${line} `.startsWith(`${id.replaceAll(':', ' ')} `)),
      )
      assert.deepEqual(left, [])
    })

    it('in the arguments or the environment of a process, as ps shows them', function () {
      if (process.platform !== 'linux') this.skip()
      assert.ok(
        [...seenInProc].some((text) => text.includes('cloudprem') && text.includes('--debug')),
        'the command was seen',
      )
      for (const text of seenInProc) for (const token of tokens) assert.ok(!text.includes(token), text.slice(0, 80))
    })

    it('in any file but that of the credentials', () => {
      const files = readdirSync(home, {recursive: true, encoding: 'utf8'}).map((name) => path.join(home, name))
      const others = files.filter((file) => file !== credentialsFile && statSync(file).isFile())
      assert.ok(others.length > 10, others.join(', '))
      for (const file of others) {
        const content = readFileSync(file)
        for (const token of tokens) assert.ok(!content.includes(token), `${file} holds a token`)
      }
    })

    function run(line: string): Promise<CliResult> {
      return watched((started) => runCli([...line.split(' '), '--debug', '--json'], {home, started}))
    }

    function login(email: string): Promise<CliResult> {
      return watched((started) =>
        logIn({home, membershipUri: sandbox.membershipUri, email, args: ['--debug', '--json'], started}),
      )
    }

    /** Reads what the kernel tells of the process and of those that it starts, until it ends. */
    async function watched(start: (started: (child: {pid: number}) => void) => Promise<CliResult>): Promise<CliResult> {
      let timer: NodeJS.Timeout | undefined
      const result = await start(({pid}) => {
        timer = setInterval(() => lookAt(pid), 10)
      })
      clearInterval(timer)
      return result
    }

    function lookAt(pid: number | string): void {
      try {
        for (const part of ['cmdline', 'environ']) seenInProc.add(readFileSync(`/proc/${pid}/${part}`, 'latin1'))
        for (const child of readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')) if (child.trim()) lookAt(child)
      } catch {
        // It has ended meanwhile, or this is no Linux.
      }
    }

    /** What was printed, and the tokens that are stored by then. */
    function keep(line: string, {stdout, stderr}: CliResult): void {
      printed.push({line, text: stdout + stderr})
      for (const token of storedTokens()) tokens.add(token)
    }

    function storedTokens(): string[] {
      const texts: string[] = []
      try {
        JSON.parse(readFileSync(credentialsFile, 'utf8'), (key, value: unknown) => {
          if (/token$/i.test(key) && typeof value === 'string') texts.push(value, value.split('.').at(-1) ?? value)
          return value
        })
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
      }
      return texts
    }

    function endTokens(): void {
      const stored = readFileSync(credentialsFile, 'utf8')
      writeFileSync(credentialsFile, stored.replaceAll(/"expiresAtMs": \d+/g, '"expiresAtMs": 0'))
    }
  })
}
