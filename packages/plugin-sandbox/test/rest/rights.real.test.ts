import assert from 'node:assert/strict'
import {decode, get, logIn, logInToOrganization, request, send, type Tokens} from '../support/client.js'
import {startTestMembership, type TestMembership} from '../support/membership.js'

interface Refusal {
  errorCode: string
  errorMessage: string
}

const organizationIn = (tokens: Tokens) => (decode(tokens.id_token)['org'] as {id: string}[])[0]?.id ?? ''

describe('the REST API with roles (2.x)', function () {
  this.timeout(60_000)
  let membership: TestMembership
  let owner: Tokens
  let organization: string
  const path = () => `/organizations/${organization}`
  const update = (token: string, json: unknown) => send<Refusal>(membership.uri, 'PUT', path(), token, json)

  before(async () => {
    membership = await startTestMembership({api: 2})
    owner = await logIn(membership.uri, 2, 'ops@acme.example')
    organization = organizationIn(owner)
  })
  after(() => membership?.stop())

  it('replaces an organization whole: what a PUT leaves out is cleared', async () => {
    const full = {name: 'Acme', domain: 'ACME.example', defaultOrganizationAccess: 'GUEST', defaultStackAccess: 'ADMIN'}
    const {body} = await send<{data: Record<string, unknown>}>(membership.uri, 'PUT', path(), owner.access_token, full)
    assert.deepEqual([body.data['domain'], body.data['defaultStackAccess']], ['acme.example', 'ADMIN'])

    await update(owner.access_token, {name: 'Acme', domain: 'acme.example', defaultOrganizationAccess: 'GUEST'})
    const read = await get<{data: Record<string, unknown>}>(membership.uri, path(), owner.access_token)
    assert.ok(!('defaultStackAccess' in read.body.data))
    assert.equal(read.body.data['defaultOrganizationAccess'], 'GUEST')
  })

  it('refuses what it cannot take with 400 and the reason', async () => {
    for (const [json, message] of [
      [{name: '  '}, /name/],
      [{}, /name/],
      [{name: 'Acme', defaultStackAccess: 'OWNER'}, /unknown role OWNER/],
      [{name: 'Acme', domain: 'ops@acme.example'}, /not a domain/],
    ] as const) {
      const {status, body} = await update(owner.access_token, json)
      assert.deepEqual([status, body.errorCode], [400, 'VALIDATION'])
      assert.match(body.errorMessage, message)
    }
    const headers = {authorization: `Bearer ${owner.access_token}`}
    const broken = await request<Refusal>(membership.uri + path(), {method: 'PUT', headers, body: '{"name":'})
    assert.deepEqual([broken.status, broken.body.errorMessage], [400, 'the body is not JSON'])
  })

  it('refuses in the order 401, 404, 403', async () => {
    const stranger = await logIn(membership.uri, 2, 'bob@other.example')
    const unknown = '/organizations/aaaaaaaaaaaa'
    assert.equal((await request(membership.uri + unknown)).status, 401)
    assert.equal((await get(membership.uri, unknown, stranger.access_token)).status, 404)
    assert.equal((await get(membership.uri, path(), stranger.access_token)).status, 403)
    const listed = await get<{data: {id: string}[]}>(membership.uri, '/organizations', stranger.access_token)
    assert.deepEqual(
      listed.body.data.map(({id}) => id),
      [organizationIn(stranger)],
    )
  })

  it('lets a guest look and not change', async () => {
    const guest = await logIn(membership.uri, 2, 'eve@acme.example')
    assert.equal(organizationIn(guest), organization)
    assert.equal((await get(membership.uri, `${path()}/stacks`, guest.access_token)).status, 200)
    const {status, body} = await update(guest.access_token, {name: 'mine'})
    assert.deepEqual([status, body.errorCode], [403, 'FORBIDDEN'])
  })

  it('shows a second organization at once, made through the API or by SQL', async () => {
    await send(membership.uri, 'POST', '/organizations', owner.access_token, {name: 'second'})
    await membership.database.change(`insert into membership.organizations (id, owner_id) values ('bysqlbysqlby', $1)`, [
      decode(owner.access_token)['sub'],
    ])
    const {body} = await get<{data: {name: string}[]}>(membership.uri, '/organizations', owner.access_token)
    assert.equal(body.data.length, 3)
    assert.equal((await get(membership.uri, '/organizations/bysqlbysqlby/users', owner.access_token)).status, 200)
  })

  it('refuses a domain that another organization has', async () => {
    const {status, body} = await send<Refusal>(membership.uri, 'POST', '/organizations', owner.access_token, {
      name: 'third',
      domain: 'acme.example',
    })
    assert.deepEqual([status, body.errorCode], [409, 'CONFLICT'])
  })

  it('lets the invited accept, once', async () => {
    const invited = await send<{data: {id: string}}>(
      membership.uri,
      'POST',
      `${path()}/invitations?email=carol@third.example`,
      owner.access_token,
      {role: 'ADMIN'},
    )
    const carol = await logIn(membership.uri, 2, 'carol@third.example')
    const accept = () => send(membership.uri, 'POST', `/me/invitations/${invited.body.data.id}/accept`, carol.access_token)
    assert.equal((await get(membership.uri, path(), carol.access_token)).status, 403)
    assert.equal((await accept()).status, 204)
    assert.equal((await get(membership.uri, path(), carol.access_token)).status, 200)
    assert.equal((await accept()).status, 404)
  })

  it('pages the history with a cursor', async () => {
    const seen: string[] = []
    let query = 'pageSize=2'
    for (;;) {
      const {body} = await get<{data: {hasMore: boolean; next?: string; data: {seq: string}[]}}>(
        membership.uri,
        `${path()}/logs?${query}`,
        owner.access_token,
      )
      seen.push(...body.data.data.map(({seq}) => seq))
      if (!body.data.hasMore) break
      assert.equal(body.data.data.length, 2)
      query = `cursor=${body.data.next}`
    }
    assert.ok(seen.length > 2)
    assert.deepEqual(
      seen,
      [...new Set(seen)].toSorted((a, b) => Number(b) - Number(a)),
    )
    assert.equal((await get(membership.uri, `${path()}/logs?cursor=rubbish`, owner.access_token)).status, 400)
  })

  it('carries a stack through its states', async () => {
    const region = await send<{data: {id: string; secret: {clear: string}}}>(
      membership.uri,
      'POST',
      `${path()}/regions`,
      owner.access_token,
      {name: 'private'},
    )
    assert.match(region.body.data.secret.clear, /^[0-9a-f]{48}$/)
    const json = {name: 'one', regionID: region.body.data.id}
    const created = await send<{data: {id: string}}>(membership.uri, 'POST', `${path()}/stacks`, owner.access_token, json)
    assert.match(created.body.data.id, /^[a-z]{4}$/)
    const stack = `${path()}/stacks/${created.body.data.id}`
    const state = async () => (await get<{data: {state: string}}>(membership.uri, stack, owner.access_token)).body.data.state
    for (const [method, action, status, expected] of [
      ['PUT', '/disable', 202, 'DISABLED'],
      ['PUT', '/enable', 202, 'ACTIVE'],
      ['DELETE', '', 204, 'DELETED'],
      ['PUT', '/restore', 202, 'ACTIVE'],
    ] as const) {
      assert.equal((await send(membership.uri, method, stack + action, owner.access_token)).status, status)
      assert.equal(await state(), expected)
    }
  })

  it('has no policies', async () => {
    assert.equal((await get(membership.uri, `${path()}/policies`, owner.access_token)).status, 404)
  })

  it('answers JSON on every path, and names its address where one asked at the wrong one', async () => {
    const {origin} = new URL(membership.uri)
    for (const url of [`${membership.uri}/nothing`, `${membership.uri}/authorize`, `${membership.uri}/organizations/x/y`]) {
      const {headers} = await request(url)
      assert.match(headers.get('content-type') ?? '', /json/, url)
    }
    for (const wrong of ['/.well-known/openid-configuration', '/', '/apis']) {
      const {status, body} = await request<Refusal>(origin + wrong)
      assert.equal(status, 404)
      assert.equal(body.errorMessage, `the Membership URI is ${membership.uri}`)
    }
  })
})

