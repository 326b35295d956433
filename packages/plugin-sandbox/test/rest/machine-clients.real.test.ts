import assert from 'node:assert/strict'
import {startTestMembership, type TestMembership} from '../support/membership.js'
import {startOrganization, type TestOrganization} from '../support/organization.js'

interface Client {
  data: {id: string; name: string; description: string; secret: {lastDigits: string; clear?: string}}
}
interface Clients {
  data: {hasMore: boolean; next?: string; data: {id: string; secret: object}[]}
}

for (const api of [2, 3] as const) {
  describe(`OAuth clients of an organization (${api}.x)`, function () {
    this.timeout(60_000)
    let membership: TestMembership
    let org: TestOrganization
    before(async () => {
      membership = await startTestMembership({api})
      org = await startOrganization(membership, api)
    })
    after(() => membership?.stop())

    it('show their secret once, when they are made', async () => {
      const {body: made} = await org.send<Client>('POST', '/clients', {name: 'ci', description: 'builds'})
      const {clear = '', lastDigits} = made.data.secret
      assert.match(clear, /^[0-9a-f]{48}$/)
      assert.ok(clear.endsWith(lastDigits))
      const {body: read} = await org.get<Client>(`/clients/${made.data.id}`)
      assert.deepEqual([read.data.name, read.data.description, read.data.secret], ['ci', 'builds', {lastDigits}])
      const stored = JSON.stringify(await membership.database.rows('select * from membership.organization_clients'))
      assert.ok(!stored.includes(clear), 'the secret itself is not kept')
    })

    it('are renamed without losing their secret, and are gone when deleted', async () => {
      const {body: made} = await org.send<Client>('POST', '/clients', {})
      const path = `/clients/${made.data.id}`
      assert.equal((await org.send('PUT', path, {name: ' '})).status, 400)
      assert.equal((await org.send('PUT', path, {name: 'deploy'})).status, 204)
      const {body: read} = await org.get<Client>(path)
      assert.deepEqual([read.data.name, read.data.secret.lastDigits], ['deploy', made.data.secret.lastDigits])
      assert.equal((await org.send('DELETE', path)).status, 204)
      for (const method of ['GET', 'PUT', 'DELETE']) {
        assert.equal((await org.send(method, path, method === 'PUT' ? {name: 'a'} : undefined)).status, 404)
      }
    })

    it('are listed page by page', async () => {
      for (const name of ['a', 'b', 'c']) await org.send('POST', '/clients', {name})
      const seen: string[] = []
      let query = '?pageSize=2'
      for (;;) {
        const {body} = await org.get<Clients>(`/clients${query}`)
        seen.push(...body.data.data.map(({id}) => id))
        if (!body.data.hasMore) break
        assert.equal(body.data.data.length, 2)
        query = `?cursor=${body.data.next}`
      }
      assert.ok(seen.length >= 3)
      assert.equal(new Set(seen).size, seen.length)
    })

    it('have an older form, one for each organization, whose PUT gives a new secret', async () => {
      assert.equal((await org.get('/client')).status, 404)
      const first = await org.send<Client>('PUT', '/client')
      const second = await org.send<Client>('PUT', '/client')
      assert.equal(first.body.data.id, second.body.data.id)
      assert.notEqual(first.body.data.secret.clear, second.body.data.secret.clear)
      assert.equal((await org.get<Client>('/client')).body.data.secret.clear, undefined)
      assert.equal((await org.send('DELETE', '/client')).status, 204)
      assert.equal((await org.send('DELETE', '/client')).status, 404)
    })
  })
}
