import {openDatabase, type Database} from '../../src/membership/database.js'
import {startMembership, type MembershipOptions} from '../../src/server/membership-server.js'
import {newDatabase} from './database.js'
import {judgeAnswersOf, type PublishedApi} from './openapi.js'

export interface TestMembership {
  /** The issuer, `http://127.0.0.1:PORT/api`. */
  uri: string
  port: number
  database: Database
  dsn: string
  /** What judges every answer that `request` gets from it. */
  published: PublishedApi
  /** Everything the server has logged. */
  log: string[]
  stop: () => Promise<void>
}

/** The stand-in for Membership, in this process, on a database of its own (or on `dsn`). */
export async function startTestMembership(
  options: Partial<MembershipOptions> & {api: 2 | 3; dsn?: string},
): Promise<TestMembership> {
  const {dsn = await newDatabase(), ...rest} = options
  const log: string[] = []
  const database = await openDatabase(dsn, (error) => log.push(error.message))
  const membership = await startMembership({
    port: 0,
    intervalSeconds: 1,
    codeSeconds: 600,
    tokenSeconds: 300,
    ...rest,
    database,
    log: (text) => log.push(text),
  })
  const published = judgeAnswersOf(membership.uri, rest.api)
  return {
    uri: membership.uri,
    port: membership.port,
    database,
    dsn,
    published,
    log,
    stop: async () => {
      await membership.stop()
      await database.close()
    },
  }
}