describe('the REST API with policies (3.x)', function () {
  this.timeout(60_000)
  let membership: TestMembership
  let login: Tokens
  let organization: string
  let token: string
  const path = () => `/organizations/${organization}`

  before(async () => {
    membership = await startTestMembership({api: 3})
    login = await logIn(membership.uri, 3, 'ops@acme.example')
    organization = organizationIn(login)
    token = (await logInToOrganization(membership.uri, login.id_token, organization)).access_token
  })
  after(() => membership?.stop())

  it('wants the token of the organization, not that of the login', async () => {
    assert.equal((await get(membership.uri, '/organizations', login.access_token)).status, 200)
    assert.equal((await get(membership.uri, path(), login.access_token)).status, 403)
    assert.equal((await get(membership.uri, path(), token)).status, 200)
    // A token of another organization is of no use here, not even to who is a member of both.
    const second = await send<{data: {id: string}}>(membership.uri, 'POST', '/organizations', login.access_token, {
      name: 'second',
    })
    const ofSecond = await logInToOrganization(membership.uri, login.id_token, second.body.data.id)
    assert.equal((await get(membership.uri, path(), ofSecond.access_token)).status, 403)
    const bob = await logIn(membership.uri, 3, 'bob@other.example')
    const ofBob = await logInToOrganization(membership.uri, bob.id_token, organizationIn(bob))
    assert.equal((await get(membership.uri, path(), ofBob.access_token)).status, 403)
  })

  it('keeps the default policy apart from the roles of 2.x, and clears it by null', async () => {
    const put = (defaultPolicyID: number | null) =>
      send<{data: {defaultPolicyID: number | null}}>(membership.uri, 'PUT', path(), token, {
        name: 'Acme',
        domain: 'acme.example',
        defaultPolicyID,
      })
    await membership.database.change(`update membership.organizations set default_stack_access = 'GUEST' where id = $1`, [
      organization,
    ])
    assert.equal((await put(3)).body.data.defaultPolicyID, 3)
    assert.equal((await put(null)).body.data.defaultPolicyID, null)
    assert.equal((await put(99)).status, 400)
    const row = await membership.database.row<{access: string}>(
      'select default_stack_access as access from membership.organizations where id = $1',
      [organization],
    )
    assert.equal(row?.access, 'GUEST')
    await put(3)
  })

  it('lets a member do what his policy gives, and no more', async () => {
    const eve = await logIn(membership.uri, 3, 'eve@acme.example')
    const {access_token} = await logInToOrganization(membership.uri, eve.id_token, organization)
    assert.equal((await get(membership.uri, `${path()}/users`, access_token)).status, 200)
    const refused = await send<Refusal>(membership.uri, 'PUT', path(), access_token, {name: 'mine', defaultPolicyID: null})
    assert.equal(refused.status, 403)
    assert.match(refused.body.errorMessage, /organization:Update/)

    const member = `${path()}/users/${String(decode(access_token)['sub'])}`
    assert.equal((await send(membership.uri, 'PUT', member, token, {policyId: 4})).status, 204)
    const allowed = await send(membership.uri, 'PUT', path(), access_token, {name: 'ours', defaultPolicyID: 3})
    assert.equal(allowed.status, 200)
  })

  it('changes policies of its own and none that are built in', async () => {
    const json = {name: 'readers', description: 'may read'}
    const created = await send<{data: {id: number}}>(membership.uri, 'POST', `${path()}/policies`, token, json)
    assert.equal(created.status, 201)
    const own = `${path()}/policies/${created.body.data.id}`
    assert.equal((await send(membership.uri, 'PUT', `${own}/scopes/1`, token)).status, 204)
    const read = await get<{data: {scopes: {label: string}[]}}>(membership.uri, own, token)
    assert.deepEqual(
      read.body.data.scopes.map(({label}) => label),
      ['stack:Read'],
    )
    assert.equal((await send(membership.uri, 'DELETE', own, token)).status, 204)
    assert.equal((await send(membership.uri, 'DELETE', `${path()}/policies/1`, token)).status, 403)
  })
})
