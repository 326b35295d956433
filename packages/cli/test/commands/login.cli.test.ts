import assert from 'node:assert/strict'
import {existsSync, readFileSync, writeFileSync, mkdirSync} from 'node:fs'
import {createServer, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import {runCli, temporaryFolder} from '@cloudprem/testing'

/** A server that is no Membership, for what a real one does not do. */
async function serve(
  answer: (url: string, response: ServerResponse, origin: string) => void,
): Promise<{server: Server; origin: string}> {
  const server = createServer((request, response) => answer(request.url ?? '', response, origin))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {server, origin}
}

interface ErrorDocument {
  error: {code: string; message: string; hint?: string; exitCode: number}
}

describe('cloudprem login', function () {
  this.timeout(30_000)
  let home: string
  let credentials: string
  const before = '{"version": 1, "credentials": {}}'

  beforeEach(() => {
    home = temporaryFolder()
    credentials = path.join(home, '.config/cloudprem/credentials.json')
    mkdirSync(path.dirname(credentials), {recursive: true})
    writeFileSync(credentials, before)
  })

  async function loginFails(uri: string): Promise<ErrorDocument['error']> {
    const human = await runCli(['login', '--membership-uri', uri], {home})
    const machine = await runCli(['login', '--membership-uri', uri, '--json'], {home})

    assert.equal(human.exitCode, machine.exitCode)
    assert.equal(human.stdout, '')
    assert.match(human.stderr, /^Error {2}/)
    assert.ok(!human.stderr.includes('    at '), 'no stack trace')
    assert.equal(readFileSync(credentials, 'utf8'), before, 'no credential is touched')
    assert.ok(!existsSync(path.join(home, '.config/cloudprem/profiles.json')), 'no profile is made')
    const {error} = machine.json() as ErrorDocument
    assert.equal(error.exitCode, machine.exitCode)
    assert.ok(human.stderr.includes(error.code))
    return error
  }

  it('says that nobody listens', async () => {
    const {server, origin} = await serve(() => undefined)
    await new Promise((resolve) => server.close(resolve))

    const error = await loginFails(`${origin}/api`)

    assert.equal(error.code, 'MEMBERSHIP_UNREACHABLE')
    assert.equal(error.exitCode, 5)
  })

  it('says that a server has no discovery document', async () => {
    const {server, origin} = await serve((_url, response) => response.writeHead(404).end('nothing here'))
    try {
      const error = await loginFails(`${origin}/api`)

      assert.equal(error.code, 'MEMBERSHIP_NO_DISCOVERY')
      assert.equal(error.exitCode, 5)
    } finally {
      server.close()
    }
  })

  it('refuses an issuer that differs by a slash, and names the command with the right one', async () => {
    const {server, origin} = await serve((_url, response, self) =>
      response.setHeader('content-type', 'application/json').end(
        JSON.stringify({
          issuer: `${self}/api/`,
          token_endpoint: `${self}/t`,
          jwks_uri: `${self}/k`,
          device_authorization_endpoint: `${self}/d`,
        }),
      ),
    )
    try {
      const error = await loginFails(`${origin}/api`)

      assert.equal(error.code, 'MEMBERSHIP_ISSUER_MISMATCH')
      assert.equal(error.hint, `cloudprem login --membership-uri ${origin}/api/`)
    } finally {
      server.close()
    }
  })

  it('names the profile in the command that it proposes', async () => {
    const {server, origin} = await serve((url, response, self) =>
      url.startsWith('/api/')
        ? response.setHeader('content-type', 'application/json').end(
            JSON.stringify({
              issuer: `${self}/api`,
              token_endpoint: `${self}/t`,
              jwks_uri: `${self}/k`,
              device_authorization_endpoint: `${self}/d`,
            }),
          )
        : response.writeHead(404).end('nothing here'),
    )
    try {
      const {exitCode, stderr} = await runCli(['login', '--membership-uri', origin, '--profile', 'demo'], {home})

      assert.equal(exitCode, 5)
      assert.ok(stderr.endsWith(`Next   cloudprem login --profile demo --membership-uri ${origin}/api\n`), stderr)
    } finally {
      server.close()
    }
  })

  it('refuses plain http to another machine, before any request', async () => {
    const error = await loginFails('http://membership.formance.example/api')

    assert.equal(error.code, 'USAGE')
    assert.equal(error.exitCode, 2)
  })

  it('names the flag when no Membership is known and nobody can be asked', async () => {
    const {exitCode, stderr} = await runCli(['login'], {home})

    assert.equal(exitCode, 2)
    assert.match(stderr, /Missing: --membership-uri/)
  })
})
