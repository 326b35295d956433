import {createMembershipSchema} from '@cloudprem/plugin-sandbox/schema'
import {removeCluster, startPostgres as launchPostgres} from '@cloudprem/plugin-sandbox/postgres'
import {temporaryFolder} from './temporary-folder.js'

export interface TestPostgres {
  /** As `formance`, owner of the database `formance`. */
  dsn: string
  superuserDsn: string
  port: number
  stop: () => Promise<void>
}

/**
 * A real PostgreSQL with a fresh, empty cluster, on 127.0.0.1; call `stop` in `after`.
 *
 * @param options.schema true: with the tables of Membership, without rows in them
 */
export async function startPostgres(options: {schema?: boolean} = {}): Promise<TestPostgres> {
  const folder = temporaryFolder()
  const {dsn, superuserDsn, port, pid, stop} = await launchPostgres({folder, durable: false})
  // A test process that ends without its `after` takes PostgreSQL with it: SIGQUIT is its immediate shutdown.
  const endWithProcess = () => process.kill(pid, 'SIGQUIT')
  process.once('exit', endWithProcess)
  if (options.schema) await createMembershipSchema(dsn)
  return {
    dsn,
    superuserDsn,
    port,
    stop: async () => {
      process.removeListener('exit', endWithProcess)
      await stop()
      await removeCluster(folder)
    },
  }
}
