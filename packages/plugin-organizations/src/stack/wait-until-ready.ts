import {CloudpremError} from '@cloudprem/core'
import {readStack, type MembershipClient, type Stack, type StackPlace} from '@cloudprem/membership'
import {setTimeout as sleep} from 'node:timers/promises'

const EVERY_MS = 2_000

/**
 * Asks until the cluster has what is wanted of a stack.
 *
 * @throws CloudpremError `STACK_NOT_READY` (exit 5) after `timeoutSeconds`; `INTERRUPTED`
 */
export async function waitUntilReady(
  client: MembershipClient,
  place: StackPlace,
  timeoutSeconds: number,
  signal: AbortSignal,
): Promise<Stack> {
  const deadline = Date.now() + timeoutSeconds * 1000
  for (;;) {
    const stack = await readStack(client, place)
    if (stack.status === 'READY') return stack
    if (Date.now() + EVERY_MS > deadline) {
      throw new CloudpremError({
        code: 'STACK_NOT_READY',
        message: `Stack ${place.stackId} is ${stack.status} after ${timeoutSeconds} seconds`,
        reason: 'The agent of its region has not reported it ready.',
        hint: `cloudprem stacks show ${place.stackId}`,
      })
    }
    await sleep(EVERY_MS, undefined, {signal})
  }
}
