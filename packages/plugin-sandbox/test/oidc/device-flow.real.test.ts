import assert from 'node:assert/strict'
import {setTimeout as delay} from 'node:timers/promises'
import {approve} from '@cloudprem/testing'
import {
  authorizeDevice,
  decode,
  DEVICE_GRANT,
  get,
  logIn,
  logInToOrganization,
  LOGIN_FORM,
  ORGANIZATION_SCOPES,
  poll,
  post,
  refresh,
  request,
  type TokenAnswer,
} from '../support/client.js'
import {startTestMembership, type TestMembership} from '../support/membership.js'

type Discovery = {issuer: string; scopes_supported: string[]} & Partial<Record<`${string}_endpoint`, string>>

for (const api of [2, 3] as const) {
  describe(`logging in as fctl ${api}.x does`, function () {
    this.timeout(60_000)
    let membership: TestMembership
    before(async () => {
      membership = await startTestMembership({api})
    })
    after(() => membership?.stop())

    it('discovers an issuer that is the Membership URI, byte for byte', async () => {
      const {status, body} = await request<Discovery>(`${membership.uri}/.well-known/openid-configuration`)
      assert.equal(status, 200)
      assert.equal(body.issuer, membership.uri)
      for (const name of ['token', 'device_authorization', 'userinfo', 'authorization', 'revocation'] as const) {
        assert.ok(body[`${name}_endpoint`]?.startsWith(`${membership.uri}/`), name)
      }
      assert.deepEqual(
        ['supertoken', 'on_behalf'].filter((scope) => body.scopes_supported.includes(scope)),
        [{2: 'supertoken', 3: 'on_behalf'}[api]],
      )
    })

    it('waits for the approval, polling no faster than told, and then gets its tokens', async () => {
      const {status, body} = await authorizeDevice(membership.uri, api)
      assert.equal(status, 200)
      assert.equal(body.interval, 1)
      assert.match(body.user_code, /^[B-Z]{4}-[B-Z]{4}$/)
      assert.equal((await poll(membership.uri, body.device_code)).body.error, 'authorization_pending')

      assert.equal(await approve(body.verification_uri_complete, 'ops@acme.example'), 200)
      const tokens = await poll(membership.uri, body.device_code)

      assert.equal(tokens.status, 200)
      assert.equal(tokens.headers.get('cache-control'), 'no-store')
      for (const name of ['access_token', 'id_token', 'refresh_token', 'expires_in', 'scope', 'token_type'] as const) {
        assert.ok(tokens.body[name], name)
      }
    })

    it('gets an access token that both fctls can read, and an ID token that names the organizations', async () => {
      const {access_token, id_token} = await logIn(membership.uri, api, 'ops@acme.example')
      assert.deepEqual([decode(access_token, 0)['alg'], decode(access_token, 0)['typ']], ['RS256', 'at+jwt'])
      const claims = decode(access_token)
      assert.deepEqual([claims['iss'], claims['client_id'], claims['aud']], [membership.uri, 'fctl', ['fctl']])
      for (const name of ['sub', 'exp', 'iat', 'nbf', 'jti', 'scope']) assert.ok(claims[name], name)
      assert.equal(claims['organization_id'], undefined)

      const identity = decode(id_token)
      assert.deepEqual(
        [identity['email'], identity['email_verified'], identity['sub']],
        ['ops@acme.example', true, claims['sub']],
      )
      const [organization] = identity['org'] as {id: string; stacks: unknown[]; applications: unknown[]}[]
      assert.match(organization?.id ?? '', /^[a-z]{12}$/)
      assert.deepEqual([organization?.stacks, organization?.applications], [[], []])
    })

    it('gives the ends of a login the codes that fctl knows', async () => {
      const {body} = await authorizeDevice(membership.uri, api)
      assert.equal(await approve(body.verification_uri_complete, 'ops@acme.example', 'deny'), 200)
      const denied = await poll(membership.uri, body.device_code)
      assert.deepEqual([denied.status, denied.body.error], [400, 'access_denied'])
      assert.match(denied.body.error_description ?? '', /denied/)

      assert.equal((await poll(membership.uri, 'no-such-code')).body.error, 'invalid_grant')
      const used = await authorizeDevice(membership.uri, api)
      await approve(used.body.verification_uri_complete, 'ops@acme.example')
      assert.equal((await poll(membership.uri, used.body.device_code)).status, 200)
      assert.equal((await poll(membership.uri, used.body.device_code)).body.error, 'invalid_grant')
      const empty = await post<{error: string}>(`${membership.uri}/oauth/token`, {
        client_id: 'fctl',
        grant_type: DEVICE_GRANT,
        device_code: '',
      })
      assert.deepEqual([empty.status, empty.body.error], [400, 'invalid_request'])
    })

    it('serves userinfo to an access token, and 401 to anything else', async () => {
      const {access_token} = await logIn(membership.uri, api, 'ops@acme.example')
      const {status, body} = await get<{sub: string; email: string}>(membership.uri, '/userinfo', access_token)
      assert.deepEqual([status, body.sub, body.email], [200, decode(access_token)['sub'], 'ops@acme.example'])
      const refused = await get<{error: string}>(membership.uri, '/userinfo', 'rubbish')
      assert.deepEqual([refused.status, refused.body.error], [401, 'invalid_token'])
    })

    it('takes a refresh token back when it is revoked', async () => {
      const {refresh_token} = await logIn(membership.uri, api, 'ops@acme.example')
      assert.equal((await post(`${membership.uri}/revoke`, {client_id: 'fctl', token: refresh_token})).status, 200)
      assert.equal((await refresh(membership.uri, refresh_token)).status, 400)
    })

    it('logs no token and no code', async () => {
      const {access_token, refresh_token} = await logIn(membership.uri, api, 'ops@acme.example')
      await refresh(membership.uri, 'unknown-token')
      const log = membership.log.join('\n')
      assert.match(log, /POST \/api\/oauth\/token 200/)
      assert.match(log, /grant\.error: .*refresh token not found/)
      for (const secret of [access_token, refresh_token, 'user_code=', 'unknown-token']) assert.ok(!log.includes(secret), secret)
    })
  })
}

