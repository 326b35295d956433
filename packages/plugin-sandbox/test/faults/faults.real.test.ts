import assert from 'node:assert/strict'
import path from 'node:path'
import {approve, temporaryFolder} from '@cloudprem/testing'
import {writeFaults} from '../../src/faults/fault-source.js'
import {authorizeDevice, decode, get, logIn, poll, refresh, send, type Tokens} from '../support/client.js'
import {startTestMembership, type TestMembership} from '../support/membership.js'

interface Refusal {
  errorCode: string
}

describe('faults on demand', function () {
  this.timeout(60_000)
  const faultsFile = path.join(temporaryFolder(), 'faults')
  const order = (...specs: string[]) => writeFaults(faultsFile, specs)
  let membership: TestMembership
  let login: Tokens
  const list = () => get<Refusal>(membership.uri, '/organizations', login.access_token)
  const raw = (url = '/organizations') =>
    fetch(membership.uri + url, {headers: {authorization: `Bearer ${login.access_token}`}, signal: AbortSignal.timeout(10_000)})

  before(async () => {
    membership = await startTestMembership({api: 2, faultsFile})
    login = await logIn(membership.uri, 2, 'ops@acme.example')
  })
  after(() => membership?.stop())
  afterEach(() => order())

  it('are none without being ordered', async () => {
    assert.equal((await list()).status, 200)
  })

  it('answer late', async () => {
    await order('latency=300ms /organizations')
    const startedAt = performance.now()
    assert.equal((await list()).status, 200)
    assert.ok(performance.now() - startedAt >= 300)
  })

  it('answer any status, with Retry-After, as often as ordered, and then as always', async () => {
    await order('status=429,retry-after=2 @GET /organizations x2')
    for (const {status, headers, body} of [await list(), await list()]) {
      assert.deepEqual([status, headers.get('retry-after'), body.errorCode], [429, '2', 'REFUSED'])
    }
    assert.equal((await list()).status, 200)
  })

  it('happen where they are ordered and nowhere else', async () => {
    await order('status=503 @POST', 'status=500 /organizations/*/stacks')
    const organization = (decode(login.id_token)['org'] as {id: string}[])[0]?.id
    assert.equal((await list()).status, 200)
    assert.equal((await send(membership.uri, 'POST', '/organizations', login.access_token, {name: 'a'})).status, 503)
    assert.equal((await get(membership.uri, `/organizations/${organization}/stacks`, login.access_token)).status, 500)
  })

  it('speak OAuth at the endpoints of the login', async () => {
    await order('status=400,error=slow_down @POST /oauth/token x1', 'status=502 /userinfo')
    const slow = await refresh(membership.uri, login.refresh_token)
    assert.deepEqual([slow.status, slow.body.error], [400, 'slow_down'])
    const {status, body} = await get<{error: string}>(membership.uri, '/userinfo', login.access_token)
    assert.deepEqual([status, body.error], [502, 'server_error'])
  })

  it('close the connection without an answer', async () => {
    await order('drop /organizations')
    await assert.rejects(raw(), (error: Error & {cause?: {code?: string}}) => error.cause?.code === 'UND_ERR_SOCKET')
  })

  it('cut the answer in the middle, the work being done', async () => {
    await order('truncate')
    for (const url of ['/organizations', '/.well-known/openid-configuration']) {
      const response = await raw(url)
      assert.equal(response.status, 200)
      await assert.rejects(response.text(), /terminated/)
    }
    const made = await fetch(`${membership.uri}/organizations`, {
      method: 'POST',
      headers: {authorization: `Bearer ${login.access_token}`, 'content-type': 'application/json'},
      body: JSON.stringify({name: 'cut off'}),
    })
    await assert.rejects(made.text(), /terminated/)
    assert.ok(await membership.database.row(`select id from membership.organizations where name = 'cut off'`))
  })

  it('answer a web page where JSON belongs', async () => {
    await order('html,status=502 /organizations')
    const response = await raw()
    assert.deepEqual([response.status, response.headers.get('content-type')], [502, 'text/html; charset=utf-8'])
    assert.match(await response.text(), /^<!doctype html>/)
  })

  it('take no access token, as though it had ended, until a refresh brings another', async () => {
    await order('expired-token x1')
    const {status, body} = await list()
    assert.deepEqual([status, body.errorCode], [401, 'UNAUTHORIZED'])
    assert.equal((await list()).status, 200)
  })

  it('tell another time than it is, in tokens and in Date, and stay in agreement with themselves', async () => {
    await order('clock-skew=10m')
    const ahead = await logIn(membership.uri, 2, 'ops@acme.example')
    const now = Date.now() / 1000
    for (const token of [ahead.access_token, ahead.id_token]) {
      assert.ok(Math.abs(Number(decode(token)['iat']) - now - 600) < 30)
      assert.ok(Number(decode(token)['exp']) - Number(decode(token)['iat']) >= 300)
    }
    assert.equal(ahead.expires_in, 300)
    const {status, headers} = await get(membership.uri, '/organizations', ahead.access_token)
    assert.equal(status, 200)
    assert.ok(Math.abs(Date.parse(headers.get('date') ?? '') / 1000 - now - 600) < 30)
    // What was made by the right clock has ended by this one.
    assert.equal((await list()).status, 401)
  })

  it('leave the approval page alone unless it is named', async () => {
    const {body} = await authorizeDevice(membership.uri, 2)
    await order('status=500')
    assert.equal(await approve(body.verification_uri_complete, 'ops@acme.example'), 200)
    await order()
    assert.equal((await poll(membership.uri, body.device_code)).status, 200)
  })

  it('that a person wrote wrongly into the file are told in the log, and the others happen', async () => {
    await order('status=500 /organizations')
    const {appendFile} = await import('node:fs/promises')
    await appendFile(faultsFile, 'slowly\n')
    assert.equal((await list()).status, 500)
    assert.match(membership.log.join('\n'), /--fault "slowly" is not a fault/)
  })
})
