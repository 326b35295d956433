import {CloudpremError} from '@cloudprem/core'
import {describeTarget, hostAndPort, type DatabaseTarget} from './target.js'

/** What is read of an error of pg, of a socket or of TLS; every part may be missing. */
interface Failure {
  message: string
  /** SQLSTATE (five characters), or the code of Node: `ECONNREFUSED`, `CERT_HAS_EXPIRED` … */
  code?: string
  detail?: string
  column?: string
  constraint?: string
}

/** Whether libpq, in mode `prefer` or `allow`, would go on with its second way after this error. */
export function isWorthPlainAttempt(error: unknown): boolean {
  const {code, message} = failureOf(error)
  const refusedByRule = code === '28000'
  return refusedByRule || isTlsFailure(code, message)
}

/** Whether it was the connection that ended, and not the server that refused. */
export function isConnectionLost(error: unknown): boolean {
  const {code, message} = failureOf(error)
  if (isSqlState(code)) return ['57P01', '57P02', '08006', '08003'].includes(code ?? '')
  return ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code ?? '') || CONNECTION_ENDED.test(message)
}

/** As pg says it, and a route that breaks off. */
const CONNECTION_ENDED = /Connection terminated|connection was closed|not queryable|broke off/i

/** The error for a connection that did not come about: `DATABASE_UNREACHABLE` (exit 5) with host, port and reason. */
export function connectError(error: unknown, target: DatabaseTarget, signal: AbortSignal): CloudpremError {
  if (signal.aborted) return interrupted(error)
  const failure = failureOf(error)
  const {why, hint} = explain(failure, target)
  return new CloudpremError({
    code: 'DATABASE_UNREACHABLE',
    message: `No connection to the database ${describeTarget(target)}: ${why}`,
    ...(hint !== undefined && {hint}),
    details: {host: target.host, port: target.port, database: target.database, user: target.user, cause: failure.code},
    cause: error,
  })
}

/**
 * The error for a statement that failed: `DATABASE_FAILED` (exit 5), or `DATABASE_CONFLICT` (exit 4) for a unique
 * constraint; and nothing in it that could be a row's secret.
 */
export function queryError(error: unknown, target: DatabaseTarget, signal: AbortSignal): CloudpremError {
  if (signal.aborted) return interrupted(error)
  const failure = failureOf(error)
  // This detail quotes the whole row, client secret included.
  const detail = failure.detail?.startsWith('Failing row contains') ? undefined : failure.detail
  const lockTimeout = failure.code === '55P03'
  return new CloudpremError({
    // A row that the plan could not know of, such as one that a constraint of a newer Membership forbids.
    code: failure.code === '23505' ? 'DATABASE_CONFLICT' : 'DATABASE_FAILED',
    message: `The database ${describeTarget(target)} refused: ${failure.message}`,
    reason: [detail, lockTimeout && 'Another connection has held a lock on these tables for too long.', 'Nothing was changed.']
      .filter(Boolean)
      .join('\n'),
    hint: 'cloudprem db check',
    details: {
      sqlstate: failure.code,
      column: failure.column,
      constraint: failure.constraint,
      ...(isConnectionLost(error) && {connectionLost: true}),
    },
    cause: error,
  })
}

/** The error for a commit that failed; without an answer of the server nobody knows whether it was carried out. */
export function commitError(error: unknown, target: DatabaseTarget): CloudpremError {
  if (isSqlState(failureOf(error).code)) return queryError(error, target, new AbortController().signal)
  return new CloudpremError({
    code: 'DATABASE_FAILED',
    message: `The connection to the database ${describeTarget(target)} was lost during the commit`,
    reason: 'Either all rows are there now or none; a second run finds out and adds what is missing.',
    hint: 'the same command again',
    cause: error,
  })
}

function isSqlState(code: string | undefined): boolean {
  return code !== undefined && /^(?=.*\d)[0-9A-Z]{5}$/.test(code)
}

function interrupted(cause: unknown): CloudpremError {
  return new CloudpremError({code: 'INTERRUPTED', message: 'Interrupted; nothing was changed in the database', cause})
}

function explain({code, message}: Failure, target: DatabaseTarget): {why: string; hint?: string | string[]} {
  switch (code) {
    case 'ECONNREFUSED':
      return {
        why: 'the connection was refused, nobody listens there',
        hint: [
          'kubectl port-forward --namespace formance-system svc/cloudprem-postgresql 5432',
          'and a --dsn that points at the forwarded port',
        ],
      }
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {why: `the name ${target.host} is not known here (${code})`}
    case 'ENOENT':
    case 'EACCES':
      return {why: `there is no usable socket in ${target.host} (${code})`}
    case '28P01':
      return {why: `the password for user "${target.user}" was not accepted`, hint: 'a --dsn with the right password'}
    case '28000':
      return {why: `the server does not let this connection in: ${message}`}
    case '3D000':
      return {why: 'there is no database of this name on the server'}
    case '57P03':
      return {why: `the server is not ready yet: ${message}`, hint: 'the same command again in a moment'}
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {why: `TLS: the server's certificate is for another name than ${target.host}`, hint: tlsHints(target, code)}
  }
  if (isTlsFailure(code, message)) return {why: `TLS: ${message}${code ? ` (${code})` : ''}`, hint: tlsHints(target, code)}
  if (code === 'ETIMEDOUT' || /timeout/i.test(message)) {
    return {why: `no answer within ${target.connectTimeoutMs / 1000} s`, hint: '--dsn "…connect_timeout=SECONDS" to wait longer'}
  }
  if (/client password must be a/.test(message)) {
    return {
      why: `the server wants a password for user "${target.user}", and none was given`,
      hint: ['a --dsn with a password', 'PGPASSWORD, or a line in ~/.pgpass (mode 0600)'],
    }
  }
  if (code === 'ECONNRESET' || /terminated unexpectedly|establishing an SSL/.test(message)) {
    return {why: `${hostAndPort(target)} ended the conversation; is it PostgreSQL? (${message})`}
  }
  return {why: code ? `${message} (${code})` : message}
}

function tlsHints(target: DatabaseTarget, code: string | undefined): string[] {
  const otherName = code === 'ERR_TLS_CERT_ALTNAME_INVALID'
  return [
    ...(otherName
      ? [`--dsn "…host=NAME&hostaddr=${target.host}" with the name in the certificate`]
      : /CERT|SIGN|ISSUER/.test(code ?? '')
        ? ['--dsn "…sslrootcert=FILE" with the authority of the certificate']
        : []),
    ...(/CERT|SIGN|ISSUER/.test(code ?? '') ? [] : ['--dsn "…sslmode=disable" when there is no TLS on purpose']),
    '--insecure-tls to keep the encryption and verify nothing',
  ]
}

/** Node gives certificate errors OpenSSL's names, protocol errors `ERR_SSL_…`; pg's own refusals have only a text. */
function isTlsFailure(code: string | undefined, message: string): boolean {
  return (
    /does not support SSL/.test(message) || /^(ERR_SSL_|ERR_TLS_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/.test(code ?? '')
  )
}

function failureOf(error: unknown): Failure {
  // A name with several addresses fails with one error for each of them.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  if (!(first instanceof Error)) return {message: String(first)}
  const text = (key: string): string | undefined => {
    const value = Object.getOwnPropertyDescriptor(first, key)?.value as unknown
    return typeof value === 'string' ? value : undefined
  }
  return {
    message: first.message,
    code: text('code'),
    detail: text('detail'),
    column: text('column'),
    constraint: text('constraint'),
  }
}
