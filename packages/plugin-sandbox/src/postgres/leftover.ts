import {readFile, rm} from 'node:fs/promises'
import path from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {commandLineOf, isAlive} from '../processes.js'

const STOP_WITHIN_MS = 5000

/** The process that serves the cluster in `data`, as its own postmaster.pid tells; undefined when it is gone. */
export async function findPostmaster(data: string): Promise<number | undefined> {
  const file = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(file.split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return undefined
  // The number may have gone to another program since.
  const commandLine = await commandLineOf(pid)
  return commandLine === undefined || commandLine.includes('postgres') ? pid : undefined
}

/** Ends a PostgreSQL whose starter died, and takes away what it left, so that the cluster can be started anew. */
export async function cleanUpAfterCrash(data: string): Promise<void> {
  const pid = await findPostmaster(data)
  if (pid !== undefined) await endProcess(pid, 'SIGINT', STOP_WITHIN_MS)
  await rm(path.join(data, 'postmaster.pid'), {force: true})
}

/** Sends `signal`, waits, and after `withinMs` sends SIGKILL. */
export async function endProcess(pid: number, signal: NodeJS.Signals, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs
  if (!sendSignal(pid, signal)) return
  while (isAlive(pid)) {
    if (Date.now() > deadline) sendSignal(pid, 'SIGKILL')
    await delay(20)
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false // it ended by itself
    throw error
  }
}