describe('logging in to one organization, as fctl 3.x does', function () {
  this.timeout(60_000)
  let membership: TestMembership
  before(async () => {
    membership = await startTestMembership({api: 3})
  })
  after(() => membership?.stop())

  it('needs no click: the ID token of the login speaks for the user, and its organization_id outlives a refresh', async () => {
    const {id_token} = await logIn(membership.uri, 3, 'ops@acme.example')
    const id = organizationIn(id_token)
    const tokens = await logInToOrganization(membership.uri, id_token, id)

    const renewed = await refresh(membership.uri, tokens.refresh_token)
    for (const token of [tokens.access_token, renewed.body.access_token]) {
      assert.equal(decode(token)['organization_id'], id)
      assert.match(String(decode(token)['scope']), /organization:Update/)
    }
  })

  it('waits for a person where the user is no member, and refuses him on the page', async () => {
    const {id_token: ofOps} = await logIn(membership.uri, 3, 'ops@acme.example')
    const {id_token: ofBob} = await logIn(membership.uri, 3, 'bob@other.example')
    const form = {organization_id: organizationIn(ofOps), id_token_hint: ofBob, scope: `${ORGANIZATION_SCOPES} openid`}
    const {body} = await authorizeDevice(membership.uri, 3, form)

    assert.equal((await poll(membership.uri, body.device_code)).body.error, 'authorization_pending')
    assert.equal(await approve(body.verification_uri_complete, 'bob@other.example'), 403)
    assert.equal((await poll(membership.uri, body.device_code)).body.error, 'authorization_pending')
  })

  it('goes on by the page when the hint is rubbish or of another sandbox', async () => {
    const {body, status} = await authorizeDevice(membership.uri, 3, {...LOGIN_FORM[3], id_token_hint: 'rubbish'})
    assert.deepEqual([status, body.interval], [200, 1])
    assert.equal((await poll(membership.uri, body.device_code)).body.error, 'authorization_pending')
  })

  it('reads resource and scopes that fctl writes into one parameter, for stacks and applications', async () => {
    const {id_token} = await logIn(membership.uri, 3, 'ops@acme.example')
    const id = organizationIn(id_token)
    for (const [resource, scope] of [
      [`stack://${id}/demo|stack:Read stack:Write`, 'stack:Write'],
      ['app://deploy|apps:Read apps:Write', 'apps:Write'],
    ] as const) {
      const form = {organization_id: id, id_token_hint: id_token, scope: 'openid offline_access', resource}
      const started = await authorizeDevice(membership.uri, 3, form)
      assert.equal(started.status, 200, JSON.stringify(started.body))
      // fctl repeats the resource at the token endpoint, in the query.
      const url = `${membership.uri}/oauth/token?resource=${encodeURIComponent(resource)}`
      const tokens: TokenAnswer = await post(url, {
        client_id: 'fctl',
        grant_type: DEVICE_GRANT,
        device_code: started.body.device_code,
        resource: '',
      })
      assert.equal(tokens.status, 200, JSON.stringify(tokens.body))
      assert.ok(String(decode(tokens.body.access_token)['scope']).split(' ').includes(scope))
      assert.equal(decode(tokens.body.access_token)['organization_id'], id)
    }
  })
})

