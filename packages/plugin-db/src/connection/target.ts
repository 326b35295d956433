import {CloudpremError} from '@cloudprem/core'
import type {DsnKeyword, DsnParameters} from './parse-dsn.js'
import {VARIABLES} from './variables.js'

/** How libpq protects a connection (PostgreSQL manual, "SSL Mode Descriptions"). */
export const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const
export type SslMode = (typeof SSL_MODES)[number]

/** Where to connect and how, with every default filled in. */
export interface DatabaseTarget {
  /** Name, address, or the folder of a Unix socket; the name that a certificate must be for. */
  host: string
  /** Where to connect in place of `host`, which is then not looked up. */
  address?: string | undefined
  port: number
  user: string
  database: string
  password?: string | undefined
  /** psql's password file; undefined: the usual one. */
  passwordFile?: string | undefined
  sslMode: SslMode
  /** Path of a PEM file, or `system` for the roots that this system trusts. */
  rootCertificate?: string | undefined
  revocationList?: string | undefined
  certificate?: string | undefined
  key?: string | undefined
  keyPassword?: string | undefined
  connectTimeoutMs: number
  options?: string | undefined
}

const DEFAULT_CONNECT_TIMEOUT_SECONDS = 10

/**
 * Fills in what the parameters leave open: localhost, 5432, the user of this machine, the database of the user's name, and
 * sslmode `prefer`, or `verify-full` with the system's roots.
 *
 * @throws CloudpremError `USAGE` (exit 2) for a value that PostgreSQL would not take
 */
export function resolveTarget(given: DsnParameters, env: NodeJS.ProcessEnv): DatabaseTarget {
  const host = given.host ?? given.hostaddr ?? 'localhost'
  for (const each of [host, given.port ?? '']) {
    if (each.includes(',')) throw invalid(each === host ? 'host' : 'port', each, 'one, not several')
  }
  const user = given.user ?? env['USER'] ?? env['USERNAME'] ?? 'postgres'
  const fromSystem = given.sslrootcert === 'system'
  const mode = sslMode(given.sslmode ?? (fromSystem ? 'verify-full' : 'prefer'))
  if (fromSystem && mode !== 'verify-full') {
    throw new CloudpremError({
      code: 'USAGE',
      message: `sslrootcert=system does not go with sslmode=${mode}`,
      reason: 'Everyone can have a certificate of those authorities: only verify-full looks for whom it is.',
      hint: 'sslmode=verify-full, or a file of your own authority as sslrootcert',
    })
  }
  return {
    host,
    address: given.host === undefined ? undefined : given.hostaddr,
    port: wholeNumber('port', given.port ?? '5432', 1, 65_535),
    user,
    database: given.dbname ?? user,
    password: given.password,
    passwordFile: given.passfile,
    sslMode: mode,
    rootCertificate: given.sslrootcert,
    revocationList: given.sslcrl,
    certificate: given.sslcert,
    key: given.sslkey,
    keyPassword: given.sslpassword,
    connectTimeoutMs: connectTimeoutSeconds(given.connect_timeout) * 1000,
    options: given.options,
  }
}

/** How the database is named to people: `formance on db.example:5432`. */
export function describeTarget(target: DatabaseTarget): string {
  return `${target.database} on ${hostAndPort(target)}`
}

export function hostAndPort({host, address, port}: DatabaseTarget): string {
  const name = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  return address === undefined ? name : `${name} (at ${address})`
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

function wholeNumber(keyword: CheckedKeyword, text: string, least: number, most: number): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < least || number > most) {
    throw invalid(keyword, text, `a whole number from ${least} to ${most}`)
  }
  return number
}

type CheckedKeyword = Extract<DsnKeyword, 'host' | 'port' | 'sslmode' | 'connect_timeout'>

function invalid(keyword: CheckedKeyword, value: string, wanted: string): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: `"${value}" is no ${keyword} of a connection`,
    reason: `The ${keyword} of --dsn (or of ${VARIABLES[keyword]}) must be ${wanted}.`,
  })
}
