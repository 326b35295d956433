// The background process of the sandbox: started by `sandbox up`, which sends it one order and takes one answer.
import {fromUnknown} from '@cloudprem/core'
import type {StartAnswer, StartOrder} from './sandbox/messages.js'
import {serveSandbox} from './sandbox/serve.js'

/** Standard error is the log file. */
function log(text: string): void {
  process.stderr.write(`${new Date().toISOString()} ${text}\n`)
}

function answer(message: StartAnswer): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()))
}

async function serve(order: StartOrder): Promise<void> {
  let stopRequested = false
  let requestStop = (): void => void (stopRequested = true)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => requestStop())
  // Whoever ordered the start went away before it was done: nobody knows of this process.
  process.once('disconnect', () => requestStop())

  log(`start: Membership API ${order.api}.x, process ${process.pid}`)
  const sandbox = await serveSandbox(order, log)
  const stopped = new Promise<void>((resolve) => (requestStop = resolve))
  if (stopRequested) return sandbox.stop()

  process.removeAllListeners('disconnect')
  await answer({running: sandbox.running})
  if (process.connected) process.disconnect()
  log(`ready: ${sandbox.running.membershipUri}`)
  const broken = await Promise.race([stopped.then(() => false), sandbox.broken.then(() => true)])
  if (broken) {
    log('PostgreSQL has ended; so does the sandbox')
    process.exitCode = 1
  }
  log('stopping')
  await sandbox.stop()
  log('stopped')
}

process.once('message', (order: StartOrder) => {
  serve(order)
    .catch(async (thrown: unknown) => {
      const {code, message, reason, hints} = fromUnknown(thrown)
      log(`failed: ${thrown instanceof Error ? thrown.stack : String(thrown)}`)
      process.exitCode = 1
      await answer({error: {code, message, ...(reason && {reason}), hint: hints}})
    })
    // Whatever is still open (a timer of a library) must not keep the process.
    .finally(() => process.exit())
})
