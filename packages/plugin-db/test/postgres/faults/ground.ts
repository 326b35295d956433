import {runCli, temporaryFolder, type CliResult} from '@cloudprem/testing'
import type {TestDatabase} from '../../databases.js'
import {eventually} from '../../databases.js'
import {startByteProxy, type ByteProxy} from '../support/byte-proxy.js'
import {roleDsnFile} from '../support/role.js'
import {seedArguments, type Asked} from './asked.js'

/** Where one fault after the other happens: a database after the first login, and a proxy before its server. */
export interface Ground {
  database: TestDatabase
  proxy: ByteProxy
  /** The same, with a seed that is asked for so. */
  asking: (asked: Asked) => Ground
  asked: Asked
  /** Runs a seed, through the proxy unless `direct`. */
  seed: (options: SeedOptions) => Promise<CliResult>
  /** Bytes that a whole seed moves through the proxy; measured once. Leaves the database empty. */
  wholeBytes: (sslmode: SslMode) => Promise<number>
}

export type SslMode = 'disable' | 'require'

export interface SeedOptions {
  sslmode: SslMode
  direct?: boolean
  started?: (child: Child) => void
}

export interface Child {
  pid: number
  kill: (signal: NodeJS.Signals) => void
}

/** Makes a ground of a database after the first login. */
export async function prepareGround(database: TestDatabase, serverPort: number): Promise<Ground> {
  const proxy = await startByteProxy(serverPort)
  // One user for all runs: what a killed one leaves in its home is what the next one finds.
  const home = temporaryFolder()
  const ways = (['disable', 'require'] as const).map((sslmode) => ({
    sslmode,
    proxied: roleDsnFile(database, {port: proxy.port, sslmode}),
    direct: roleDsnFile(database, {sslmode}),
  }))
  const words = seedArguments()
  const measured = new Map<string, number>()
  const asking = (asked: Asked): Ground => {
    const seed = ({sslmode, direct, started}: SeedOptions) => {
      const way = ways.find((each) => each.sslmode === sslmode) ?? ways[0]
      const dsn = direct ? way?.direct : way?.proxied
      return runCli(['db', 'seed', ...words[asked], '--dsn', dsn ?? ''], {home, ...(started && {started})})
    }
    const wholeBytes = async (sslmode: SslMode) => {
      const known = measured.get(asked + sslmode)
      if (known !== undefined) return known
      proxy.disarm()
      const {exitCode, stderr} = await seed({sslmode})
      if (exitCode !== 0) throw new Error(`a seed without a fault ended with ${exitCode}: ${stderr}`)
      await empty(database)
      measured.set(asked + sslmode, proxy.passed())
      return proxy.passed()
    }
    return {database, proxy, asking, asked, seed, wholeBytes}
  }
  return asking('flags')
}

/** Takes every region and stack away. */
export async function empty(database: TestDatabase): Promise<void> {
  await database.sql('truncate membership.regions, membership.stacks')
}

/** Returns when the server has ended every session of a cloudprem in this database: what it does after that is final. */
export async function untilSettled(database: TestDatabase): Promise<void> {
  await eventually(async () => {
    const sessions = await database.sql(
      `select 1 from pg_stat_activity where datname = current_database() and application_name = 'cloudprem'`,
    )
    return sessions.length === 0
  }, 45_000)
}
