import {logIn, runCli, startSandbox, temporaryFolder, type TestSandbox} from '@cloudprem/testing'
import assert from 'node:assert/strict'

describe('rows that cloudprem db seed has written', function () {
  this.timeout(120_000)

  for (const api of [2, 3] as const) {
    describe(`for Membership of generation ${api}`, () => {
      const home = temporaryFolder()
      let sandbox: TestSandbox
      before(async () => {
        sandbox = await startSandbox({api, home: temporaryFolder()})
        await logIn({home, membershipUri: sandbox.membershipUri, email: 'admin@formance.example'})
      })
      after(() => sandbox?.stop())

      const json = async (...args: string[]) => {
        const result = await runCli([...args, '--json'], {home})
        assert.equal(result.exitCode, 0, result.stderr + result.stdout)
        return result.json()
      }
      const seed = (...args: string[]) => json('db', 'seed', '--dsn', `@${sandbox.dsnFile}`, ...args)

      it('are in its answers at once', async () => {
        const seeded = (await seed('--base-url', 'https://formance.example')) as {
          organizationId: string
          region: {id: string}
        }
        const regions = JSON.stringify(await json('regions', 'list'))
        assert.match(regions, new RegExp(seeded.region.id))
        assert.match(regions, /https:\/\/formance\.example/)
        const stacks = JSON.stringify(await json('stacks', 'list'))
        assert.match(stacks, /"demo"/)
        assert.match(stacks, new RegExp(seeded.region.id))
        assert.match(JSON.stringify(await json('org', 'list')), new RegExp(seeded.organizationId))
      })

      it('are as many as the file asks for', async () => {
        const input = 'stacks:\n  - {id: second, name: Second}\n  - {id: third, name: Third}\n'
        const result = await runCli(['db', 'seed', '--file', '-', '--dsn', `@${sandbox.dsnFile}`], {home, input})
        assert.equal(result.exitCode, 0, result.stderr)
        const stacks = JSON.stringify(await json('stacks', 'list'))
        for (const id of ['demo', 'second', 'third']) assert.match(stacks, new RegExp(`"${id}"`))
      })
    })
  }
})
