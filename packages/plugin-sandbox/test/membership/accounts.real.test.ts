import assert from 'node:assert/strict'
import {parseEmail, signIn} from '../../src/membership/accounts.js'
import {listAccesses} from '../../src/membership/accesses.js'
import {openDatabase, type Database} from '../../src/membership/database.js'
import {listMembers} from '../../src/membership/members.js'
import {ignoreBrokenIdle, newDatabase} from '../support/database.js'

describe('a first login', function () {
  this.timeout(60_000)
  let database: Database

  beforeEach(async () => {
    database = await openDatabase(await newDatabase(), ignoreBrokenIdle)
  })
  afterEach(() => database?.close())

  it('makes the user and an organization of his own, named by twelve small letters', async () => {
    const user = await signIn(database, 'ops@acme.example')
    const [organization, ...others] = await listAccesses(database, user.id)
    assert.match(organization?.id ?? '', /^[a-z]{12}$/)
    assert.equal(others.length, 0)
    assert.deepEqual(await listMembers(database, organization?.id ?? ''), [
      {organizationId: organization?.id, id: user.id, email: 'ops@acme.example', role: 'ADMIN', policyId: 4},
    ])
  })

  it('makes both once, even for two browsers at the same moment', async () => {
    const users = await Promise.all([1, 2, 3, 4].map(() => signIn(database, 'ops@acme.example')))
    assert.equal(new Set(users.map(({id}) => id)).size, 1)
    assert.equal((await database.rows('select id from membership.organizations')).length, 1)
  })

  it('joins the organization of the address, with its defaults, and makes none', async () => {
    const owner = await signIn(database, 'ops@acme.example')
    await database.change(
      `update membership.organizations set domain = 'acme.example', default_organization_access = 'GUEST', default_policy_id = 3`,
    )
    const eve = await signIn(database, 'eve@acme.example')
    const bob = await signIn(database, 'bob@other.example')

    const [accessOfEve, ...more] = await listAccesses(database, eve.id)
    const [accessOfOwner] = await listAccesses(database, owner.id)
    assert.deepEqual([accessOfEve?.id, more.length], [accessOfOwner?.id, 0])
    const members = await listMembers(database, accessOfEve?.id ?? '')
    assert.deepEqual(
      members.map(({email, role, policyId}) => [email, role, policyId]),
      [
        ['eve@acme.example', 'GUEST', 3],
        ['ops@acme.example', 'ADMIN', 4],
      ],
    )
    assert.notEqual((await listAccesses(database, bob.id))[0]?.id, accessOfEve?.id)
  })
})

describe('an e-mail address', () => {
  it('is taken in small letters, and refused when it is none', () => {
    assert.equal(parseEmail(' Ops@Acme.Example '), 'ops@acme.example')
    for (const wrong of ['', 'ops', '@acme.example', 'a@b@c', 'a b@acme.example', 'ops@acme..example']) {
      assert.equal(parseEmail(wrong), undefined, wrong)
    }
  })
})
