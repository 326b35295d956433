import assert from 'node:assert/strict'
import {fillMembership} from '@cloudprem/testing'
import {decode, get, logIn, logInToOrganization, refresh, type Tokens} from '../support/client.js'
import {startTestMembership, type TestMembership} from '../support/membership.js'

const MANY = 10_000
const EMAIL = 'ops@acme.example'

interface List {
  data: {id: string; totalStacks?: number}[]
}

describe('ten thousand organizations and ten thousand stacks', function () {
  this.timeout(120_000)
  let membership: TestMembership
  let login: Tokens
  let crowded: string

  before(async () => {
    membership = await startTestMembership({api: 3})
    crowded = await fillMembership(membership.dsn, {email: EMAIL, organizations: MANY, stacks: MANY})
    login = await logIn(membership.uri, 3, EMAIL)
  })
  after(() => membership?.stop())

  /** Milliseconds that the server took for its last answer, as its log tells. */
  const lastAnswerMs = () => Number(/ (\d+) ms$/.exec(membership.log.at(-1) ?? '')?.[1])

  it('are all in the lists, which take no more than seconds', async () => {
    const organizations = await get<List>(membership.uri, '/organizations?expand=true', login.access_token)
    assert.equal(organizations.body.data.length, MANY)
    assert.ok(lastAnswerMs() < 5000, membership.log.at(-1))
    assert.equal(organizations.body.data.find(({id}) => id === crowded)?.totalStacks, MANY)

    const {access_token} = await logInToOrganization(membership.uri, login.id_token, crowded)
    const stacks = await get<List>(membership.uri, `/organizations/${crowded}/stacks`, access_token)
    assert.equal(stacks.body.data.length, MANY)
    assert.ok(lastAnswerMs() < 5000, membership.log.at(-1))
  })

  it('are all in the ID token, which can still be refreshed and serve as a hint', async () => {
    const org = decode(login.id_token)['org'] as {id: string; stacks: object[]}[]
    assert.equal(org.length, MANY)
    assert.equal(org.find(({id}) => id === crowded)?.stacks.length, MANY)
    const renewed = await refresh(membership.uri, login.refresh_token)
    assert.equal(renewed.status, 200)
    assert.ok(lastAnswerMs() < 5000, membership.log.at(-1))
    await logInToOrganization(membership.uri, renewed.body.id_token, crowded)
  })

  it('do not make the server grow from list to list', async () => {
    const list = async () => {
      for (let count = 0; count < 5; count++) await get(membership.uri, '/organizations', login.access_token)
      globalThis.gc?.()
      return process.memoryUsage().rss
    }
    await list()
    const before = await list()
    assert.ok((await list()) - before < 100 * 1024 * 1024)
  })
})
