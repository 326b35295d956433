import assert from 'node:assert/strict'
import {authorizeDevice, get, logIn, LOGIN_FORM, poll, refresh} from '../support/client.js'
import {startTestMembership, type TestMembership} from '../support/membership.js'

describe('refreshing a login', function () {
  this.timeout(60_000)
  let membership: TestMembership
  before(async () => {
    membership = await startTestMembership({api: 2})
  })
  after(() => membership?.stop())

  it('gives new tokens, the ID token among them, for the scopes that fctl 2.x repeats', async () => {
    const {refresh_token} = await logIn(membership.uri, 2, 'ops@acme.example')
    const {status, body} = await refresh(membership.uri, refresh_token, {
      scope: 'openid email offline_access supertoken accesses',
    })
    assert.equal(status, 200, JSON.stringify(body))
    assert.ok(body.access_token && body.id_token && body.refresh_token)
    assert.notEqual(body.refresh_token, refresh_token)
    assert.equal((await get(membership.uri, '/organizations', body.access_token)).status, 200)
  })

  it('logs nobody out when three programs refresh with the same token at once', async () => {
    const {refresh_token} = await logIn(membership.uri, 2, 'ops@acme.example')
    const answers = await Promise.all([1, 2, 3].map(() => refresh(membership.uri, refresh_token)))
    assert.deepEqual(
      answers.map(({status}) => status),
      [200, 200, 200],
    )
    for (const {body} of answers) assert.equal((await refresh(membership.uri, body.refresh_token)).status, 200)
  })

  it('refuses a token that was used long ago, with the code after which fctl 3.x logs in anew', async () => {
    const {refresh_token} = await logIn(membership.uri, 2, 'ops@acme.example')
    await refresh(membership.uri, refresh_token)
    await membership.database.change(
      `update sandbox_oidc.records set consumed_at = now() - interval '11 seconds' where model = 'RefreshToken' and id = $1`,
      [refresh_token],
    )
    const {status, body} = await refresh(membership.uri, refresh_token)
    assert.deepEqual([status, body.error], [400, 'invalid_request'])
    assert.equal((await refresh(membership.uri, 'never-issued')).body.error, 'invalid_request')
  })

  it('outlives a restart on the same database, and a new database ends it', async () => {
    const {access_token, id_token, refresh_token} = await logIn(membership.uri, 2, 'ops@acme.example')
    const hinted = async () => {
      const {body} = await authorizeDevice(membership.uri, 2, {...LOGIN_FORM[2], id_token_hint: id_token})
      return (await poll(membership.uri, body.device_code)).body.error ?? 'approved'
    }
    const {dsn, port} = membership
    await membership.stop()

    membership = await startTestMembership({api: 2, dsn, port})
    assert.equal((await get(membership.uri, '/organizations', access_token)).status, 200)
    assert.equal((await refresh(membership.uri, refresh_token)).status, 200)
    assert.equal(await hinted(), 'approved')
    await membership.stop()

    membership = await startTestMembership({api: 2, port})
    assert.equal((await get(membership.uri, '/organizations', access_token)).status, 401)
    assert.equal((await refresh(membership.uri, refresh_token)).body.error, 'invalid_request')
    assert.equal(await hinted(), 'authorization_pending')
    await logIn(membership.uri, 2, 'ops@acme.example')
  })
})
