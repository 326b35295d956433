import assert from 'node:assert/strict'
import type {Credentials, CredentialStore} from '@cloudprem/core'
import nock from 'nock'
import {MembershipClient, type ClientMemory} from '../../src/client/membership-client.js'
import {listOrganizations, readOrganization, replaceOrganization} from '../../src/client/organizations.js'
import {Session} from '../../src/session.js'

const origin = 'https://membership.formance.example'
const organization = {id: 'abcdefghijkl', name: 'Acme', ownerId: 'u1', owner: {id: 'u1', email: 'ops@acme.example'}}

function storeWith(credentials: Credentials): CredentialStore {
  let kept: Credentials | undefined = credentials
  return {
    place: 'memory',
    find: () => Promise.resolve(kept),
    update: async (_profile, change) => (kept = await change(kept)),
  }
}

async function clientOfGeneration(version: string, memory: ClientMemory = {}): Promise<MembershipClient> {
  const store = storeWith({
    membershipUri: `${origin}/api`,
    accessToken: 'the-access-token',
    idToken: 'x',
    subject: 'u1',
    expiresAtMs: Date.now() + 300_000,
    organizations: {abcdefghijkl: {accessToken: 'the-organization-token', expiresAtMs: Date.now() + 300_000}},
  })
  nock(origin).get('/api/_info').optionally().reply(200, {version})
  return new MembershipClient(
    await Session.open({profileName: 'default', store, fetch, onApproval: () => assert.fail('nobody has to approve')}),
    fetch,
    memory,
  )
}

