import assert from 'node:assert/strict'
import {createServer, type RequestListener, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {createFetch, isCloudpremError, type CloudpremError} from '@cloudprem/core'
import * as api from '../../src/index.js'

const STATUSES = Array.from({length: 105}, (_, index) => 400 + index)
const TOKEN = 'token-that-nobody-may-see'
const ORG = 'abcdefghijkl'
const PLACE = {organizationId: ORG, stackId: 'abcd'}
const github = {type: 'github', name: 'g', clientID: 'c', clientSecret: 's', config: {}} as const

/** Calls whose answer is read, and those of which only the status counts. */
const reading: Record<string, (client: api.MembershipClient) => Promise<unknown>> = {
  listOrganizations: (c) => api.listOrganizations(c).all(),
  readOrganization: (c) => api.readOrganization(c, ORG),
  createOrganization: (c) => api.createOrganization(c, {generation: 3, name: 'n'}),
  replaceOrganization: (c) => api.replaceOrganization(c, ORG, {generation: 3, name: 'n'}),
  listUsers: (c) => api.listUsers(c, ORG).all(),
  readUser: (c) => api.readUser(c, ORG, 'u'),
  listInvitations: (c) => api.listInvitations(c, ORG).all(),
  sendInvitation: (c) => api.sendInvitation(c, ORG, 'a@b.example'),
  'sendInvitation with a role': (c) => api.sendInvitation(c, ORG, 'a@b.example', 'GUEST'),
  listOAuthClients: (c) => api.listOAuthClients(c, ORG).all(),
  readOAuthClient: (c) => api.readOAuthClient(c, ORG, 'c'),
  createOAuthClient: (c) => api.createOAuthClient(c, ORG, {}),
  listPolicies: (c) => api.listPolicies(c, ORG).all(),
  readPolicy: (c) => api.readPolicy(c, ORG, 1),
  listRegions: (c) => api.listRegions(c, ORG).all(),
  readRegion: (c) => api.readRegion(c, ORG, 'r'),
  createRegion: (c) => api.createRegion(c, ORG, 'r'),
  listRegionVersions: (c) => api.listRegionVersions(c, ORG, 'r').all(),
  listStacks: (c) => api.listStacks(c, ORG).all(),
  readStack: (c) => api.readStack(c, PLACE),
  createStack: (c) => api.createStack(c, ORG, {name: 'n', regionId: 'r'}),
  replaceStack: (c) => api.replaceStack(c, PLACE, {name: 'n'}),
  restoreStack: (c) => api.restoreStack(c, PLACE),
  listModules: (c) => api.listModules(c, PLACE).all(),
  listStackUsers: (c) => api.listStackUsers(c, PLACE).all(),
  readStackUser: (c) => api.readStackUser(c, PLACE, 'u'),
  readAuthenticationProvider: (c) => api.readAuthenticationProvider(c, ORG),
  putAuthenticationProvider: (c) => api.putAuthenticationProvider(c, ORG, github),
}
const acting: typeof reading = {
  deleteOrganization: (c) => api.deleteOrganization(c, ORG),
  putUser: (c) => api.putUser(c, ORG, 'u', {policyId: 1}),
  'putUser with a role': (c) => api.putUser(c, ORG, 'u', {role: 'GUEST'}),
  removeUser: (c) => api.removeUser(c, ORG, 'u'),
  withdrawInvitation: (c) => api.withdrawInvitation(c, ORG, 'i'),
  replaceOAuthClient: (c) => api.replaceOAuthClient(c, ORG, 'c', {name: 'n'}),
  deleteOAuthClient: (c) => api.deleteOAuthClient(c, ORG, 'c'),
  deleteRegion: (c) => api.deleteRegion(c, ORG, 'r'),
  deleteStack: (c) => api.deleteStack(c, PLACE, true),
  enableStack: (c) => api.enableStack(c, PLACE),
  disableStack: (c) => api.disableStack(c, PLACE),
  upgradeStack: (c) => api.upgradeStack(c, PLACE),
  enableModule: (c) => api.enableModule(c, PLACE, 'm'),
  disableModule: (c) => api.disableModule(c, PLACE, 'm'),
  putStackUser: (c) => api.putStackUser(c, PLACE, 'u', {policyId: 1}),
  removeStackUser: (c) => api.removeStackUser(c, PLACE, 'u'),
}
reading['readHistory'] = (c) => api.readHistory(c, ORG).all()

/** A login whose tokens are always the same. The class has private parts, which nothing here reaches. */
const sessionAt = (membershipUri: string) =>
  ({
    membershipUri,
    rootToken: () => Promise.resolve(TOKEN),
    organizationToken: () => Promise.resolve(TOKEN),
    rejected: () => Promise.resolve(TOKEN),
  }) as unknown as api.Session

async function failure(act: Promise<unknown>, what: string): Promise<CloudpremError> {
  const error: unknown = await act.then(
    () => assert.fail(`${what} succeeded`),
    (thrown: unknown) => thrown,
  )
  assert.ok(isCloudpremError(error), `${what}: ${String(error)}`)
  assert.ok(error.code.startsWith('MEMBERSHIP_'), `${what}: ${error.code}`)
  assert.ok([3, 5].includes(error.exitCode), `${what}: exit code ${error.exitCode}`)
  assert.doesNotMatch(JSON.stringify(error.toDocument()), new RegExp(`undefined|\\[object|${TOKEN}`), what)
  return error
}

for (const version of ['v2.0.0', 'v3.0.0']) {
  const info = JSON.stringify({version})
  const answering = (answer: () => Response) =>
    new api.MembershipClient(sessionAt('http://membership.example/api'), (input) =>
      Promise.resolve(
        (input instanceof Request ? input.url : input.toString()).endsWith('/_info') ? new Response(info) : answer(),
      ),
    )

  describe(`every call to Membership ${version} that goes wrong is one error in words`, function () {
    this.timeout(60_000)

    for (const [name, act] of Object.entries({...reading, ...acting})) {
      it(`${name}: every status from 400 to 504, with JSON, a page, or nothing`, async () => {
        for (const status of STATUSES) {
          for (const body of ['', '<html>', JSON.stringify({errorCode: 'NO', errorMessage: 'no'})]) {
            const error = await failure(act(answering(() => new Response(body, {status}))), `HTTP ${status} ${body}`)
            assert.equal(error.code, status === 401 ? 'MEMBERSHIP_NOT_LOGGED_IN' : 'MEMBERSHIP_REFUSED')
          }
        }
      })
    }

    for (const [name, act] of Object.entries(reading)) {
      it(`${name}: 200 with a page, half a body, nothing, or something else`, async () => {
        for (const body of ['', '<html>', '{"data":[{"id":"a"', '{"data":{"id":', '{}', '[]', '{"data":[7]}', '{"data":"x"}']) {
          const error = await failure(act(answering(() => new Response(body))), body)
          assert.equal(error.code, 'MEMBERSHIP_ANSWER_UNEXPECTED', body)
        }
      })
    }

    for (const [name, act] of Object.entries(acting)) {
      it(`${name}: 202 and 204 are success`, async () => {
        await act(answering(() => new Response(null, {status: 204})))
        await act(answering(() => new Response('', {status: 202, headers: {'content-length': '0'}})))
      })
    }
  })

  describe(`a connection to Membership ${version} that fails is said to be that`, function () {
    this.timeout(60_000)
    let server: Server
    let answer: RequestListener
    let client: api.MembershipClient

    before((done) => {
      server = createServer((request, response) => {
        if (request.url?.endsWith('/_info')) response.end(info)
        else answer(request, response)
      }).listen(0, '127.0.0.1', done)
    })
    beforeEach(() => {
      const {port} = server.address() as AddressInfo
      const fetch = createFetch({insecureTls: false, userAgent: 'cloudprem/test', timeoutMs: 200})
      client = new api.MembershipClient(sessionAt(`http://127.0.0.1:${port}`), fetch)
    })
    after((done) => {
      server.close(done)
      server.closeAllConnections()
    })

    for (const [name, act] of Object.entries({...reading, ...acting})) {
      it(`${name}: cut, and silent past the timeout`, async () => {
        answer = (request) => request.socket.destroy()
        assert.equal((await failure(act(client), 'cut')).code, 'MEMBERSHIP_UNREACHABLE')
        answer = () => undefined
        assert.equal((await failure(act(client), 'silent')).code, 'MEMBERSHIP_UNREACHABLE')
      })
    }
    for (const [name, act] of Object.entries(reading)) {
      it(`${name}: cut in the middle of the body`, async () => {
        answer = (request, response) => {
          response.write('{"data":[', () => setTimeout(() => request.socket.destroy(), 5))
        }
        assert.equal((await failure(act(client), 'cut')).code, 'MEMBERSHIP_UNREACHABLE')
      })
    }
  })
}

describe('a server that has no time now', () => {
  for (const status of [429, 503]) {
    it(`HTTP ${status} with Retry-After says when to try again`, async () => {
      const busy = () => Promise.resolve(new Response('', {status, headers: {'retry-after': '17'}}))
      const client = new api.MembershipClient(sessionAt('http://membership.example/api'), busy)

      const error = await failure(api.listOrganizations(client).all(), 'busy')

      assert.deepEqual(error.hints, ['the same command again in 17 seconds'])
    })
  }
})
