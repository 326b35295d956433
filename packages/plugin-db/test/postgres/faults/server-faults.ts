import type {TestPostgres} from '@cloudprem/testing'
import type {TestDatabase} from '../../databases.js'
import {chooseByte, struckAt, type Fault} from './fault.js'
import {stateOf} from './asked.js'
import {empty, untilSettled} from './ground.js'

/** The server ends at some byte as in a crash, and comes back with what was committed. */
export function restarted(postgres: () => TestPostgres): Fault {
  return async (ground, choices) => {
    const {sslmode, at, where} = await chooseByte(ground, choices)
    const signal = choices.pick(['SIGQUIT', 'SIGKILL'])
    let resumed: Promise<void> = Promise.resolve()
    const result = await struckAt(ground, at, {sslmode}, async () => {
      await postgres().crash(signal)
      resumed = postgres().resume()
    })
    await resumed
    return {result, what: `server ${signal} ${where}`}
  }
}

/**
 * At some byte another server takes over the address, one that has users and organization but none of the rows; the ground is on
 * that one. The database that is left behind must be untouched or complete as well.
 */
export function failedOver(left: TestDatabase, ports: {from: number; to: number}): Fault {
  return async (ground, choices) => {
    const {sslmode, at, where} = await chooseByte(ground, choices)
    const how = choices.pick(['end', 'reset'])
    await empty(left)
    ground.proxy.redirect(ports.from)
    const takeOver = () => {
      ground.proxy.redirect(ports.to)
      ground.proxy.cut(how)
    }
    const result = await struckAt(ground, at, {sslmode}, takeOver)
    ground.proxy.redirect(ports.to)
    await untilSettled(left)
    const spokeOf = await stateOf(left, ground.asked)
    const what = `failover (${how}) ${where}`
    if (spokeOf.startsWith('between')) throw new Error(`${what}: left behind ${spokeOf}`)
    return {result, what, spokeOf}
  }
}
