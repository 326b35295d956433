import assert from 'node:assert/strict'
import {send} from '../support/client.js'
import {startTestMembership, type TestMembership} from '../support/membership.js'
import {startOrganization, type TestOrganization} from '../support/organization.js'

interface Refusal {
  errorCode: string
  errorMessage: string
}

for (const api of [2, 3] as const) {
  describe(`what belongs to an organization (${api}.x)`, function () {
    this.timeout(60_000)
    let membership: TestMembership
    let org: TestOrganization
    before(async () => {
      membership = await startTestMembership({api})
      org = await startOrganization(membership, api)
    })
    after(() => membership?.stop())

    it('takes an authentication provider of each type and never gives its secret back', async () => {
      assert.equal((await org.get('/authentication-provider')).status, 404)
      for (const [type, config] of [
        ['oidc', {issuer: 'https://idp.example', discoveryPath: '/.well-known/openid-configuration'}],
        ['google', {}],
        ['github', {}],
        ['microsoft', {tenant: 'common'}],
      ] as const) {
        const clientSecret = `s3cret-${type}`
        const given = {type, name: `by ${type}`, clientID: 'our-client', clientSecret, config}
        for (const answer of [
          await org.send<{data: Record<string, unknown>}>('PUT', '/authentication-provider', given),
          await org.get<{data: Record<string, unknown>}>('/authentication-provider'),
        ]) {
          assert.equal(answer.status, 200)
          assert.ok(!JSON.stringify(answer.body).includes(clientSecret))
          assert.deepEqual(
            ['type', 'clientID', 'config', 'organizationId', 'redirectURI'].map((key) => answer.body.data[key]),
            [type, 'our-client', config, org.id, `${membership.uri}/authorize/callback`],
          )
        }
      }
      assert.equal((await org.send('DELETE', '/authentication-provider')).status, 204)
      assert.equal((await org.send('DELETE', '/authentication-provider')).status, 404)
    })

    it('refuses half an authentication provider and names what is missing', async () => {
      const given = {type: 'oidc', name: 'ours', clientID: 'id', clientSecret: 'secret', config: {issuer: 'https://idp.example'}}
      for (const [json, message] of [
        [{...given, type: 'saml'}, /oidc, google, github, microsoft/],
        [{...given, clientSecret: ''}, /clientSecret/],
        [{...given, config: {}}, /issuer/],
        [{...given, type: 'google'}, /config/],
      ] as const) {
        const {status, body} = await org.send<Refusal>('PUT', '/authentication-provider', json)
        assert.deepEqual([status, body.errorCode], [400, 'VALIDATION'])
        assert.match(body.errorMessage, message)
      }
    })

    it('keeps features once, however often they are added', async () => {
      await org.send('POST', '/features', {features: ['audit', 'sso']})
      await org.send('POST', '/features', {features: ['audit']})
      const names = async () =>
        (await org.get<{data: {name: string; organizationID: string}[]}>('/features')).body.data.map(({name}) => name)
      assert.deepEqual(await names(), ['audit', 'sso'])
      assert.equal((await org.send('DELETE', '/features/audit')).status, 204)
      assert.deepEqual(await names(), ['sso'])
      assert.equal((await org.send('DELETE', '/features/audit')).status, 404)
    })

    it('cannot be made in the name of somebody else', async () => {
      const json = {name: 'theirs', ownerID: 'somebody'}
      assert.equal((await send(membership.uri, 'POST', '/organizations', org.login.access_token, json)).status, 403)
    })

    it('gives nothing of it to a guest or a stranger', async () => {
      const stranger = await startOrganization(membership, api, 'bob@other.example')
      for (const part of ['clients', 'features', 'authentication-provider', 'logs', 'stacks/demo/users']) {
        const url = `/organizations/${org.id}/${part}`
        assert.equal((await send(membership.uri, 'GET', url, stranger.login.access_token)).status, 403, part)
      }
    })
  })
}
