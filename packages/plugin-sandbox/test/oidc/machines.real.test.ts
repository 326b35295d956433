import assert from 'node:assert/strict'
import {decode, get, post, send, type TokenAnswer} from '../support/client.js'
import {startTestMembership, type TestMembership} from '../support/membership.js'
import {startOrganization, type TestOrganization} from '../support/organization.js'

interface Made {
  data: {id: string; secret: {clear: string}}
}

/** What the Terraform provider asks for (formancehq/terraform-provider-cloud pkg/tokenprovider.go). */
const TERRAFORM_SCOPES = 'openid email offline_access supertoken'

for (const api of [2, 3] as const) {
  describe(`a machine that logs in by client credentials (${api}.x)`, function () {
    this.timeout(60_000)
    let membership: TestMembership
    let org: TestOrganization
    let id: string
    let secret: string
    const ask = (form: Record<string, string>, headers: Record<string, string> = {}): Promise<TokenAnswer> =>
      post(`${membership.uri}/oauth/token`, {grant_type: 'client_credentials', ...form}, headers)
    const basic = (user: string, password: string) => ({
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    })

    before(async () => {
      membership = await startTestMembership({api})
      org = await startOrganization(membership, api)
      const {body} = await org.send<Made>('POST', '/clients', {name: 'terraform'})
      ;({
        id,
        secret: {clear: secret},
      } = body.data)
    })
    after(() => membership?.stop())

    it('is told by discovery that it may', async () => {
      const {body} = await get<{grant_types_supported: string[]}>(membership.uri, '/.well-known/openid-configuration', '')
      assert.ok(body.grant_types_supported.includes('client_credentials'))
    })

    it('gets a token of its organization by HTTP Basic or by the form, without a refresh token', async () => {
      for (const {status, body} of [
        await ask({scope: TERRAFORM_SCOPES}, basic(id, secret)),
        await ask({client_id: id, client_secret: secret, scope: TERRAFORM_SCOPES}),
      ]) {
        assert.equal(status, 200, JSON.stringify(body))
        assert.deepEqual([body.token_type, body.expires_in, body.refresh_token], ['Bearer', 300, undefined])
        const claims = decode(body.access_token)
        assert.deepEqual([claims['sub'], claims['client_id'], claims['organization_id']], [id, id, org.id])
      }
    })

    it('may do in its organization what its owner may, and sees no other', async () => {
      const {access_token: token} = (await ask({scope: TERRAFORM_SCOPES}, basic(id, secret))).body
      const {uri} = membership
      const listed = await get<{data: {id: string}[]}>(uri, '/organizations', token)
      assert.deepEqual(
        listed.body.data.map((each) => each.id),
        [org.id],
      )
      const region = await send<Made>(uri, 'POST', `/organizations/${org.id}/regions`, token, {name: 'by machine'})
      assert.equal(region.status, 201)
      const stack = {name: 'one', regionID: region.body.data.id}
      assert.equal((await send(uri, 'POST', `/organizations/${org.id}/stacks`, token, stack)).status, 202)
      assert.equal((await send(uri, 'POST', `/organizations/${org.id}/invitations?email=a@b.example`, token)).status, 201)

      const other = await startOrganization(membership, api, 'bob@other.example')
      assert.equal((await get(uri, `/organizations/${other.id}`, token)).status, 403)
    })

    it('makes organizations for an owner that it names, never for itself', async () => {
      const {access_token: token} = (await ask({scope: TERRAFORM_SCOPES}, basic(id, secret))).body
      const make = (json: object) => send<{data: {ownerId: string}}>(membership.uri, 'POST', '/organizations', token, json)
      assert.equal((await make({name: 'third'})).status, 400)
      assert.equal((await make({name: 'third', ownerID: 'nobody'})).status, 400)
      const made = await make({name: 'third', ownerID: org.ownerId})
      assert.deepEqual([made.status, made.body.data.ownerId], [201, org.ownerId])
    })

    it('is refused with a wrong secret, and once it is deleted', async () => {
      for (const [name, password] of [
        [id, 'wrong'],
        [id, ''],
        ['unknown', secret],
      ] as const) {
        const {status, body} = await ask({}, basic(name, password))
        assert.deepEqual([status >= 400 && status < 500, body.error], [true, 'invalid_client'], JSON.stringify(body))
      }
      const {body: made} = await org.send<Made>('POST', '/clients', {})
      const short = await ask({}, basic(made.data.id, made.data.secret.clear))
      await org.send('DELETE', `/clients/${made.data.id}`)
      assert.equal((await get(membership.uri, '/organizations', short.body.access_token)).status, 401)
      assert.equal((await ask({}, basic(made.data.id, made.data.secret.clear))).body.error, 'invalid_client')
    })

    it("can be a private region's agent, whose token opens nothing here", async () => {
      const {body} = await org.send<Made>('POST', '/regions', {name: 'private'})
      const answer = await ask({}, basic(`region_${body.data.id}`, body.data.secret.clear))
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      assert.equal((await get(membership.uri, '/organizations', answer.body.access_token)).status, 403)
    })

    it('can log in by the older, single client of the organization', async () => {
      const {body} = await org.send<Made>('PUT', '/client')
      assert.equal((await ask({}, basic(body.data.id, body.data.secret.clear))).status, 200)
    })
  })
}

describe('the scopes of a machine (3.x)', function () {
  this.timeout(60_000)
  let membership: TestMembership
  before(async () => {
    membership = await startTestMembership({api: 3})
  })
  after(() => membership?.stop())

  it('are those it asks for', async () => {
    const org = await startOrganization(membership, 3)
    const {body} = await org.send<Made>('POST', '/clients', {name: 'reader'})
    const token = await post<{access_token: string; scope: string}>(`${membership.uri}/oauth/token`, {
      grant_type: 'client_credentials',
      client_id: body.data.id,
      client_secret: body.data.secret.clear,
      scope: 'organization:Read',
    })
    assert.equal(token.body.scope, 'organization:Read')
    const path = `/organizations/${org.id}`
    assert.equal((await get(membership.uri, path, token.body.access_token)).status, 200)
    assert.equal((await send(membership.uri, 'DELETE', path, token.body.access_token)).status, 403)
  })
})
