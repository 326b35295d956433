import {GUIDE_EXAMPLE_SECRETS, INSECURE_DATABASE_PASSWORD, secretProblem} from '@cloudprem/chart'
import {CloudpremError, isCloudpremError, registerSecret} from '@cloudprem/core'

/** A PostgreSQL of one's own, in the pieces that the chart wants it in. */
export interface ExternalDatabase {
  host: string
  port: number
  username: string
  /** Decoded; undefined when it is kept in a Secret. */
  password?: string
  database: string
  /** Query of the URI for the programs: `sslmode=require`. */
  additionalArgs: string
  /** The same mode for Dex, which does not read `additionalArgs`. */
  sslMode: string
}

/** What both Dex's driver (lib/pq) and the programs understand. */
const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full']

/**
 * Takes `postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=require` apart, percent-encoding decoded. The chart puts the
 * pieces raw into URIs and YAML, so that some databases cannot be carried; those are refused rather than broken later.
 *
 * @param passwordElsewhere the URL has no password, since it is in a Secret
 * @throws CloudpremError `USAGE` (exit 2); no message holds the password
 */
export function parseDatabaseUrl(text: string, passwordElsewhere = false): ExternalDatabase {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    throw refused('is no URL of the form postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=require')
  }
  const [username, password] = [decode(url.username, 'user'), decode(url.password, 'password')]
  const database = decode(url.pathname.slice(1), 'database')
  if (password !== '') registerSecret(password)
  if (url.hostname === '') throw refused('has no host; sockets cannot be reached from a cluster')
  if (url.hostname.startsWith('[') || url.hostname.includes(',')) throw refused('must have one host, by name or IPv4 address')
  checkWord('user', username)
  checkWord('database', database)
  if (!passwordElsewhere) checkPassword(password)
  else if (password !== '') throw refused('has a password, and another flag says that it is in a Secret', 'leave one of them out')

  const sslMode = url.searchParams.get('sslmode') ?? 'require'
  if (!SSL_MODES.includes(sslMode)) {
    throw refused(`has sslmode ${sslMode}, which Dex does not understand`, `sslmode is one of ${SSL_MODES.join(', ')}`)
  }
  const file = ['sslrootcert', 'sslcert', 'sslkey'].find((name) => url.searchParams.has(name))
  if (file !== undefined) {
    throw refused(`has ${file}, a file that would have to be mounted into every pod`, 'leave it out, and mount the file by hand')
  }
  url.searchParams.set('sslmode', sslMode)
  const port = url.port === '' ? 5432 : Number(url.port)
  const additionalArgs = url.searchParams.toString()
  return {host: url.hostname, port, username, ...(password !== '' && {password}), database, additionalArgs, sslMode}
}

/** What is wrong with a URL that was typed, as words about it; undefined when it can be carried. */
export function databaseUrlProblem(text: string): string | undefined {
  try {
    parseDatabaseUrl(text)
    return undefined
  } catch (error) {
    if (!isCloudpremError(error)) throw error
    return error.message.replace('--postgres-url', 'it')
  }
}

function decode(text: string, part: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw refused(`has a ${part} with a broken percent-encoding`)
  }
}

function checkWord(part: string, value: string): void {
  if (value === '') throw refused(`has no ${part}`)
  const problem = secretProblem(value)
  if (problem !== undefined) throw refused(`has a ${part} that the chart cannot carry: it ${problem}`)
}

function checkPassword(password: string): void {
  if (password === '') throw refused('has no password')
  if (password === INSECURE_DATABASE_PASSWORD || GUIDE_EXAMPLE_SECRETS.includes(password)) {
    throw refused("has the chart's own published password", 'give the database user another password')
  }
  const problem = secretProblem(password)
  if (problem !== undefined) {
    throw refused(
      `has a password that the chart cannot carry: it ${problem}`,
      'give the database user a password of letters and digits',
    )
  }
}

function refused(why: string, hint?: string): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: `--postgres-url ${why}`,
    hint: hint ?? '--postgres-url @FILE with postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=require in it',
  })
}
