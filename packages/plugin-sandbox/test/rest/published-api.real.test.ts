import assert from 'node:assert/strict'
import {authorizeDevice, get, logIn, LOGIN_FORM, poll, send} from '../support/client.js'
import {startTestMembership, type TestMembership} from '../support/membership.js'
import {idOf, startOrganization, type TestOrganization} from '../support/organization.js'
import {approve} from '@cloudprem/testing'

// `request` throws on every answer that the published document of the generation does not allow.
for (const api of [2, 3] as const) {
  describe(`the published API of generation ${api}`, function () {
    this.timeout(60_000)
    let membership: TestMembership
    let org: TestOrganization
    before(async () => {
      membership = await startTestMembership({api})
      org = await startOrganization(membership, api)
    })
    after(() => membership?.stop())

    it('is answered operation by operation as its document says', async () => {
      await walkMe(membership, api, org)
      await walkOrganization(membership, api, org)
      await walkStacks(org, api)
      if (api === 3) await walkPolicies(org)
      if (api === 3) await walkSystem(membership, org)
      await org.send('DELETE', '')
      const {operations, answered} = membership.published
      assert.deepEqual(
        operations.filter((operation) => !answered.has(operation)),
        [],
      )
      assert.ok(operations.length > 50)
    })

    it('would notice an answer that is not as published', () => {
      const told = (status: number, body: unknown, path = '/me') =>
        membership.published.check({method: 'GET', path, status, contentType: 'application/json', body})
      assert.deepEqual(told(200, {data: {id: 'a', email: 'b'}}), [])
      assert.deepEqual(told(200, {data: {id: 'a'}}), [`GET /me answered 200: /data must have required property 'email'`])
      assert.equal(told(201, {data: {id: 'a', email: 'b'}}).length, 1)
      assert.equal(told(500, {message: 'no'}).length, 1)
    })
  })
}

async function walkMe({uri}: TestMembership, api: 2 | 3, org: TestOrganization): Promise<void> {
  const token = org.login.access_token
  await get(uri, '/_info', token)
  await get(uri, '/me', token)
  for (const path of ['/organizations', '/organizations?expand=true', '/organizations/expanded']) await get(uri, path, token)
  await send(uri, 'POST', '/organizations', token, {name: 'second', ...(api === 3 && {defaultPolicyID: 3})})

  const guest = await logIn(uri, api, 'carol@third.example')
  for (const answer of ['accept', 'reject']) {
    const id = await idOf(org.send('POST', '/invitations?email=carol@third.example'))
    await get(uri, '/me/invitations?status=PENDING', guest.access_token)
    await send(uri, 'POST', `/me/invitations/${id}/${answer}`, guest.access_token)
  }
  await org.get('/invitations')
  await org.send('DELETE', `/invitations/${await idOf(org.send('POST', '/invitations?email=dave@fourth.example'))}`)
}

async function walkOrganization({database}: TestMembership, api: 2 | 3, org: TestOrganization): Promise<void> {
  await org.get('')
  await org.send('PUT', '', {name: 'Acme', ...(api === 3 ? {defaultPolicyID: 3} : {defaultStackAccess: 'GUEST'})})
  await org.get('/logs?pageSize=1')

  const carol = (await database.row<{id: string}>(`select id from membership.users where email like 'carol@%'`))?.id ?? ''
  await org.get('/users')
  await org.get(`/users/${carol}`)
  await org.send('PUT', `/users/${carol}`, api === 2 ? {role: 'ADMIN'} : {policyId: 4})
  await org.send('DELETE', `/users/${carol}`)

  const provider = {type: 'github', name: 'GitHub', clientID: 'id', clientSecret: 'secret', config: {}}
  await org.send('PUT', '/authentication-provider', provider)
  await org.get('/authentication-provider')
  await org.send('DELETE', '/authentication-provider')

  await org.send('POST', '/features', {features: ['audit']})
  await org.get('/features')
  await org.send('DELETE', '/features/audit')

  await org.send('PUT', '/client')
  await org.get('/client')
  await org.send('DELETE', '/client')
  const client = `/clients/${await idOf(org.send('POST', '/clients', {name: 'ci'}))}`
  await org.get('/clients')
  await org.get(client)
  await org.send('PUT', client, {name: 'ci', description: 'builds'})
  await org.send('DELETE', client)
}

