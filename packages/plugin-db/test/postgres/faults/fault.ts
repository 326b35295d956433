import type {CliResult} from '@cloudprem/testing'
import type {Choices} from '../support/choices.js'
import type {Child, Ground, SeedOptions, SslMode} from './ground.js'

export interface Struck {
  result: CliResult
  /** What was chosen. */
  what: string
  /** State of the database of which the command spoke, where that is not the ground's. */
  spokeOf?: string
}

/** One kind of fault: runs a seed, lets something happen to it, and returns when that is over, so that a next run can succeed. */
export type Fault = (ground: Ground, choices: Choices) => Promise<Struck>

/** Ends the process by a signal: when so many bytes have gone through, or after some time. */
export function signalled(signal: NodeJS.Signals): Fault {
  return async (ground, choices) => {
    const {sslmode, at, where} = await chooseByte(ground, choices)
    if (choices.between(1, 4) > 1) {
      let child: Child | undefined
      const options = {sslmode, started: (each: Child) => void (child = each)}
      const result = await struckAt(ground, at, options, () => child?.kill(signal))
      return {result, what: `${signal} ${where}`}
    }
    const afterMs = choices.between(0, 600)
    let timer: NodeJS.Timeout | undefined
    const started = (child: Child) => void (timer = setTimeout(() => child.kill(signal), afterMs))
    const result = await ground.seed({sslmode, started})
    clearTimeout(timer)
    return {result, what: `${signal} after ${afterMs} ms, sslmode=${sslmode}`}
  }
}

/** Cuts the connection at some byte, by a FIN or by a reset. */
export const cutConnection: Fault = async (ground, choices) => {
  const {sslmode, at, where} = await chooseByte(ground, choices)
  const how = choices.pick(['end', 'reset'])
  const result = await struckAt(ground, at, {sslmode}, () => ground.proxy.cut(how))
  return {result, what: `${how} ${where}`}
}

/** Runs a seed and calls `strike` when `at` bytes have gone through. */
export async function struckAt(
  {proxy, seed}: Ground,
  at: number,
  options: SeedOptions,
  strike: () => void | Promise<void>,
): Promise<CliResult> {
  proxy.arm(at, strike)
  const result = await seed(options)
  proxy.disarm()
  return result
}

/** A byte of the whole conversation, the one after its end included; most of them near the end, where the inserts and the commit are. */
export async function chooseByte(ground: Ground, choices: Choices): Promise<{sslmode: SslMode; at: number; where: string}> {
  const sslmode = choices.pick(['disable', 'require'])
  const whole = await ground.wholeBytes(sslmode)
  const at = choices.between(choices.pick([0, Math.floor(whole * 0.85), Math.max(0, whole - 60)]), whole)
  return {sslmode, at, where: `at byte ${at} of ${whole}, sslmode=${sslmode}`}
}
