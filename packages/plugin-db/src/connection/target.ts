import {CloudpremError} from '@cloudprem/core'
import {DSN_KEYWORDS, type DsnKeyword, type DsnParameters} from './parse-dsn.js'

/** How libpq protects a connection (PostgreSQL manual, "SSL Mode Descriptions"). */
export const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const
export type SslMode = (typeof SSL_MODES)[number]

/** Where to connect and how, with every default filled in. */
export interface DatabaseTarget {
  /** Name, address, or the folder of a Unix socket. */
  host: string
  port: number
  user: string
  database: string
  password?: string
  sslMode: SslMode
  /** Path of a PEM file, or `system` for the roots that Node brings. */
  rootCertificate?: string
  certificate?: string
  key?: string
  connectTimeoutMs: number
  options?: string
}

const DEFAULT_CONNECT_TIMEOUT_SECONDS = 10

/** The variables that psql reads (PostgreSQL manual, "Environment Variables"), by keyword. */
const VARIABLES: Record<Exclude<DsnKeyword, 'application_name'>, string> = {
  host: 'PGHOST',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  dbname: 'PGDATABASE',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  options: 'PGOPTIONS',
}

/** Whether psql's variables say which database is meant, so that no connection string is needed. */
export function namesDatabase(env: NodeJS.ProcessEnv): boolean {
  return [env['PGHOST'], env['PGPORT'], env['PGUSER'], env['PGDATABASE'], env['PGSERVICE']].some(Boolean)
}

/**
 * Fills in what the connection string leaves open, first from psql's variables, then with the defaults: localhost, 5432,
 * the user of this machine, the database of the user's name, and sslmode `prefer`.
 *
 * @throws CloudpremError `USAGE` (exit 2) for a value that PostgreSQL would not take
 */
export function resolveTarget(dsn: DsnParameters, env: NodeJS.ProcessEnv): DatabaseTarget {
  const given: DsnParameters = {...fromEnvironment(env), ...dsn}
  if (env['PGSERVICE'] && given.host === undefined) {
    throw new CloudpremError({
      code: 'USAGE',
      message: `cloudprem does not read connection services, and PGSERVICE is "${env['PGSERVICE']}"`,
      hint: 'PGHOST, PGPORT, PGUSER and PGDATABASE, or --dsn @FILE',
    })
  }
  const host = given.host ?? 'localhost'
  if (host.includes(',')) throw invalid('host', host, 'one host, not several')
  const user = given.user ?? env['USER'] ?? env['USERNAME'] ?? 'postgres'
  return {
    host,
    port: wholeNumber('port', given.port ?? '5432', 1, 65_535),
    user,
    database: given.dbname ?? user,
    password: given.password,
    sslMode: sslMode(given.sslmode ?? 'prefer'),
    rootCertificate: given.sslrootcert,
    certificate: given.sslcert,
    key: given.sslkey,
    connectTimeoutMs: connectTimeoutSeconds(given.connect_timeout) * 1000,
    options: given.options,
  }
}

/** How the database is named to people: `formance on db.example:5432`. */
export function describeTarget(target: DatabaseTarget): string {
  return `${target.database} on ${hostAndPort(target)}`
}

export function hostAndPort({host, port}: DatabaseTarget): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

function fromEnvironment(env: NodeJS.ProcessEnv): DsnParameters {
  return Object.fromEntries(
    DSN_KEYWORDS.flatMap((keyword) => {
      const value = keyword === 'application_name' ? undefined : env[VARIABLES[keyword]]
      return value ? [[keyword, value]] : []
    }),
  )
}

function sslMode(text: string): SslMode {
  const mode = SSL_MODES.find((each) => each === text)
  if (!mode) throw invalid('sslmode', text, `one of ${SSL_MODES.join(', ')}`)
  return mode
}

/** 0 and negative mean to wait for ever in libpq; nobody who runs a command wants that. */
function connectTimeoutSeconds(text: string | undefined): number {
  if (text === undefined) return DEFAULT_CONNECT_TIMEOUT_SECONDS
  return Number(text) <= 0 ? DEFAULT_CONNECT_TIMEOUT_SECONDS : wholeNumber('connect_timeout', text, 1, 3600)
}

function wholeNumber(keyword: DsnKeyword, text: string, least: number, most: number): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < least || number > most) {
    throw invalid(keyword, text, `a whole number from ${least} to ${most}`)
  }
  return number
}

function invalid(keyword: DsnKeyword, value: string, wanted: string): CloudpremError {
  const variable = keyword === 'application_name' ? '' : ` (or of ${VARIABLES[keyword]})`
  return new CloudpremError({
    code: 'USAGE',
    message: `"${value}" is no ${keyword} of a connection`,
    reason: `The ${keyword} of --dsn${variable} must be ${wanted}.`,
  })
}
