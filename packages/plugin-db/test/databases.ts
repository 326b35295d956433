import {startPostgres, temporaryFolder, type TestPostgres, type TestPostgresOptions} from '@cloudprem/testing'
import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import pg from 'pg'

const TLS_FIXTURES = fileURLToPath(new URL('fixtures/tls', import.meta.url))

/** A database of its own for one test. */
export interface TestDatabase {
  name: string
  dsn: string
  /** The DSN in a file, as a flag's value: `@/tmp/…`. */
  dsnFile: string
  /** Runs SQL as the owner of the database, with a new connection. */
  sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
  /** A connection that the test itself must end. */
  client: () => Promise<pg.Client>
}

export interface TestDatabases {
  /** A new database in which `statements` have been run. */
  create: (...statements: string[]) => Promise<TestDatabase>
  /** As the superuser of the whole server. */
  admin: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
  /** Turns TLS on, with a certificate for `localhost`; returns the file of the authority that it is of. */
  serveTls: () => Promise<string>
  readonly postgres: TestPostgres
}

/** A real PostgreSQL for the tests of one `describe`. */
export function useDatabases(options: TestPostgresOptions = {}): TestDatabases {
  let running: TestPostgres | undefined
  let count = 0
  before(async function () {
    this.timeout(60_000)
    running = await startPostgres(options)
  })
  after(() => running?.stop())

  const postgres = () => {
    if (!running) throw new Error('only inside of a test')
    return running
  }
  const admin = (text: string, values?: unknown[]) => once(postgres().superuserDsn, text, values)
  return {
    get postgres() {
      return postgres()
    },
    admin,
    async serveTls() {
      // The server writes its own files, so that they are its user's, whoever that is; a key must be.
      for (const file of ['server.crt', 'server.key']) {
        const lines = readFileSync(path.join(TLS_FIXTURES, file), 'utf8').trim().split('\n')
        const values = lines.map((line) => `('${line}')`).join(',')
        await admin(`copy (values ${values}) to program 'umask 077; cat > ${file}'`)
      }
      await admin('alter system set ssl = on')
      await admin('select pg_reload_conf()')
      const url = new URL(postgres().superuserDsn)
      url.search = 'sslmode=no-verify'
      await eventually(() => once(url.toString(), 'select 1').catch(() => undefined))
      return path.join(TLS_FIXTURES, 'ca.crt')
    },
    async create(...statements) {
      const name = `test_${(count += 1)}`
      await admin(`create database ${name} owner formance`)
      const dsn = withDatabase(postgres().dsn, name)
      const dsnFile = path.join(temporaryFolder(), 'dsn')
      writeFileSync(dsnFile, `${dsn}\n`)
      for (const statement of statements) await once(dsn, statement)
      return {name, dsn, dsnFile: `@${dsnFile}`, sql: (text, values) => once(dsn, text, values), client: () => open(dsn)}
    },
  }
}

export function withDatabase(dsn: string, name: string): string {
  const url = new URL(dsn)
  url.pathname = `/${name}`
  return url.toString()
}

/** The value of `look` as soon as it is not undefined or false. */
export async function eventually<Value>(look: () => Promise<Value | undefined | false>, timeoutMs = 10_000): Promise<Value> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const value = await look()
    if (value !== undefined && value !== false) return value
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function open(dsn: string): Promise<pg.Client> {
  const client = new pg.Client({connectionString: dsn})
  await client.connect()
  return client
}

async function once(dsn: string, text: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  const client = await open(dsn)
  try {
    const {rows} = await client.query<Record<string, unknown>>(text, values)
    return rows ?? []
  } finally {
    await client.end()
  }
}
