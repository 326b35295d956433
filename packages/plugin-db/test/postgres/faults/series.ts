import {Choices} from '../support/choices.js'
import type {Fault, Struck} from './fault.js'
import {stateOf} from './asked.js'
import {empty, untilSettled, type Ground} from './ground.js'

/** Faults of one kind. */
export interface Series {
  kind: string
  fault: Fault
  count: number
  /** Where they happen: on each ground one after the other. */
  grounds: Ground[]
  /** Each spends its time waiting, so that all may run at once. */
  idle?: boolean
}

/** How many of one kind ended how. */
export interface Tally {
  kind: string
  untouched: number
  complete: number
}

/** The seed of all random choices of this run. */
export const SEED = Number(process.env['CLOUDPREM_TEST_SEED'] ?? 1)

/** Runs at once; more would only wait for each other. */
const AT_ONCE = 4
const waiting: (() => void)[] = []
let free = AT_ONCE

/**
 * Lets all faults of a series happen, each to an empty database; looks after each whether the database is as it must be, and
 * whether the next run completes it.
 *
 * @param first number of its first fault among all, which makes its choices its own
 * @throws Error naming the fault that broke a promise
 */
export async function runSeries({kind, fault, count, grounds, idle}: Series, first: number): Promise<Tally> {
  const tally: Tally = {kind, untouched: 0, complete: 0}
  const onOne = async (ground: Ground, offset: number) => {
    for (let number = first + offset; number < first + count; number += grounds.length) {
      const state = await (idle ? runOne(ground, fault, number) : inTurn(() => runOne(ground, fault, number)))
      tally[state] += 1
    }
  }
  await Promise.all(grounds.map(onOne))
  return tally
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
  else free -= 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
}

async function runOne(place: Ground, fault: Fault, number: number): Promise<'untouched' | 'complete'> {
  const choices = new Choices(SEED, number)
  const ground = place.asking(choices.pick(['flags', 'file']))
  await empty(ground.database)
  const struck = await fault(ground, choices)
  await untilSettled(ground.database)
  const complaint = (what: string) => {
    const {exitCode, signal, stdout, stderr} = struck.result
    return new Error(
      `fault ${number}, asked by ${ground.asked}, ${struck.what}: ${what}\nended with ${signal ?? exitCode}\n${stdout}${stderr}`,
    )
  }
  const state = await stateOf(ground.database, ground.asked)
  if (state !== 'untouched' && state !== 'complete') throw complaint(state)
  const broken = brokenWord(struck, state)
  if (broken) throw complaint(broken)

  const next = await ground.seed({sslmode: 'disable', direct: true})
  if (next.exitCode !== 0) throw complaint(`the next run ended with ${next.exitCode}: ${next.stderr}`)
  const after = await stateOf(ground.database, ground.asked)
  if (after !== 'complete') throw complaint(`after the next run it is ${after}`)
  return state
}

/** What the command said of the database that is not so. */
function brokenWord({result, spokeOf}: Struck, state: string): string | undefined {
  const was = spokeOf ?? state
  const {exitCode, signal, stderr} = result
  // Before it listens to Ctrl-C, that ends it without a word.
  if (signal !== null) return undefined
  if (exitCode === 0) return was === 'complete' ? undefined : `it ended with 0 and the database is ${was}`
  if (exitCode === 1) return 'it ended as no command should'
  if (/nothing was changed/i.test(stderr) && was !== 'untouched') return `it said that nothing was changed, and it is ${was}`
  return undefined
}
