import {CloudpremError} from '@cloudprem/core'
import {spawn, type ChildProcess, type StdioOptions} from 'node:child_process'
import {open, readFile} from 'node:fs/promises'
import {setTimeout as delay} from 'node:timers/promises'
import {commandAs, type Account} from './account.js'
import type {ClusterFolders} from './cluster-folder.js'
import {cleanUpAfterCrash, endProcess} from './leftover.js'
import type {PostgresPrograms} from './programs.js'

const READY_WITHIN_MS = 60_000
/** The rest of the two seconds that `sandbox down` may take. */
const STOP_WITHIN_MS = 1500

export interface ServerProcess {
  pid: number
  /** Settles when the process has ended, however. */
  ended: Promise<void>
  stop: () => Promise<void>
}

/**
 * Starts PostgreSQL on 127.0.0.1 only, without a Unix socket, and waits until `isReady` agrees.
 *
 * @throws CloudpremError `SANDBOX_FAILED` (exit 5) with the end of its log
 */
export async function startServer(options: {
  programs: PostgresPrograms
  folders: ClusterFolders
  account: Account
  port: number
  /** Written through to the disk; false for tests, whose data nobody needs after a power cut. */
  durable: boolean
  logFile: string
  isReady: () => Promise<boolean>
}): Promise<ServerProcess> {
  const {programs, folders, account, port, durable, logFile, isReady} = options
  await cleanUpAfterCrash(folders.data)
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', `fsync=${durable ? 'on' : 'off'}`]
  const args = ['-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  const log = await open(logFile, 'a', 0o600)
  const command = commandAs(account, programs.postgres, ['-D', folders.data, ...args])
  const stdio: StdioOptions = ['ignore', log.fd, log.fd]
  const child = spawn(command.file, command.args, {...command.options, stdio, cwd: folders.root, windowsHide: true})
  let exit: string | undefined
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => resolve(void (exit = error.message)))
    child.once('exit', (code, signal) => resolve(void (exit = `it ended with ${signal ?? `exit code ${code}`}`)))
  })
  await log.close()
  const stop = () => stopServer(programs, folders, child, ended)

  const deadline = Date.now() + READY_WITHIN_MS
  while (!(await isReady())) {
    if (exit === undefined && Date.now() < deadline) {
      await delay(20)
      continue
    }
    await stop()
    throw new CloudpremError({
      code: 'SANDBOX_FAILED',
      message: `PostgreSQL did not start on 127.0.0.1:${port}`,
      reason: [exit, await tail(logFile)].filter(Boolean).join('\n'),
      details: {logFile},
    })
  }
  return {pid: child.pid as number, ended, stop}
}

async function stopServer(
  programs: PostgresPrograms,
  folders: ClusterFolders,
  child: ChildProcess,
  ended: Promise<void>,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  if (process.platform === 'win32') {
    // Windows has no SIGINT for another process; pg_ctl talks to PostgreSQL's own signal pipe.
    const stop = spawn(programs.pgCtl, ['stop', '-D', folders.data, '-m', 'fast', '-W'], {stdio: 'ignore', windowsHide: true})
    await new Promise((resolve) => stop.once('close', resolve).once('error', resolve))
  }
  await endProcess(child.pid, 'SIGINT', STOP_WITHIN_MS)
  await ended
}

async function tail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-5).join('\n')
}
