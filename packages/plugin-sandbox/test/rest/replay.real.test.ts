import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {Replay, type Step} from '../support/replay.js'

// Every request that fctl 2.10.1 and 3.8.0 made of a Membership, in their order; fixtures/README.md tells their source.
for (const [version, api] of [
  ['2.10.1', 2],
  ['3.8.0', 3],
] as const) {
  describe(`what fctl ${version} asks for, command by command`, function () {
    this.timeout(60_000)
    const file = new URL(`../fixtures/fctl-${version}.json`, import.meta.url)
    const {steps} = JSON.parse(readFileSync(file, 'utf8')) as {steps: Step[]}
    let replay: Replay
    before(async () => {
      replay = await Replay.start(api)
    })
    after(() => replay?.stop())

    for (const step of steps) it(step.note ? `${step.command} (${step.note})` : step.command, () => replay.play(step))

    it('differs from the recording where the sandbox knows better, and only there', () => {
      const differing = steps.flatMap(({calls}) => calls).filter(({differs}) => differs)
      assert.deepEqual(
        differing.map(({host, status}) => [host, status]),
        [['localhost', 421]],
      )
    })
  })
}
