import assert from 'node:assert/strict'
import {request as rawRequest} from 'node:http'
import {approve} from '@cloudprem/testing'
import {authorizeDevice, poll, post, request} from '../support/client.js'
import {startTestMembership, type TestMembership} from '../support/membership.js'

describe('the approval page', function () {
  this.timeout(60_000)
  let membership: TestMembership
  let page: string
  let userCode: string
  let deviceCode: string
  const state = async () => (await poll(membership.uri, deviceCode)).body.error
  const decide = (headers: Record<string, string> = {}, form: Record<string, string> = {}) =>
    post<string>(
      `${membership.uri}/device`,
      {user_code: userCode, email: 'ops@acme.example', decision: 'approve', ...form},
      headers,
    )

  before(async () => {
    membership = await startTestMembership({api: 2})
  })
  after(() => membership?.stop())

  beforeEach(async () => {
    const {body} = await authorizeDevice(membership.uri, 2)
    ;({verification_uri_complete: page, user_code: userCode, device_code: deviceCode} = body)
  })

  it('shows the code in a labelled form, and changes nothing by being looked at', async () => {
    const {status, body} = await request<string>(page)
    assert.equal(status, 200)
    assert.ok(body.includes(`value="${userCode}"`))
    for (const id of ['user_code', 'email']) assert.match(body, new RegExp(`<label for="${id}">`))
    assert.match(body, /<html lang="en">/)
    assert.equal(await state(), 'authorization_pending')
    assert.equal((await membership.database.rows('select id from membership.users')).length, 0)
  })

  it('takes the code by hand too, however it is written', async () => {
    assert.match((await request<string>(`${membership.uri}/device`)).body, /name="user_code"/)
    assert.equal((await decide({}, {user_code: ` ${userCode.replace('-', '').toLowerCase()} `})).status, 200)
  })

  it('refuses a form that another site sent', async () => {
    const foreign: Record<string, string>[] = [
      {origin: 'https://evil.example'},
      {origin: 'null'},
      {'sec-fetch-site': 'cross-site'},
    ]
    for (const headers of foreign) {
      assert.equal((await decide(headers)).status, 403)
    }
    assert.equal(await state(), 'authorization_pending')
  })

  it('answers to no other name than 127.0.0.1, so that no site can pretend to be it', async () => {
    for (const host of ['evil.example', `localhost:${membership.port}`]) {
      const answer = await withHost(membership.port, host, '/api/device')
      assert.equal(answer.status, 421)
      assert.match(answer.body, new RegExp(`"errorMessage":".*${membership.uri}`))
    }
  })

  it('says of a code whether it is unknown or used', async () => {
    assert.equal(await approve(page.replace(userCode, 'BBBB-BBBB'), 'ops@acme.example'), 404)
    assert.equal((await decide({}, {user_code: 'BBBB-BBBB'})).status, 404)
    assert.equal(await approve(page, 'ops@acme.example'), 200)
    assert.equal(await approve(page, 'ops@acme.example'), 409)
    assert.equal((await decide()).status, 409)
  })

  it('wants an address and a decision', async () => {
    for (const form of [{email: 'nobody'}, {decision: ''}] as Record<string, string>[]) {
      assert.equal((await decide({}, form)).status, 400)
    }
    assert.equal(await state(), 'authorization_pending')
  })

  it('shows what was typed as text, never as markup', async () => {
    const {body} = await decide({}, {email: '<script>alert(1)</script>'})
    assert.ok(!body.includes('<script>'))
    assert.match(body, /&lt;script&gt;/)
  })
})

function withHost(port: number, host: string, path: string): Promise<{status: number | undefined; body: string}> {
  return new Promise((resolve, reject) => {
    rawRequest({host: '127.0.0.1', port, path, headers: {host}}, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
      response.on('end', () => resolve({status: response.statusCode, body}))
    })
      .on('error', reject)
      .end()
  })
}