describe('MembershipClient', () => {
  it('writes roles to generation 2, whole, with the token of the login', async () => {
    const client = await clientOfGeneration('v1.11.1')
    nock(origin, {reqheaders: {authorization: 'Bearer the-access-token'}})
      .put('/api/organizations/abcdefghijkl', {
        name: 'Acme',
        domain: 'acme.example',
        defaultOrganizationAccess: 'GUEST',
        defaultStackAccess: 'GUEST',
      })
      .reply(200, {
        data: {...organization, domain: 'acme.example', defaultOrganizationAccess: 'GUEST', defaultStackAccess: 'GUEST'},
      })

    const updated = await replaceOrganization(client, 'abcdefghijkl', {
      generation: 2,
      name: 'Acme',
      domain: 'acme.example',
      defaultOrganizationRole: 'GUEST',
      defaultStackRole: 'GUEST',
    })

    assert.equal(updated.defaultStackRole, 'GUEST')
  })

  it("writes a policy to generation 3, null when there is none, with the organization's token", async () => {
    const client = await clientOfGeneration('v2.5.0')
    nock(origin, {reqheaders: {authorization: 'Bearer the-organization-token'}})
      .put('/api/organizations/abcdefghijkl', {name: 'Acme', defaultPolicyID: null})
      .reply(200, {data: {...organization, defaultPolicyID: null}})

    const updated = await replaceOrganization(client, 'abcdefghijkl', {generation: 3, name: 'Acme'})

    assert.equal(updated.defaultPolicyId, undefined)
  })

  it('tells the generation by an organization where the version does not', async () => {
    const client = await clientOfGeneration('191a441')
    nock(origin)
      .get('/api/organizations?expand=true')
      .reply(200, {data: [{...organization, defaultPolicyID: null}]})

    assert.equal(await client.generation(), 3)
  })

  it("hands on Membership's own words when it refuses", async () => {
    const client = await clientOfGeneration('v1.11.1')
    nock(origin).get('/api/organizations?expand=true').reply(403, {errorCode: 'FORBIDDEN', errorMessage: 'no'})

    await assert.rejects(listOrganizations(client).all(), {
      code: 'MEMBERSHIP_REFUSED',
      exitCode: 5,
      message: 'Membership refused to list the organizations: HTTP 403',
      reason: 'FORBIDDEN: no',
    })
  })

  for (const [what, status, body] of [
    ['an empty error', 500, ''],
    ['an HTML error page', 502, '<html>bad gateway</html>'],
  ] as const) {
    it(`survives ${what}`, async () => {
      const client = await clientOfGeneration('v1.11.1')
      nock(origin).get('/api/organizations?expand=true').reply(status, body)

      await assert.rejects(listOrganizations(client).all(), {code: 'MEMBERSHIP_REFUSED', exitCode: 5})
    })
  }

  for (const [what, body] of [
    ['a truncated body', '{"data": [{"id":'],
    ['an organization without a name', JSON.stringify({data: [{id: 'x', ownerId: 'u'}]})],
    ['no data at all', '{}'],
  ] as const) {
    it(`says that it did not understand ${what}`, async () => {
      const client = await clientOfGeneration('v1.11.1')
      nock(origin).get('/api/organizations?expand=true').reply(200, body, {'content-type': 'application/json'})

      await assert.rejects(listOrganizations(client).all(), {code: 'MEMBERSHIP_ANSWER_UNEXPECTED', exitCode: 5})
    })
  }

  it('says that the login has ended when the token is no longer taken', async () => {
    const client = await clientOfGeneration('v1.11.1')
    nock(origin).get('/api/organizations?expand=true').reply(401, {errorCode: 'UNAUTHORIZED'})

    await assert.rejects(listOrganizations(client).all(), {code: 'MEMBERSHIP_NOT_LOGGED_IN', exitCode: 3})
  })

  it('says so when the connection is cut', async () => {
    const client = await clientOfGeneration('v1.11.1')
    nock(origin)
      .get('/api/organizations?expand=true')
      .replyWithError(Object.assign(new Error('cut'), {code: 'ECONNRESET'}))

    await assert.rejects(listOrganizations(client).all(), {code: 'MEMBERSHIP_UNREACHABLE', exitCode: 5})
  })

  describe('that was told the generation by an earlier command', () => {
    it('does not ask again', async () => {
      const client = await clientOfGeneration('v2.5.0', {knownGeneration: 3})

      assert.equal(await client.generation(), 3)
      assert.equal(nock.pendingMocks().length, 0, 'nothing was awaited')
    })

    it('finds out when an organization contradicts it, and remembers what is right', async () => {
      const remembered: number[] = []
      const client = await clientOfGeneration('v1.11.1', {
        knownGeneration: 3,
        rememberGeneration: (generation) => Promise.resolve(void remembered.push(generation)),
      })
      nock(origin)
        .get('/api/organizations/abcdefghijkl?expand=true')
        .reply(200, {data: {...organization, defaultOrganizationAccess: 'GUEST'}})

      await assert.rejects(readOrganization(client, 'abcdefghijkl'), {code: 'MEMBERSHIP_GENERATION_CHANGED', exitCode: 5})
      assert.deepEqual(remembered, [2])
    })

    it('finds out when a request is refused that was one of the other generation', async () => {
      const remembered: number[] = []
      const client = await clientOfGeneration('v2.5.0', {
        knownGeneration: 2,
        rememberGeneration: (generation) => Promise.resolve(void remembered.push(generation)),
      })
      nock(origin).get('/api/organizations/abcdefghijkl?expand=true').reply(403, {errorCode: 'FORBIDDEN'})

      await assert.rejects(readOrganization(client, 'abcdefghijkl'), {code: 'MEMBERSHIP_GENERATION_CHANGED', exitCode: 5})
      assert.deepEqual(remembered, [3])
    })

    it('hands on a refusal that has nothing to do with it', async () => {
      const client = await clientOfGeneration('v1.11.1', {knownGeneration: 2})
      nock(origin).get('/api/organizations/abcdefghijkl?expand=true').reply(404, {errorCode: 'NOT_FOUND'})

      await assert.rejects(readOrganization(client, 'abcdefghijkl'), {code: 'MEMBERSHIP_REFUSED'})
    })
  })
})
