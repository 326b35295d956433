import {DSN_KEYWORDS, type DsnKeyword, type DsnParameters} from './parse-dsn.js'

/**
 * The variables that psql reads (PostgreSQL manual, "Environment Variables"), by keyword. `sslpassword` has none: a
 * password of a key in the environment was never wanted.
 */
export const VARIABLES: Record<Exclude<DsnKeyword, 'sslpassword'>, string> = {
  service: 'PGSERVICE',
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  passfile: 'PGPASSFILE',
  dbname: 'PGDATABASE',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcrl: 'PGSSLCRL',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  options: 'PGOPTIONS',
}

/** Whether psql's variables say which database is meant, so that no connection string is needed. */
export function namesDatabase(env: NodeJS.ProcessEnv): boolean {
  return ['PGHOST', 'PGHOSTADDR', 'PGPORT', 'PGUSER', 'PGDATABASE', 'PGSERVICE'].some((name) => Boolean(env[name]))
}

/** What psql's variables say; an empty one says nothing. */
export function parametersOf(env: NodeJS.ProcessEnv): DsnParameters {
  return Object.fromEntries(
    DSN_KEYWORDS.flatMap((keyword) => {
      const value = keyword === 'sslpassword' ? undefined : env[VARIABLES[keyword]]
      return value ? [[keyword, value]] : []
    }),
  )
}
