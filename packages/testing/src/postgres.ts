import {removeCluster, startPostgres as launchPostgres, type RunningPostgres} from '@cloudprem/plugin-sandbox/postgres'
import {createMembershipSchema} from '@cloudprem/plugin-sandbox/schema'
import {setTimeout as delay} from 'node:timers/promises'
import {temporaryFolder} from './temporary-folder.js'

export interface TestPostgres {
  /** As `formance`, owner of the database `formance`. */
  dsn: string
  superuserDsn: string
  port: number
  /** What the server writes about itself. */
  logFile: string
  /** Ends it at once, as a crash would: SIGQUIT is PostgreSQL's immediate shutdown, SIGKILL is what it cannot see. */
  crash: (signal: 'SIGQUIT' | 'SIGKILL') => Promise<void>
  /** Starts it again after a crash, on the same port, with the data that it had. */
  resume: () => Promise<void>
  stop: () => Promise<void>
}

export interface TestPostgresOptions {
  /** true: with the tables of Membership, without rows in them. */
  schema?: boolean
  /** The platform package of another version than the sandbox's own. */
  installed?: {folder: string; version: string}
  /** Where its data lie; default: a temporary folder. */
  folder?: string
}

/** A real PostgreSQL with a fresh, empty cluster, on 127.0.0.1; call `stop` in `after`. */
export async function startPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const folder = options.folder ?? temporaryFolder()
  const launch = () => launchPostgres({folder, durable: false, ...(options.installed && {installed: options.installed})})
  let running = await launch()
  let crashed = false
  // A test process that ends without its `after` takes PostgreSQL with it.
  const endWithProcess = () => crashed || process.kill(running.pid, 'SIGQUIT')
  process.once('exit', endWithProcess)
  if (options.schema) await createMembershipSchema(running.dsn)
  return {
    dsn: running.dsn,
    superuserDsn: running.superuserDsn,
    port: running.port,
    logFile: running.logFile,
    async crash(signal) {
      process.kill(running.pid, signal)
      crashed = true
      await running.ended
    },
    async resume() {
      running = await resumed(launch)
      crashed = false
    },
    async stop() {
      process.removeListener('exit', endWithProcess)
      await running.stop()
      await removeCluster(folder)
    },
  }
}

/** After a SIGKILL the server's children need a moment to notice; until then a new one refuses the shared memory. */
async function resumed(launch: () => Promise<RunningPostgres>): Promise<RunningPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch()
    } catch (error) {
      if (attempt === 10) throw error
      await delay(200)
    }
  }
}
