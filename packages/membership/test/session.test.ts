import assert from 'node:assert/strict'
import type {Credentials, CredentialStore} from '@cloudprem/core'
import nock from 'nock'
import {Session} from '../src/session.js'
import {storeWith} from './support/memory-store.js'

const origin = 'https://membership.formance.example'
const issuer = `${origin}/api`
const MINUTE_MS = 60_000

function login(change: Partial<Credentials> = {}): Credentials {
  return {
    membershipUri: issuer,
    accessToken: 'access-1',
    refreshToken: 'refresh-1',
    idToken: 'id-1',
    subject: 'u1',
    expiresAtMs: Date.now() + 5 * MINUTE_MS,
    ...change,
  }
}

function open(store: CredentialStore): Promise<Session> {
  return Session.open({profileName: 'default', store, fetch, onApproval: () => assert.fail('nobody has to approve')})
}

function discovery(): void {
  nock(origin)
    .get('/api/.well-known/openid-configuration')
    .reply(200, {
      issuer,
      token_endpoint: `${issuer}/oauth/token`,
      jwks_uri: `${issuer}/keys`,
      device_authorization_endpoint: `${issuer}/device_authorization`,
    })
}

/** One refresh with `token` is answered by `body`; a second one is not. */
function refreshes(token: string, body: object, status = 200): void {
  discovery()
  nock(origin)
    .post('/api/oauth/token', (form) => form.grant_type === 'refresh_token' && form.refresh_token === token)
    .reply(status, {token_type: 'Bearer', ...body})
}

describe('Session', () => {
  it('gives the stored token while it is fresh, without a request', async () => {
    const session = await open(storeWith(login()))

    assert.equal(await session.rootToken(), 'access-1')
  })

  it('refreshes before the token ends, and keeps both new tokens', async () => {
    const store = storeWith(login({expiresAtMs: Date.now() + 10_000}))
    refreshes('refresh-1', {access_token: 'access-2', refresh_token: 'refresh-2', expires_in: 300})

    assert.equal(await (await open(store)).rootToken(), 'access-2')

    const kept = await store.find('default')
    assert.deepEqual([kept?.accessToken, kept?.refreshToken], ['access-2', 'refresh-2'])
  })

  it('keeps the old refresh token when the answer brings none', async () => {
    const store = storeWith(login({expiresAtMs: 0}))
    refreshes('refresh-1', {access_token: 'access-2', expires_in: 300})

    await (await open(store)).rootToken()

    assert.equal((await store.find('default'))?.refreshToken, 'refresh-1')
  })

  it('gets a newer token for one that was refused although it was fresh', async () => {
    const store = storeWith(login())
    const session = await open(store)
    const refused = await session.rootToken()
    refreshes('refresh-1', {access_token: 'access-2', refresh_token: 'refresh-2', expires_in: 300})

    assert.equal(await session.rejected(refused), 'access-2')
  })

  it('takes what another process stored in place of a refused token, without a refresh', async () => {
    const store = storeWith(login())
    const session = await open(store)
    const refused = await session.rootToken()
    await store.update('default', () => Promise.resolve(login({accessToken: 'access-of-the-other'})))

    assert.equal(await session.rejected(refused), 'access-of-the-other')
  })

  it('refreshes the token of an organization that was refused, and no other', async () => {
    const store = storeWith(
      login({
        organizations: {acme: {accessToken: 'acme-1', refreshToken: 'acme-refresh-1', expiresAtMs: Date.now() + 5 * MINUTE_MS}},
      }),
    )
    const session = await open(store)
    const refused = await session.organizationToken('acme')
    refreshes('acme-refresh-1', {access_token: 'acme-2', expires_in: 300})

    assert.equal(await session.rejected(refused), 'acme-2')

    const kept = await store.find('default')
    assert.equal(kept?.accessToken, 'access-1')
  })

  it('says to log in again when the refresh token is no longer taken, and forgets nothing', async () => {
    const store = storeWith(login({expiresAtMs: 0}))
    refreshes('refresh-1', {error: 'invalid_grant'}, 400)

    await assert.rejects(
      open(store).then((session) => session.rootToken()),
      {
        code: 'MEMBERSHIP_NOT_LOGGED_IN',
        exitCode: 3,
        hints: [`cloudprem login --membership-uri ${issuer}`],
      },
    )

    assert.equal((await store.find('default'))?.refreshToken, 'refresh-1')
  })
})
