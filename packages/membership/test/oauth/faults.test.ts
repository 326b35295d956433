import assert from 'node:assert/strict'
import {createFetch, isCloudpremError, type Credentials} from '@cloudprem/core'
import {startFaultyMembership, type Call, type Fault, type FaultyMembership} from '@cloudprem/testing'
import {logIn, logInMachine} from '../../src/log-in.js'
import {deviceLogin} from '../../src/oauth/device-login.js'
import {discover} from '../../src/oauth/discover.js'
import {Session} from '../../src/session.js'
import {storeWith} from '../support/memory-store.js'

const STATUSES = Array.from({length: 105}, (_, index) => 400 + index)
const TOKENS = /access-(?!token)|refresh-token|id-token|the-secret|eyJ/

describe('whatever goes wrong at Membership is one error in words', function () {
  this.timeout(60_000)
  let membership: FaultyMembership
  // Two tenths of a second, where a user's is half a minute.
  const fetch = createFetch({insecureTls: false, userAgent: 'cloudprem/test', timeoutMs: 200})

  before(async () => {
    membership = await startFaultyMembership()
  })
  beforeEach(() => membership.mend())
  after(() => membership.stop())

  const stored = (change: Partial<Credentials> = {}): Credentials => ({
    membershipUri: membership.membershipUri,
    accessToken: 'access-1',
    refreshToken: 'refresh-token-1',
    idToken: 'id-token-1',
    subject: 'u1',
    expiresAtMs: Date.now() + 300_000,
    ...change,
  })
  const session = (credentials: Credentials) =>
    Session.open({
      profileName: 'default',
      store: storeWith(credentials),
      fetch,
      onApproval: () => assert.fail('nobody has to approve'),
    })

  const acts: {what: string; call: Call; act: () => Promise<unknown>}[] = [
    {
      what: 'the discovery of a login',
      call: 'GET /.well-known/openid-configuration',
      act: () => logIn({membershipUri: membership.membershipUri, fetch, onApproval: () => undefined}),
    },
    {
      what: 'the code of a login',
      call: 'POST /device_authorization',
      act: () => logIn({membershipUri: membership.membershipUri, fetch, onApproval: () => undefined}),
    },
    {
      what: 'the tokens of a login',
      call: 'POST /oauth/token',
      act: async () =>
        deviceLogin(await discover(membership.membershipUri, fetch), {
          scope: 'openid',
          onApproval: () => undefined,
          pause: () => Promise.resolve(),
        }),
    },
    {
      what: 'a refresh',
      call: 'POST /oauth/token',
      act: async () => (await session(stored({expiresAtMs: 0}))).rootToken(),
    },
    {
      what: 'the discovery of a refresh',
      call: 'GET /.well-known/openid-configuration',
      act: async () => (await session(stored({expiresAtMs: 0}))).rootToken(),
    },
    {
      what: 'the token of an organization',
      call: 'POST /device_authorization',
      act: async () => (await session(stored())).organizationToken('abcdefghijkl'),
    },
    {
      what: 'the token of a machine',
      call: 'POST /oauth/token',
      act: () => logInMachine({membershipUri: membership.membershipUri, fetch, client: {id: 'machine', secret: 'the-secret'}}),
    },
  ]

  async function fails(act: () => Promise<unknown>, what: string): Promise<void> {
    const error: unknown = await act().then(
      () => assert.fail(`${what} succeeded`),
      (thrown: unknown) => thrown,
    )
    assert.ok(isCloudpremError(error), `${what}: ${String(error)}`)
    assert.ok(error.code.startsWith('MEMBERSHIP_'), `${what}: ${error.code}`)
    assert.ok([3, 5].includes(error.exitCode), `${what}: exit code ${error.exitCode}`)
    const said = JSON.stringify(error.toDocument())
    assert.doesNotMatch(said, /undefined|\[object/, what)
    assert.doesNotMatch(said, TOKENS, what)
  }

  for (const {what, call, act} of acts) {
    it(`${what}: every status from 400 to 504, with and without a reason`, async () => {
      for (const status of STATUSES) {
        for (const body of ['', '<html>', JSON.stringify({error: 'server_error', error_description: 'no'})]) {
          membership.mend()
          membership.fail(call, {status, body})
          await fails(act, `HTTP ${status} ${body}`)
        }
      }
    })

    for (const [kind, fault] of [
      ['a page instead of JSON', 'html'],
      ['a body that is no JSON', 'no-json'],
      ['half a body', 'truncated'],
      ['a cut connection', 'cut'],
      ['a server slower than the timeout', 'silent'],
      ['a redirect', {status: 302}],
      ['an empty answer', {status: 204}],
      ['an answer without anything in it', {status: 200, body: '{}'}],
    ] as [string, Fault][]) {
      it(`${what}: ${kind}`, async () => {
        membership.fail(call, fault)
        await fails(act, kind)
      })
    }
  }

  for (const error of ['invalid_grant', 'invalid_request', 'invalid_token']) {
    it(`says to log in again when a refresh is refused with ${error}, exit code 3`, async () => {
      membership.fail('POST /oauth/token', {status: 400, body: JSON.stringify({error})})

      await assert.rejects(
        session(stored({expiresAtMs: 0})).then((each) => each.rootToken()),
        {code: 'MEMBERSHIP_NOT_LOGGED_IN', exitCode: 3},
      )
    })
  }

  it('does not say to log in again when the server has no time for the refresh', async () => {
    membership.fail('POST /oauth/token', {status: 503})

    await assert.rejects(
      session(stored({expiresAtMs: 0})).then((each) => each.rootToken()),
      {code: 'MEMBERSHIP_REFUSED', hints: ['the same command again']},
    )
  })

  it('gets the token of an organization by the hint when its refresh token is no longer taken', async () => {
    const one = await session(stored({organizations: {abcdefghijkl: {accessToken: 'old', refreshToken: 'used', expiresAtMs: 0}}}))
    membership.fail('POST /oauth/token', {status: 400, body: JSON.stringify({error: 'invalid_grant'})}, 1)

    await one.organizationToken('abcdefghijkl')

    const {form} = membership.calls.find(({call}) => call === 'POST /device_authorization') ?? {}
    assert.equal(form?.get('id_token_hint'), 'id-token-1')
    assert.equal(form?.get('organization_id'), 'abcdefghijkl')
  })
})
