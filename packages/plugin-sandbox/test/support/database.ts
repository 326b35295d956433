import {randomBytes} from 'node:crypto'
import {temporaryFolder} from '@cloudprem/testing'
import {createDatabase} from '../../src/postgres/database.js'
import {startPostgres, type RunningPostgres} from '../../src/postgres/index.js'

let server: Promise<RunningPostgres> | undefined

/** The DSN of a new, empty database, on one PostgreSQL that all tests of this process share. */
export async function newDatabase(): Promise<string> {
  server ??= startPostgres({folder: temporaryFolder(), durable: false})
  const {superuserDsn, port} = await server
  const name = `test_${randomBytes(5).toString('hex')}`
  await createDatabase(superuserDsn, name, name)
  return `postgresql://${name}:${name}@127.0.0.1:${port}/${name}?sslmode=disable`
}

/** A pool says that it has ended before its sockets are closed, so that the end of PostgreSQL may still reach them. */
export function ignoreBrokenIdle(): void {}

after(async () => (await server)?.stop())
