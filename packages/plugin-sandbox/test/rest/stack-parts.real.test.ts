import assert from 'node:assert/strict'
import {startTestMembership, type TestMembership} from '../support/membership.js'
import {idOf, startOrganization, type TestOrganization} from '../support/organization.js'

interface Modules {
  data: {name: string; state: string; status: string}[]
}
interface Stack {
  data: {stargateEnabled: boolean; modules: {name: string; state: string}[]; version?: string}
}

for (const api of [2, 3] as const) {
  describe(`what belongs to a stack (${api}.x)`, function () {
    this.timeout(60_000)
    const access = api === 2 ? {role: 'ADMIN'} : {policyId: 2}
    let membership: TestMembership
    let org: TestOrganization
    let stack: string
    before(async () => {
      membership = await startTestMembership({api})
      org = await startOrganization(membership, api)
      const regionID = await idOf(org.send('POST', '/regions', {name: 'private'}))
      stack = `/stacks/${await idOf(org.send('POST', '/stacks', {name: 'one', regionID}))}`
    })
    after(() => membership?.stop())

    it('gives a user a role or a policy on it, and takes it back', async () => {
      const user = `${stack}/users/${org.ownerId}`
      assert.equal((await org.get(user)).status, 404)
      assert.equal((await org.send('PUT', user, access)).status, 204)
      const entry = {stackId: stack.split('/')[2], userId: org.ownerId, email: 'ops@acme.example', ...access}
      assert.deepEqual((await org.get(user)).body, {data: entry})
      assert.deepEqual((await org.get(`${stack}/users`)).body, {data: [entry]})
      assert.equal((await org.send('DELETE', user)).status, 204)
      assert.deepEqual((await org.get(`${stack}/users`)).body, {data: []})
      assert.equal((await org.send('DELETE', user)).status, 404)
    })

    it('refuses a role or policy that does not exist, and users and stacks that do not', async () => {
      const unknown = api === 2 ? {role: 'OWNER'} : {policyId: 99}
      assert.equal((await org.send('PUT', `${stack}/users/${org.ownerId}`, unknown)).status, 400)
      assert.equal((await org.send('PUT', `${stack}/users/${org.ownerId}`, {})).status, 400)
      assert.equal((await org.send('PUT', `${stack}/users/nobody`, access)).status, 404)
      for (const path of ['/stacks/nope/users', '/stacks/nope/modules']) assert.equal((await org.get(path)).status, 404)
    })

    it('switches modules on and off, and tells which there are of one that is none', async () => {
      const stateOf = async (name: string) =>
        (await org.get<Modules>(`${stack}/modules`)).body.data.find((each) => each.name === name)?.state
      assert.equal(await stateOf('payments'), 'ENABLED')
      assert.equal((await org.send('DELETE', `${stack}/modules?name=payments`)).status, 202)
      assert.equal(await stateOf('payments'), 'DISABLED')
      const read = await org.get<Stack>(stack)
      assert.equal(read.body.data.modules.find(({name}) => name === 'payments')?.state, 'DISABLED')
      assert.equal((await org.send('POST', `${stack}/modules?name=payments`)).status, 202)
      assert.equal(await stateOf('payments'), 'ENABLED')

      const refused = await org.send<{errorMessage: string}>('POST', `${stack}/modules?name=nope`)
      assert.deepEqual([refused.status, /ledger/.test(refused.body.errorMessage)], [400, true])
    })

    it('switches stargate on and off, and takes another version', async () => {
      const read = async () => (await org.get<Stack>(stack)).body.data
      await org.send('PUT', `${stack}/stargate/enable`)
      assert.equal((await read()).stargateEnabled, true)
      await org.send('PUT', `${stack}/stargate/disable`)
      assert.equal((await read()).stargateEnabled, false)
      await org.send('PUT', `${stack}/upgrade`, {version: 'v3.2'})
      assert.equal((await read()).version, 'v3.2')
    })

    it('is told of in the history, which can be searched for it', async () => {
      const actions = async (query: string) =>
        (await org.get<{data: {data: {action: string}[]}}>(`/logs?pageSize=100&${query}`)).body.data.data.map(
          ({action}) => action,
        )
      const ofStack = await actions(`stackId=${stack.split('/')[2]}`)
      for (const action of ['stacks.created', 'stacks.module.disabled', 'stacks.stargate.enabled', 'stacks.user.updated']) {
        assert.ok(ofStack.includes(action), `${action} of ${ofStack.join()}`)
      }
      assert.deepEqual(await actions('key=name&value=payments'), ['stacks.module.enabled', 'stacks.module.disabled'])
      assert.deepEqual(await actions('userId=nobody'), [])
    })
  })
}
