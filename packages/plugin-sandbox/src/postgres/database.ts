/** Whether PostgreSQL answers a query at `dsn`. */
export async function canConnect(dsn: string): Promise<boolean> {
  const {default: pg} = await import('pg')
  const client = new pg.Client({connectionString: dsn, ssl: false, connectionTimeoutMillis: 2000})
  client.on('error', () => undefined) // an answer in itself
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    // Not listening yet, or still starting up: the caller asks again until its deadline.
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Makes a role that may log in and a database of the same name that it owns, as the chart's PostgreSQL has them. */
export async function createDatabase(superuserDsn: string, name: string, password: string): Promise<void> {
  const {default: pg} = await import('pg')
  const client = new pg.Client({connectionString: superuserDsn, ssl: false})
  await client.connect()
  try {
    // Statements like these take no parameters; the client escapes instead.
    const role = client.escapeIdentifier(name)
    await client.query(`create role ${role} login password ${client.escapeLiteral(password)}`)
    await client.query(`create database ${role} owner ${role}`)
  } finally {
    await client.end()
  }
}
