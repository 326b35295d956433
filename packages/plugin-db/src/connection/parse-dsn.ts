import {CloudpremError} from '@cloudprem/core'
import {parseKeywords} from './parse-keywords.js'

/** Connection parameters by libpq's own keywords (PostgreSQL manual, "Parameter Key Words"). All as text. */
export type DsnParameters = Partial<Record<DsnKeyword, string>>

export const DSN_KEYWORDS = [
  'service',
  'host',
  'hostaddr',
  'port',
  'user',
  'password',
  'passfile',
  'dbname',
  'sslmode',
  'sslrootcert',
  'sslcrl',
  'sslcert',
  'sslkey',
  'sslpassword',
  'connect_timeout',
  'options',
] as const

export type DsnKeyword = (typeof DSN_KEYWORDS)[number]

/**
 * Reads a connection string in either of libpq's forms: `postgresql://user:password@host:port/database?sslmode=…` or
 * `host=… dbname=…`. Parameters that cloudprem has no use for are dropped.
 *
 * @throws CloudpremError `USAGE` (exit 2); the string itself is in no message, since it holds a password
 */
export function parseDsn(dsn: string): DsnParameters {
  const text = dsn.trim()
  if (/^postgres(ql)?:\/\//i.test(text)) return parseUrl(text)
  if (/^\w+\s*=/.test(text)) return onlyKnown(parseKeywords(text))
  throw new CloudpremError({
    code: 'USAGE',
    message: 'The connection string of --dsn has neither of the forms that PostgreSQL knows',
    reason: 'It is not shown, since a password may be in it.',
    hint: [
      'postgresql://USER:PASSWORD@HOST:5432/DATABASE?sslmode=require',
      'host=HOST user=USER password=PASSWORD dbname=DATABASE',
    ],
  })
}

function parseUrl(text: string): DsnParameters {
  const url = toUrl(text)
  // A reserved character in the password ends the address early; what is left would name a wrong host or database.
  if (url.hash !== '' || (url.username === '' && url.password === '' && text.includes('@'))) throw unreadable()
  const {ssl, ...query} = Object.fromEntries(url.searchParams)
  return onlyKnown({
    host: decode(url.hostname.replace(/^\[(.+)\]$/, '$1')),
    port: url.port,
    user: decode(url.username),
    password: decode(url.password),
    dbname: decode(url.pathname.slice(1)),
    // JDBC's and node-postgres' way to say it
    ...(ssl === 'true' && {sslmode: 'require'}),
    ...query,
  })
}

function toUrl(text: string): URL {
  try {
    return new URL(text)
  } catch {
    throw unreadable()
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw unreadable()
  }
}

function unreadable(): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: 'The connection string of --dsn cannot be read as a URL with one host',
    reason:
      'In a password the characters @ : / ? # [ ] % must be percent-encoded (@ is %40). ' +
      'The string is not shown, since a password may be in it.',
    hint: 'postgresql://USER:PASSWORD@HOST:5432/DATABASE?sslmode=require',
  })
}

export function onlyKnown(parameters: Record<string, string | undefined>): DsnParameters {
  return Object.fromEntries(
    DSN_KEYWORDS.flatMap((keyword) => {
      const value = parameters[keyword]
      return value === undefined || value === '' ? [] : [[keyword, value]]
    }),
  )
}
