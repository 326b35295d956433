import assert from 'node:assert/strict'
import nock from 'nock'
import {logInMachine} from '../../src/log-in.js'
import {Session} from '../../src/session.js'
import {storeWith} from '../support/memory-store.js'
import {discovery, issuer, jwt, origin} from '../support/membership.js'

const client = {id: 'organization-client', secret: 'the:secret of it'}
/** RFC 6749, section 2.3.1: id and secret are form-encoded before they are joined. */
function isBasic(header: string): boolean {
  const [id, secret] = Buffer.from(header.replace(/^Basic /, ''), 'base64')
    .toString('utf8')
    .split(':')
  return new URLSearchParams(`id=${id}`).get('id') === client.id && new URLSearchParams(`s=${secret}`).get('s') === client.secret
}

const login = () => logInMachine({membershipUri: issuer, fetch, client})
const noInfo = () => nock(origin).get('/api/_info').reply(404)

describe('the login of a machine', () => {
  it('asks with its secret by HTTP Basic, the method of a server that names none, and keeps what the next token needs', async () => {
    discovery()
    noInfo()
    nock(origin, {reqheaders: {authorization: isBasic}})
      .post(
        '/api/oauth/token',
        (form: Record<string, string>) => form['grant_type'] === 'client_credentials' && !form['client_secret'],
      )
      .reply(200, {access_token: jwt({sub: 'machine-1'}), token_type: 'Bearer', expires_in: 300})

    const {credentials} = await login()

    assert.deepEqual([credentials.subject, credentials.kind, credentials.client], ['machine-1', 'machine', client])
  })

  it('puts its secret into the form where the server wants it there', async () => {
    discovery(issuer, {token_endpoint_auth_methods_supported: ['client_secret_post']})
    noInfo()
    nock(origin, {badheaders: ['authorization']})
      .post('/api/oauth/token', (form: Record<string, string>) => form['client_secret'] === client.secret)
      .reply(200, {access_token: 'opaque', token_type: 'Bearer'})

    const {credentials} = await login()

    assert.equal(credentials.subject, client.id)
  })

  it('asks for all that the client may when it may not have what was asked for', async () => {
    discovery()
    noInfo()
    nock(origin)
      .post('/api/oauth/token', (form: Record<string, string>) => 'scope' in form)
      .reply(400, {error: 'invalid_scope'})
    nock(origin)
      .post('/api/oauth/token', (form: Record<string, string>) => !('scope' in form))
      .reply(200, {access_token: 'opaque', token_type: 'Bearer'})

    assert.equal((await login()).credentials.accessToken, 'opaque')
  })

  it('says so when the secret is wrong', async () => {
    discovery()
    noInfo()
    nock(origin).post('/api/oauth/token').reply(401, {error: 'invalid_client'}, {'www-authenticate': 'Basic realm="membership"'})

    await assert.rejects(login(), (error: {exitCode: number; message: string; reason: string}) => {
      assert.equal(error.exitCode, 5)
      assert.match(error.message, /^Membership refused the login of client organization-client/)
      assert.ok(!JSON.stringify(error).includes(client.secret))
      return true
    })
  })

  it('gets its next token with its secret, and uses the one token for its organization as well', async () => {
    const store = storeWith({
      membershipUri: issuer,
      accessToken: 'old',
      expiresAtMs: 0,
      subject: 'machine-1',
      kind: 'machine',
      client,
    })
    const session = await Session.open({profileName: 'ci', store, fetch, onApproval: () => assert.fail('nobody is there')})
    discovery()
    nock(origin, {reqheaders: {authorization: isBasic}})
      .post('/api/oauth/token')
      .reply(200, {access_token: 'new', token_type: 'Bearer', expires_in: 300})

    assert.deepEqual([await session.rootToken(), await session.organizationToken('acme')], ['new', 'new'])

    assert.deepEqual((await store.find('ci'))?.client, client)
  })
})
