import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {logIn, runCli, startSandbox, temporaryFolder, type TestSandbox} from '@cloudprem/testing'

const email = 'ops@acme.example'
const SECRETS = /"(?:refreshToken|idToken|secret)": "([^"]+)"/

function isInstalled(...programs: string[]): boolean {
  return programs.every((program) =>
    (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, program))),
  )
}

/** A session of its own with an unlocked keyring of the fake user, around the command. */
const KEYRING = [
  'dbus-run-session',
  '--',
  'sh',
  '-c',
  'printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"',
  'sh',
]

/** Plays secret-tool: one file an account, and a list of how it was called. */
const STAND_IN = `#!/bin/sh
echo "$0 $*" >> "$KEYRING_FOLDER/calls"
file="$KEYRING_FOLDER/$(echo "$*" | sed 's/.*account //' | tr -c 'a-z0-9' _)"
case "$1" in
  store) cat > "$file" ;;
  lookup) [ -f "$file" ] && cat "$file" ;;
  clear) rm -f "$file" ;;
esac
`

describe('login --keychain', function () {
  this.timeout(120_000)
  let sandbox: TestSandbox
  let home: string

  before(async function () {
    if (process.platform !== 'linux') return this.skip()
    sandbox = await startSandbox({api: 3, home: temporaryFolder()})
  })
  beforeEach(() => {
    home = temporaryFolder()
  })
  after(() => sandbox?.stop())

  const credentialsFile = () => path.join(home, '.config/cloudprem/credentials.json')

  /** A PATH on which the stand-in is the only secret-tool. */
  function standIn(script = STAND_IN): Record<string, string> {
    const folder = path.join(home, 'keyring')
    const bin = path.join(home, 'bin')
    mkdirSync(folder, {recursive: true})
    mkdirSync(bin, {recursive: true})
    writeFileSync(path.join(bin, 'secret-tool'), script)
    chmodSync(path.join(bin, 'secret-tool'), 0o755)
    return {PATH: `${bin}:${process.env['PATH']}`, KEYRING_FOLDER: folder}
  }

  it('keeps what renews the tokens out of the file and of every command line, and says where it is', async () => {
    const env = standIn()

    const login = await logIn({home, env, membershipUri: sandbox.membershipUri, email, args: ['--keychain']})

    assert.equal(login.exitCode, 0, login.stderr)
    assert.match(login.stderr.replaceAll(/\s+/g, ' '), /The refresh token is in the keyring of the desktop \(Secret Service\)/)
    assert.doesNotMatch(readFileSync(credentialsFile(), 'utf8'), SECRETS)
    const calls = readFileSync(path.join(home, 'keyring/calls'), 'utf8')
    const {refreshToken, idToken} = JSON.parse(
      execFileSync('sh', ['-c', 'cat "$0"/default*', path.join(home, 'keyring')], {encoding: 'utf8'}),
    ) as Record<string, string>
    assert.ok(refreshToken && idToken)
    for (const secret of [refreshToken, idToken]) assert.ok(!calls.includes(secret))
  })

  it('renews tokens from there, those of organizations as well, and takes a new login away from there again', async () => {
    const env = standIn()
    await logIn({home, env, membershipUri: sandbox.membershipUri, email, args: ['--keychain']})
    await runCli(['org', 'describe'], {home, env})
    const expired = readFileSync(credentialsFile(), 'utf8').replaceAll(/"expiresAtMs": \d+/g, '"expiresAtMs": 0')
    writeFileSync(credentialsFile(), expired)

    const who = await runCli(['whoami'], {home, env})
    const organization = await runCli(['org', 'describe'], {home, env})

    assert.deepEqual([who.exitCode, organization.exitCode], [0, 0], who.stderr + organization.stderr)
    assert.doesNotMatch(readFileSync(credentialsFile(), 'utf8'), SECRETS)
    const out = await runCli(['logout', '--json'], {home, env})
    assert.deepEqual(out.json(), {profile: 'default', loggedOut: true, revoked: true})
    assert.equal(execFileSync('sh', ['-c', 'ls "$0"', path.join(home, 'keyring')], {encoding: 'utf8'}), 'calls\n')
  })

  for (const [what, script, reason] of [
    ['cannot be reached', '#!/bin/sh\necho "Cannot autolaunch D-Bus without X11" >&2\nexit 1\n', /Cannot autolaunch D-Bus/],
    ['does not give back what it got', '#!/bin/sh\n[ "$1" = lookup ] && printf something\nexit 0\n', /does not give back/],
  ] as const) {
    it(`ends with one error, exit code 3, and stores nothing where the keyring ${what}`, async () => {
      const env = standIn(script)
      const {exitCode, stdout} = await logIn({
        home,
        env,
        membershipUri: sandbox.membershipUri,
        email,
        args: ['--keychain', '--json'],
      })

      assert.equal(exitCode, 3, stdout)
      const {error} = JSON.parse(stdout) as {error: {code: string; reason: string}}
      assert.equal(error.code, 'KEYCHAIN_UNAVAILABLE')
      assert.match(error.reason, reason)
      assert.ok(!existsSync(credentialsFile()) || !readFileSync(credentialsFile(), 'utf8').includes('accessToken'))
      assert.ok(!existsSync(path.join(home, '.config/cloudprem/profiles.json')))
    })
  }

  it('says so where there is no keychain at all, before anybody has to approve', async () => {
    const {exitCode, stderr} = await runCli(['login', '--membership-uri', sandbox.membershipUri, '--keychain'], {
      home,
      env: {PATH: path.join(home, 'no-programs')},
    })

    assert.equal(exitCode, 3)
    assert.match(stderr, /secret-tool is not on the PATH/)
    assert.doesNotMatch(stderr, /Code /)
  })

  it('works with the real gnome-keyring', async function () {
    if (!isInstalled('dbus-run-session', 'gnome-keyring-daemon', 'secret-tool')) this.skip()
    const env = {XDG_RUNTIME_DIR: home, CLOUDPREM_KEYCHAIN: 'true'}
    const auto = await startSandbox({api: 2, home: temporaryFolder(), env: {CLOUDPREM_SANDBOX_AUTO_APPROVE: email}})
    try {
      const login = await runCli(['login', '--membership-uri', auto.membershipUri], {home, env, within: KEYRING})
      assert.equal(login.exitCode, 0, login.stderr)
      const text = readFileSync(credentialsFile(), 'utf8')
      assert.doesNotMatch(text, SECRETS)
      writeFileSync(credentialsFile(), text.replace(/"expiresAtMs": \d+/, '"expiresAtMs": 0'))

      const list = await runCli(['org', 'list'], {home, env, within: KEYRING})
      const out = await runCli(['logout', '--json'], {home, env, within: KEYRING})
      const outside = await runCli(['org', 'list', '--json'], {home, env})

      assert.equal(list.exitCode, 0, list.stderr)
      assert.equal((out.json() as {revoked: boolean}).revoked, true)
      assert.equal((outside.json() as {error: {code: string}}).error.code, 'MEMBERSHIP_NOT_LOGGED_IN')
    } finally {
      await auto.stop()
    }
  })
})
