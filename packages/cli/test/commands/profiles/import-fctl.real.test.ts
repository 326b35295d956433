import assert from 'node:assert/strict'
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {logIn, runCli, startSandbox, temporaryFolder, type TestSandbox} from '@cloudprem/testing'

interface Login {
  accessToken: string
  refreshToken: string
  idToken: string
  organizations?: Record<string, {accessToken: string; refreshToken: string}>
}

/** The same token, ended an hour ago: all that is read of it is when it ends. */
function ended(token: string): string {
  const [head, payload = '', signature] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  const past = {...claims, exp: Math.floor(Date.now() / 1000) - 3600}
  return [head, Buffer.from(JSON.stringify(past)).toString('base64url'), signature].join('.')
}

/** A login as fctl v2.10.1 keeps it. */
function writeLayout2(home: string, membershipURI: string, login: Login, name = 'default'): string {
  const folder = path.join(home, '.formance')
  mkdirSync(folder, {recursive: true})
  const token = {
    access_token: ended(login.accessToken),
    token_type: 'Bearer',
    refresh_token: login.refreshToken,
    expires_in: 300,
    id_token: login.idToken,
  }
  const profile = {membershipURI, token, defaultOrganization: '', defaultStack: ''}
  writeFileSync(
    path.join(folder, 'fctl.config'),
    JSON.stringify({currentProfile: name, profiles: {[name]: profile}, uniqueID: ''}, null, 2),
  )
  return folder
}

/** A login as fctl v3.8.0 keeps it. */
function writeLayout3(home: string, membershipURI: string, login: Login, name = 'default'): string {
  const folder = path.join(home, '.config/formance/fctl')
  const profile = path.join(folder, 'profiles', name)
  mkdirSync(profile, {recursive: true})
  writeFileSync(path.join(folder, 'config.yml'), JSON.stringify({currentProfile: name}))
  const rootTokens = {
    accessToken: {token: ended(login.accessToken), claims: {}, refreshToken: login.refreshToken},
    idToken: {token: login.idToken, claims: {}},
  }
  writeFileSync(
    path.join(profile, 'profile.json'),
    JSON.stringify({membershipURI, rootTokens, defaultOrganization: '', defaultStack: ''}),
  )
  for (const [id, {accessToken, refreshToken}] of Object.entries(login.organizations ?? {})) {
    mkdirSync(path.join(profile, 'organizations', id), {recursive: true})
    writeFileSync(
      path.join(profile, 'organizations', id, 'accesses.json'),
      JSON.stringify({token: ended(accessToken), claims: {}, refreshToken}),
    )
  }
  return folder
}

function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map(({parentPath, name}) => [path.join(parentPath, name), readFileSync(path.join(parentPath, name), 'utf8')]),
  )
}

for (const [api, writeLayout] of [
  [2, writeLayout2],
  [3, writeLayout3],
] as const) {
  describe(`profiles import-fctl, of fctl ${api}.x`, function () {
    this.timeout(90_000)
    const sandboxHome = temporaryFolder()
    let sandbox: TestSandbox
    let login: Login

    before(async () => {
      sandbox = await startSandbox({api, home: sandboxHome})
      const home = temporaryFolder()
      await logIn({home, membershipUri: sandbox.membershipUri, email: 'ops@acme.example'})
      await runCli(['org', 'describe'], {home})
      const file = path.join(home, '.config/cloudprem/credentials.json')
      const {credentials} = JSON.parse(readFileSync(file, 'utf8')) as {credentials: {default: Login}}
      login = credentials.default
    })

    after(() => sandbox?.stop())

    it('lets the next command work without a new login, and changes nothing of fctl', async () => {
      const home = temporaryFolder()
      const folder = writeLayout(home, sandbox.membershipUri, login)
      const before = contentOf(folder)

      const imported = await runCli(['profiles', 'import-fctl'], {home})
      const {exitCode, json} = await runCli(['org', 'list', '--json'], {home})

      assert.equal(imported.exitCode, 0, imported.stderr)
      assert.match(imported.stdout, /^default {2}http:\/\/127\.0\.0\.1:\d+\/api {2}logged in\n/)
      assert.ok(!`${imported.stdout}${imported.stderr}`.includes(login.refreshToken), 'no token is shown')
      assert.equal(exitCode, 0)
      assert.equal((json() as {organizations: {ownerEmail: string}[]}).organizations[0]?.ownerEmail, 'ops@acme.example')
      assert.deepEqual(contentOf(folder), before)
    })

    it('leaves a profile of the same name as it is, and says so', async () => {
      const home = temporaryFolder()
      writeLayout(home, sandbox.membershipUri, login)
      await runCli(['profiles', 'set', 'membership-uri', 'https://membership.formance.example/api'], {home})

      const {json} = await runCli(['profiles', 'import-fctl', '--json'], {home})

      const {imported, leftOut} = json() as {imported: unknown[]; leftOut: string[]}
      assert.deepEqual(imported, [])
      assert.match(leftOut.join(' '), /"default" exists here and is left as it is/)
      const shown = await runCli(['profiles', 'show', '--json'], {home})
      assert.match(shown.stdout, /membership\.formance\.example/)
    })

    it('takes a name with blanks as one with hyphens', async () => {
      const home = temporaryFolder()
      writeLayout(home, sandbox.membershipUri, login, 'my demo')

      const {json} = await runCli(['profiles', 'import-fctl', '--json'], {home})

      assert.equal((json() as {imported: {name: string}[]}).imported[0]?.name, 'my-demo')
      assert.match((await runCli(['profiles', 'list', '--json'], {home})).stdout, /"current": "my-demo"/)
    })
  })
}

describe('profiles import-fctl', function () {
  this.timeout(30_000)

  it('says where it looked when there is no fctl', async () => {
    const {exitCode, stderr} = await runCli(['profiles', 'import-fctl'], {home: temporaryFolder()})

    assert.equal(exitCode, 2)
    assert.match(stderr.replace(/\s+/g, ' '), /\.formance\/fctl\.config \(fctl 2\.x\) and .*\/fctl\/config\.yml \(fctl 3\.x\)/)
  })

  it('says so when the file is something else, and writes nothing', async () => {
    const home = temporaryFolder()
    const file = path.join(home, 'fctl.config')
    for (const content of ['', '[]', '{"profiles": 1}', '{"profiles": {"a": {"token": {"access_token": 5}}}}']) {
      writeFileSync(file, content)

      const {exitCode, json} = await runCli(['profiles', 'import-fctl', '--from', file, '--json'], {home})

      assert.equal(exitCode, 2, content)
      assert.equal((json() as {error: {code: string}}).error.code, 'FILE_UNREADABLE')
    }
    assert.deepEqual((await runCli(['profiles', 'list', '--json'], {home})).json(), {current: 'default', profiles: []})
  })

  it('takes a profile whose login has opaque tokens without the login, and says so', async () => {
    const home = temporaryFolder()
    const file = path.join(home, 'fctl.config')
    const token = {access_token: 'opaque', refresh_token: 'r', id_token: 'opaque'}
    writeFileSync(file, JSON.stringify({profiles: {a: {membershipURI: 'https://membership.formance.example/api', token}}}))

    const {exitCode, json} = await runCli(['profiles', 'import-fctl', '--from', file, '--json'], {home})

    assert.equal(exitCode, 0)
    const {imported, leftOut} = json() as {imported: {loggedIn: boolean}[]; leftOut: string[]}
    assert.equal(imported[0]?.loggedIn, false)
    assert.match(leftOut.join(' '), /log in again/)
  })
})
