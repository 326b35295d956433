import assert from 'node:assert/strict'
import nock from 'nock'
import {deviceLogin, type Approval} from '../../src/oauth/device-login.js'
import {discover} from '../../src/oauth/discover.js'
import {discovery, issuer, jwt, origin} from '../support/membership.js'

const code = {
  device_code: 'the-device-code',
  user_code: 'BCDF-GHJK',
  verification_uri: `${issuer}/device`,
  expires_in: 600,
  interval: 5,
}

function idToken(change: object = {}): string {
  const now = Math.floor(Date.now() / 1000)
  return jwt({iss: issuer, sub: 'u1', aud: ['fctl'], exp: now + 300, iat: now, email: 'ops@acme.example', ...change})
}

function givesCode(change: object = {}): void {
  discovery()
  nock(origin)
    .post('/api/device_authorization')
    .reply(200, {...code, ...change})
}

function answers(status: number, body: object | string, headers: Record<string, string> = {}): void {
  nock(origin)
    .post('/api/oauth/token')
    .reply(status, body, {'content-type': 'application/json', ...headers})
}

const tokens = () => ({access_token: 'a', token_type: 'Bearer', expires_in: 300, refresh_token: 'r', id_token: idToken()})

describe('deviceLogin', () => {
  let pauses: number[]
  let approval: Approval | undefined

  beforeEach(() => {
    pauses = []
    approval = undefined
  })

  const login = async () =>
    deviceLogin(await discover(issuer, fetch), {
      scope: 'openid',
      onApproval: (shown) => void (approval = shown),
      pause: (ms) => {
        pauses.push(ms / 1000)
        return Promise.resolve()
      },
    })

  it('asks again at the interval of the server, and five seconds later each time that it says slow down', async () => {
    givesCode()
    answers(400, {error: 'authorization_pending'})
    answers(400, {error: 'slow_down'})
    answers(400, {error: 'authorization_pending'})
    answers(200, tokens())

    const {accessToken, refreshToken, subject, email} = await login()

    assert.deepEqual([accessToken, refreshToken, subject, email], ['a', 'r', 'u1', 'ops@acme.example'])
    assert.deepEqual(pauses, [5, 5, 10, 10])
  })

  for (const [interval, pause] of [
    [0, 1],
    [undefined, 5],
    [7, 7],
  ] as const) {
    it(`waits ${pause} s between two questions when the server says ${interval ?? 'nothing'}`, async () => {
      givesCode({interval})
      answers(200, tokens())

      await login()

      assert.deepEqual(pauses, [pause])
    })
  }

  it('shows the page with the code in it', async () => {
    givesCode()
    answers(200, tokens())

    await login()

    assert.deepEqual(approval, {uri: `${issuer}/device?user_code=BCDF-GHJK`, userCode: 'BCDF-GHJK', expiresInSeconds: 600})
  })

  it('takes a Membership that gives no ID token, and reads from the access token who it is', async () => {
    givesCode()
    answers(200, {access_token: jwt({sub: 'u2', email: 'ops@acme.example'}), token_type: 'Bearer', expires_in: 300})

    const {subject, email, idToken: none} = await login()

    assert.deepEqual([subject, email, none], ['u2', 'ops@acme.example', undefined])
  })

  for (const hours of [-3, 3]) {
    it(`logs in on a machine whose clock is ${Math.abs(hours)} hours ${hours < 0 ? 'behind' : 'ahead'}`, async () => {
      givesCode()
      const atTheServer = Math.floor(Date.now() / 1000) - hours * 3600
      answers(200, {...tokens(), id_token: idToken({iat: atTheServer, exp: atTheServer + 300})})
      const before = Date.now()

      const {expiresAtMs} = await login()

      assert.ok(Math.abs(expiresAtMs - before - 300_000) < 5000, 'the token holds for as long as the server says')
    })
  }

  it('goes on when two questions in a row fail, while the person is at the page', async () => {
    givesCode()
    answers(502, '<html>')
    nock(origin)
      .post('/api/oauth/token')
      .replyWithError(Object.assign(new Error('cut'), {code: 'ECONNRESET'}))
    answers(200, tokens())

    await login()

    assert.deepEqual(pauses, [5, 10, 20])
  })

  it('ends when three questions in a row fail', async () => {
    givesCode()
    for (let each = 0; each < 3; each++) answers(503, 'not now')

    await assert.rejects(login(), {code: 'MEMBERSHIP_REFUSED', exitCode: 5, message: 'Membership refused the login: HTTP 503'})
  })

  for (const [error, code, message] of [
    ['access_denied', 'MEMBERSHIP_LOGIN_DENIED', 'The login was refused on the approval page'],
    ['expired_token', 'MEMBERSHIP_LOGIN_EXPIRED', 'The code ran out before the login was approved'],
    ['invalid_grant', 'MEMBERSHIP_LOGIN_FAILED', 'Membership refused the login: invalid_grant'],
  ] as const) {
    it(`says in words what ${error} means`, async () => {
      givesCode()
      answers(400, {error})

      await assert.rejects(login(), {code, message, exitCode: 5})
    })
  }

  it('ends by itself when the code is over and the server does not say so', async () => {
    givesCode({expires_in: 10})
    for (let each = 0; each < 2; each++) answers(400, {error: 'authorization_pending'})

    await assert.rejects(login(), {code: 'MEMBERSHIP_LOGIN_EXPIRED'})

    assert.deepEqual(pauses, [5, 5])
  })

  it('says that the client is missing when Membership was installed without it', async () => {
    discovery()
    nock(origin).post('/api/device_authorization').reply(400, {error: 'invalid_client', error_description: 'client not found'})

    await assert.rejects(login(), {
      code: 'MEMBERSHIP_LOGIN_FAILED',
      reason: 'client not found\nIt does not know the client, or the secret of the client is wrong.',
    })
  })

  for (const [what, body] of [
    ['an HTML page', '<html>'],
    ['half a body', '{"device_code": "x'],
    ['no code', '{"expires_in": 600}'],
    ['an approval page that is no address', JSON.stringify({...code, verification_uri: 'nowhere'})],
  ] as const) {
    it(`says that it did not understand ${what}`, async () => {
      discovery()
      nock(origin).post('/api/device_authorization').reply(200, body, {'content-type': 'application/json'})

      await assert.rejects(login(), {code: 'MEMBERSHIP_ANSWER_UNEXPECTED', exitCode: 5})
    })
  }
})
