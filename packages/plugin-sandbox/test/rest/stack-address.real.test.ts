import assert from 'node:assert/strict'
import {decode, get, post, request, type Tokens} from '../support/client.js'
import {GUIDE_SQL} from '../support/guide.js'
import {startTestMembership, type TestMembership} from '../support/membership.js'
import {startOrganization, type TestOrganization} from '../support/organization.js'
import {stackUri} from '../../src/membership/stacks.js'

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

describe('the address of a stack', () => {
  it("is its own name below its region's, and the region's own where that is an IP address", () => {
    assert.equal(stackUri('abc', 'demo', 'https://formance.example/path'), 'https://abc-demo.formance.example')
    assert.equal(stackUri('abc', 'demo', 'http://127.0.0.1:8180'), 'http://127.0.0.1:8180')
    for (const none of [null, '', 'formance.example']) assert.equal(stackUri('abc', 'demo', none), '')
  })
})

describe('a stack at the address of the sandbox, as fctl 2.x asks it', function () {
  this.timeout(60_000)
  let membership: TestMembership
  let org: TestOrganization
  let origin: string
  const exchange = (subject: string, audience: string) =>
    post<Partial<Tokens> & {error?: string; issued_token_type?: string}>(
      `${membership.uri}/oauth/token`,
      {
        grant_type: TOKEN_EXCHANGE,
        audience,
        subject_token: subject,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      },
      {authorization: 'Basic ZmN0bDo='},
    )
  const atStack = (assertion: string) =>
    post<Partial<Tokens> & {error?: string}>(`${origin}/api/auth/oauth/token`, {grant_type: JWT_BEARER, assertion})

  before(async () => {
    membership = await startTestMembership({api: 2})
    org = await startOrganization(membership, 2)
    ;({origin} = new URL(membership.uri))
    await membership.database.change(GUIDE_SQL.replace('https://formance.example', origin))
  })
  after(() => membership?.stop())

  it('takes the login from exchange to exchange, and tells its versions', async () => {
    const {body: exchanged} = await exchange(org.login.access_token, `stack://${org.id}/demo`)
    assert.equal(exchanged.issued_token_type, 'urn:ietf:params:oauth:token-type:access_token')
    const {access_token: token = ''} = (await atStack(exchanged.access_token ?? '')).body
    assert.deepEqual([decode(token)['iss'], decode(token)['sub']], [`${origin}/api/auth`, org.ownerId])
    const {status, body} = await request<{versions: {name: string}[]}>(`${origin}/versions`, {
      headers: {authorization: `Bearer ${token}`},
    })
    assert.deepEqual([status, body.versions[0]?.name], [200, 'ledger'])
    // The tokens of a stack open nothing at Membership.
    for (const each of [token, exchanged.access_token ?? '']) {
      assert.equal((await get(membership.uri, '/organizations', each)).status, 401)
    }
  })

  it('refuses who is no member, what is no token, and stacks that do not exist', async () => {
    const stranger = await startOrganization(membership, 2, 'bob@other.example')
    assert.equal((await exchange(stranger.login.access_token, `stack://${org.id}/demo`)).body.error, 'invalid_target')
    assert.equal((await exchange(org.login.access_token, `stack://${org.id}/nope`)).body.error, 'invalid_target')
    assert.equal((await exchange('rubbish', `stack://${org.id}/demo`)).body.error, 'invalid_grant')
    assert.equal((await atStack(org.login.access_token)).body.error, 'invalid_grant')
    const {status, body} = await request<{errorCode: string}>(`${origin}/versions`, {
      headers: {authorization: `Bearer ${org.login.access_token}`},
    })
    assert.deepEqual([status, body.errorCode], [401, 'UNAUTHORIZED'])
  })
})
