import {CloudpremError, writeFileAtomically} from '@cloudprem/core'
import {openDatabase, type Database} from '../membership/database.js'
import {startPostgres, type RunningPostgres} from '../postgres/start-postgres.js'
import {startMembership, type MembershipOptions, type RunningMembership} from '../server/membership-server.js'
import {sandboxFolder} from './folder.js'
import type {StartOrder} from './messages.js'
import {stateStore, type RunningSandbox} from './state.js'

/** Taken at the very first start when it is free. */
const USUAL_PORT = 8180

export interface ServedSandbox {
  running: RunningSandbox
  /** Settles when PostgreSQL has ended by itself: the sandbox is of no use then. */
  broken: Promise<void>
  stop: () => Promise<void>
}

/**
 * Starts PostgreSQL and the stand-in for Membership in this process and writes down that it did.
 *
 * @throws CloudpremError `SANDBOX_FAILED` (exit 5), `SANDBOX_UNSUPPORTED` (exit 3); nothing is left running then
 */
export async function serveSandbox(order: StartOrder, log: (text: string) => void): Promise<ServedSandbox> {
  const folder = sandboxFolder(order.dataDir)
  const store = stateStore(folder)
  const remembered = (await store.read()).port
  const postgres = await startPostgres({folder: folder.postgres})
  let database: Database | undefined
  try {
    database = await openDatabase(postgres.dsn, (error) => log(`database: ${error.message}`))
    const membership = await listenSomewhere({...order, database, log, faultsFile: folder.faults}, remembered)
    const running: RunningSandbox = {
      pid: process.pid,
      api: order.api,
      port: membership.port,
      membershipUri: membership.uri,
      postgresPort: postgres.port,
      postgresPid: postgres.pid,
      startedAt: new Date().toISOString(),
    }
    await writeFileAtomically(folder.dsn, `${postgres.dsn}\n`, {mode: 0o600, overwrite: true})
    await store.update((state) => ({...state, port: membership.port, api: order.api, running}))
    return {running, broken: postgres.ended, stop: () => stopAll(membership, database as Database, postgres, store)}
  } catch (error) {
    await database?.close()
    await postgres.stop()
    throw error
  }
}

async function listenSomewhere(
  options: Omit<MembershipOptions, 'port'> & {port?: number},
  remembered: number | undefined,
): Promise<RunningMembership> {
  const port = options.port ?? remembered ?? USUAL_PORT
  try {
    return await startMembership({...options, port})
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    // Nobody chose the usual port, and no login knows it yet.
    if (options.port === undefined && remembered === undefined) return startMembership({...options, port: 0})
    throw new CloudpremError({
      code: 'SANDBOX_FAILED',
      message: `Port ${port} of 127.0.0.1 is taken by another program`,
      reason:
        options.port === undefined
          ? 'The sandbox had it at its last start. On another port it has another address, and logins start anew.'
          : undefined,
      hint: 'cloudprem sandbox up --port 0',
      cause: error,
    })
  }
}

async function stopAll(
  membership: RunningMembership,
  database: Database,
  postgres: RunningPostgres,
  store: ReturnType<typeof stateStore>,
): Promise<void> {
  await membership.stop()
  // A query that is still under way ends with PostgreSQL; nobody waits for its answer.
  const closing = database.close().catch(() => undefined)
  await postgres.stop()
  await closing
  await store.update(({running: _ended, ...rest}) => rest)
}