async function walkStacks(org: TestOrganization, api: 2 | 3): Promise<void> {
  const regionID = await idOf(org.send('POST', '/regions', {name: 'private'}))
  await org.get('/regions')
  await org.get(`/regions/${regionID}`)
  await org.get(`/regions/${regionID}/versions`)

  const stack = `/stacks/${await idOf(org.send('POST', '/stacks', {name: 'one', regionID, version: 'v3.2'}))}`
  await org.get('/stacks?all=true')
  await org.get(stack)
  await org.send('PUT', stack, {name: 'two', metadata: {team: 'payments'}})
  await org.send('PUT', `${stack}/upgrade`, {version: 'v3.2'})
  for (const change of ['disable', 'enable', 'stargate/enable', 'stargate/disable']) await org.send('PUT', `${stack}/${change}`)
  await org.get(`${stack}/modules`)
  await org.send('DELETE', `${stack}/modules?name=payments`)
  await org.send('POST', `${stack}/modules?name=payments`)

  const user = `${stack}/users/${org.ownerId}`
  await org.send('PUT', user, api === 2 ? {role: 'GUEST'} : {policyId: 1})
  await org.get(`${stack}/users`)
  await org.get(user)
  await org.send('DELETE', user)
  await org.send('DELETE', stack)
  await org.send('PUT', `${stack}/restore`)

  await org.send('DELETE', `/regions/${await idOf(org.send('POST', '/regions', {name: 'unused'}))}`)
}

async function walkPolicies(org: TestOrganization): Promise<void> {
  await org.get('/policies')
  const policy = `/policies/${await idOf(org.send('POST', '/policies', {name: 'readers', description: 'may read'}))}`
  await org.send('PUT', policy, {name: 'readers of all'})
  await org.send('PUT', `${policy}/scopes/1`)
  await org.get(policy)
  await org.send('DELETE', `${policy}/scopes/1`)
  await org.send('DELETE', policy)
}

async function walkSystem(membership: TestMembership, org: TestOrganization): Promise<void> {
  const {uri} = membership
  const token = await systemToken(membership)
  await send(uri, 'POST', '/users', token, {email: 'new@acme.example'})
  const data = {name: 'deploy', url: 'https://deploy.example', alias: 'deploy'}
  const id = await idOf(send(uri, 'POST', '/applications', token, data))
  await get(uri, '/applications', token)
  await send(uri, 'PUT', `/applications/${id}`, token, {...data, description: 'deploys'})
  const scope = await idOf(send(uri, 'POST', `/applications/${id}/scopes`, token, {label: 'apps:Deploy'}))
  await get(uri, `/applications/${id}`, token)
  const enabled = `/organizations/${org.id}/applications/${id}`
  await send(uri, 'PUT', enabled, token)
  await org.get('/applications')
  await org.get(`/applications/${id}`)
  await send(uri, 'DELETE', enabled, token)
  await send(uri, 'DELETE', `/applications/${id}/scopes/${scope}`, token)
  await send(uri, 'DELETE', `/applications/${id}`, token)
}

/** A login of a user of role SYSTEM, which only SQL gives, with the scope that goes with it. */
async function systemToken({uri, database}: TestMembership): Promise<string> {
  const email = 'root@formance.example'
  await logIn(uri, 3, email)
  await database.change(`update membership.users set role = 'SYSTEM' where email = $1`, [email])
  const started = await authorizeDevice(uri, 3, {...LOGIN_FORM[3], scope: `${LOGIN_FORM[3].scope} system:Admin`})
  assert.equal(await approve(started.body.verification_uri_complete, email), 200)
  return (await poll(uri, started.body.device_code)).body.access_token
}
