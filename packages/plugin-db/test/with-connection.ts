import type {DatabaseConnection} from '../src/connection/connect.js'
import {chooseDatabase, withDatabase} from '../src/connection/open-database.js'

/** A connection as the commands have it, for tests of what they do with one; the environment counts for nothing. */
export async function withConnection<Value>(
  dsn: string,
  use: (connection: DatabaseConnection) => Promise<Value>,
  signal: AbortSignal = new AbortController().signal,
): Promise<Value> {
  const choice = chooseDatabase({dsn}, {})
  if (!choice) throw new Error('a connection string names a database')
  return withDatabase(choice, {insecureTls: false, signal, env: {}, opened: () => undefined}, use)
}
