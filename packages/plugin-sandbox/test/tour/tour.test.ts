import assert from 'node:assert/strict'
import {temporaryFolder} from '@cloudprem/testing'
import type {TourStep} from '../../src/tour/steps.js'
import {runTour, type TourEvent} from '../../src/tour/tour.js'

/** Steps are run by this program in place of cloudprem: it evaluates the first word of the step. */
const program: [string, ...string[]] = [process.execPath, '-e', 'eval(process.argv[1])', '--']

async function tour(steps: TourStep[], has = true): Promise<{events: TourEvent[]; outcomes: string[]; approved: string[]}> {
  const events: TourEvent[] = []
  const approved: string[] = []
  const results = await runTour(steps, {
    cloudprem: program,
    cwd: temporaryFolder(),
    env: process.env,
    signal: new AbortController().signal,
    report: (event) => events.push(event),
    has: () => Promise.resolve(has),
    approve: (page) => {
      approved.push(page)
      return Promise.resolve('ops@acme.example')
    },
  })
  return {events, approved, outcomes: results.map(({outcome, reason}) => (reason ? `${outcome}: ${reason}` : outcome))}
}

const says = (text: string): TourStep => ({title: text, argv: [`console.log(${JSON.stringify(text)})`]})

describe('runTour', () => {
  it('runs step after step and shows what each answers', async () => {
    const {events, outcomes} = await tour([says('one'), says('two')])

    assert.deepEqual(outcomes, ['done', 'done'])
    assert.deepEqual(
      events.flatMap((event) => (event.kind === 'line' ? event.line : [])),
      ['one', 'two'],
    )
  })

  it('skips the rest after a failed step, and says which one failed', async () => {
    const {outcomes, events} = await tour([says('one'), {title: 'breaks', argv: ['process.exit(4)']}, says('three')])

    assert.deepEqual(outcomes, ['done', 'failed: exit code 4', 'skipped: "breaks" failed'])
    assert.ok(!events.some((event) => event.kind === 'line' && event.line === 'three'))
  })

  it('skips a step whose program is not there, and goes on', async () => {
    const {outcomes} = await tour([{...says('one'), needs: 'helm'}, says('two')], false)

    assert.deepEqual(outcomes, ['skipped: helm is not on the PATH', 'done'])
  })

  it('shows the beginning of a long answer and counts the rest', async () => {
    const {events} = await tour([{title: 'long', argv: ['for (let i = 0; i < 30; i++) console.log(i)'], maxLines: 2}])

    assert.deepEqual(
      events.flatMap((event) => (event.kind === 'line' ? event.line : [])),
      ['0', '1', '… and 28 more lines'],
    )
  })

  it('submits the approval page that a command waits for, once', async () => {
    const open =
      'console.error("Open  http://127.0.0.1:1/api/device?user_code=A"); console.error("Open  http://127.0.0.1:1/other")'
    const {approved, outcomes} = await tour([{title: 'login', argv: [open], approves: true}])

    assert.deepEqual(approved, ['http://127.0.0.1:1/api/device?user_code=A'])
    assert.deepEqual(outcomes, ['done'])
  })
})