describe('a login that is approved by itself', function () {
  this.timeout(60_000)
  let membership: TestMembership
  before(async () => {
    membership = await startTestMembership({api: 2, autoApprove: 'robot@acme.example'})
  })
  after(() => membership?.stop())

  it('belongs to the person that sandbox up was told', async () => {
    const {body} = await authorizeDevice(membership.uri, 2)
    const tokens = await poll(membership.uri, body.device_code)
    assert.equal(decode(tokens.body.id_token)['email'], 'robot@acme.example')
  })
})

describe('codes and tokens that live short', function () {
  this.timeout(60_000)
  let membership: TestMembership
  before(async () => {
    membership = await startTestMembership({api: 3, codeSeconds: 1, tokenSeconds: 1})
  })
  after(() => membership?.stop())

  it('says expired_token after the end of a code, and not that it never was', async () => {
    const {body} = await authorizeDevice(membership.uri, 3)
    const error = await waitForChange(
      async () => (await poll(membership.uri, body.device_code)).body.error,
      'authorization_pending',
    )
    assert.equal(error, 'expired_token')
    assert.equal(await approve(body.verification_uri_complete, 'ops@acme.example'), 410)
  })

  it('refuses an access token after its end, and takes its ID token as a hint all the same', async () => {
    const {access_token, id_token} = await logIn(membership.uri, 3, 'ops@acme.example')
    const status = await waitForChange(async () => (await get(membership.uri, '/organizations', access_token)).status, 200)
    assert.equal(status, 401)
    assert.equal((await get(membership.uri, '/userinfo', access_token)).status, 401)
    const organization = {organization_id: organizationIn(id_token), scope: `${ORGANIZATION_SCOPES} openid offline_access`}
    for (const form of [LOGIN_FORM[3], organization]) {
      const {status, body} = await authorizeDevice(membership.uri, 3, {...form, id_token_hint: id_token})
      assert.deepEqual([status, body.interval], [200, 1])
      assert.equal((await poll(membership.uri, body.device_code)).status, 200)
    }
  })
})

function organizationIn(idToken: string): string {
  return (decode(idToken)['org'] as {id: string}[])[0]?.id ?? ''
}

/** What `look` gives once it is no longer `before`. */
async function waitForChange<T>(look: () => Promise<T>, before: T): Promise<T> {
  for (const deadline = Date.now() + 10_000; ; await delay(100)) {
    const seen = await look()
    if (seen !== before) return seen
    assert.ok(Date.now() < deadline, `it stayed ${String(before)}`)
  }
}
