import {CloudpremError} from '@cloudprem/core'
import {spawn, type ChildProcess, type StdioOptions} from 'node:child_process'
import {mkdir, open} from 'node:fs/promises'
import {endProcess} from '../postgres/leftover.js'
import {sandboxFolder} from './folder.js'
import type {StartAnswer, StartOrder} from './messages.js'
import type {RunningSandbox} from './state.js'

/** The first start makes a database cluster, which takes seconds on a slow disk. */
const READY_WITHIN_MS = 120_000

/**
 * Starts the server as a process of its own, which outlives this one, and waits until it is ready.
 *
 * @param entry the built server.entry.cjs
 * @throws CloudpremError what the server threw; `SANDBOX_FAILED` (exit 5); `INTERRUPTED`
 */
export async function startSandbox(entry: string, order: StartOrder, signal: AbortSignal): Promise<RunningSandbox> {
  const folder = sandboxFolder(order.dataDir)
  await mkdir(folder.root, {recursive: true, mode: 0o700})
  const log = await open(folder.log, 'a', 0o600)
  const stdio: StdioOptions = ['ignore', log.fd, log.fd, 'ipc']
  const child = spawn(process.execPath, [entry], {detached: true, stdio, cwd: folder.root, windowsHide: true})
  try {
    const answer = await waitForAnswer(child, order, signal, folder.log)
    if ('running' in answer) return answer.running
    throw new CloudpremError(answer.error)
  } catch (error) {
    if (child.pid !== undefined) await endProcess(child.pid, 'SIGTERM', 5000)
    throw error
  } finally {
    await log.close()
    if (child.connected) child.disconnect()
    child.unref()
  }
}

function waitForAnswer(child: ChildProcess, order: StartOrder, signal: AbortSignal, logFile: string): Promise<StartAnswer> {
  const failed = (reason: string, cause?: unknown) =>
    new CloudpremError({
      code: 'SANDBOX_FAILED',
      message: 'The sandbox did not start',
      reason,
      hint: `less ${logFile}`,
      details: {logFile},
      cause,
    })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(failed(`It gave no sign for ${READY_WITHIN_MS / 1000} seconds.`)), READY_WITHIN_MS)
    const settle = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    }
    const fail = (error: CloudpremError) => {
      settle()
      reject(error)
    }
    const onAbort = () => fail(new CloudpremError({code: 'INTERRUPTED', message: 'Interrupted; the sandbox was not started'}))
    signal.addEventListener('abort', onAbort, {once: true})
    child.once('message', (answer: StartAnswer) => {
      settle()
      resolve(answer)
    })
    child.once('error', (error) => fail(failed(error.message, error)))
    child.once('exit', (code, endedBy) => fail(failed(`Its process ended with ${endedBy ?? `exit code ${code}`}.`)))
    if (signal.aborted) onAbort()
    else child.send(order)
  })
}
