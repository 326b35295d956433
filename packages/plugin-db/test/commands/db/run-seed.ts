import {runCli, temporaryFolder, type CliOptions, type CliResult} from '@cloudprem/testing'
import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {eventually, type TestDatabase} from '../../databases.js'

export const BASE_URL = 'https://formance.example'

/** What `rowsOf` gives of a database into which nothing was seeded. */
export const NO_ROWS = {regions: [], stacks: []}

/** `cloudprem db seed` on this database, as a user who has no profile yet unless `home` is given. */
export function seed(database: TestDatabase, args: string[] = [], options: Partial<CliOptions> = {}): Promise<CliResult> {
  return runCli(['db', 'seed', '--base-url', BASE_URL, '--dsn', database.dsnFile, ...args], {
    home: temporaryFolder(),
    ...options,
  })
}

export async function rowsOf(database: TestDatabase) {
  return {
    regions: await database.sql('select * from membership.regions order by id'),
    stacks: await database.sql('select * from membership.stacks order by id, organization_id'),
  }
}

/** Everything in the profiles of this home. */
export function readProfiles(home: string): string {
  const file = path.join(home, '.config/cloudprem/profiles.json')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** The message without line breaks, which depend on the terminal. */
export function unwrapped({stderr}: CliResult): string {
  return stderr.replace(/\s+/g, ' ')
}

/** Returns when a running cloudprem has sent `query`, a pattern of SQL `like`, to this database as its last. */
export async function untilSent(database: TestDatabase, query = '%'): Promise<void> {
  await eventually(async () => {
    const sessions = await database.sql(
      `select 1 from pg_stat_activity
       where datname = current_database() and application_name = 'cloudprem' and query like $1`,
      [query],
    )
    return sessions.length > 0
  })
}
