import assert from 'node:assert/strict'
import {readdirSync} from 'node:fs'
import path from 'node:path'
import {helmFolders, runCli, temporaryFolder} from '@cloudprem/testing'

interface TourDocument {
  steps: {command: string; outcome: string}[]
  organizationId: string
  stackId: string
  seconds: number
}

describe('cloudprem sandbox tour', function () {
  this.timeout(180_000)

  for (const api of ['2', '3']) {
    it(`walks the whole guide against Membership API ${api}.x, and leaves nothing behind`, async () => {
      const home = temporaryFolder()
      const PATH = [...(await helmFolders()), process.env['PATH']].join(path.delimiter)
      const TMPDIR = temporaryFolder()

      const {exitCode, json, stderr} = await runCli(['sandbox', 'tour', '--api', api, '--json'], {
        home,
        env: {PATH, TMPDIR},
        timeoutMs: 150_000,
      })

      assert.equal(exitCode, 0, stderr)
      const {steps, organizationId, stackId, seconds} = json() as TourDocument
      assert.deepEqual(
        steps.map(({command}) => command.split(' ').slice(1, 3).join(' ')),
        // prettier-ignore
        ['values init', 'values validate', 'helm template', 'dex init', 'dex validate', 'login --membership-uri',
          'org list', 'org update', 'org list', 'db seed', 'db seed', 'profiles show'],
      )
      assert.ok(steps.every(({outcome}) => outcome === 'done' || outcome === 'skipped'))
      assert.match(stderr, /created by this first login/)
      assert.match(stderr, /acme\.example +yes/)
      assert.match(stderr, /Nothing to do: region default and stack demo are as asked/)
      assert.match(organizationId, /^[a-z]{12}$/)
      assert.equal(stackId, 'demo')
      assert.ok(seconds < 120)
      assert.deepEqual(readdirSync(TMPDIR), [])
      assert.equal((await runCli(['sandbox', 'status'], {home})).exitCode, 3)
      const membership = /--membership-uri (\S+)/.exec(stderr)?.[1] ?? ''
      await assert.rejects(fetch(membership), 'nobody listens any more')
    })
  }

  it('stops at Ctrl-C with exit code 130, and leaves nothing behind', async () => {
    const TMPDIR = temporaryFolder()
    let interrupt: (() => void) | undefined

    const {exitCode, stderr} = await runCli(['sandbox', 'tour'], {
      home: temporaryFolder(),
      env: {TMPDIR},
      started: ({kill}) => (interrupt = () => kill('SIGINT')),
      onStderr: (text) => {
        if (!text.includes('Code ')) return
        interrupt?.()
        interrupt = undefined
      },
    })

    assert.equal(exitCode, 130, stderr)
    assert.deepEqual(readdirSync(TMPDIR), [])
    const membership = /--membership-uri (\S+)/.exec(stderr)?.[1] ?? ''
    await assert.rejects(fetch(membership), 'nobody listens any more')
  })
})
