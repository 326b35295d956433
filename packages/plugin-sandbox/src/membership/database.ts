import type {Pool, PoolClient} from 'pg'

/** Membership's database, as everything here reads and writes it: at each request, since `db seed` writes past us. */
export class Database {
  constructor(private readonly pool: Pool) {}

  async rows<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(sql, values)).rows as Row[]
  }

  async row<Row>(sql: string, values: unknown[] = []): Promise<Row | undefined> {
    return (await this.rows<Row>(sql, values))[0]
  }

  /** Number of rows that a statement changed. */
  async change(sql: string, values: unknown[] = []): Promise<number> {
    return (await this.pool.query(sql, values)).rowCount ?? 0
  }

  /** Runs `work` in one transaction that nobody else's work runs beside. */
  async exclusively<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    try {
      await client.query('begin')
      await client.query(`select pg_advisory_xact_lock(hashtext('cloudprem sandbox'))`)
      const result = await work(client)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }

  async close(): Promise<void> {
    await this.pool.end()
  }
}

/** Opens a pool on `dsn` and makes what is missing of Membership's schema. */
export async function openDatabase(dsn: string, onError: (error: Error) => void): Promise<Database> {
  const [{default: pg}, {createSchema}] = await Promise.all([import('pg'), import('./schema.js')])
  const pool = new pg.Pool({connectionString: dsn, ssl: false, max: 10})
  pool.on('error', onError) // an idle connection broke; the next query opens another
  const client = await pool.connect()
  try {
    await createSchema(client)
  } finally {
    client.release()
  }
  return new Database(pool)
}
