import {CloudpremError} from '@cloudprem/core'
import {createSecureContext, type ConnectionOptions} from 'node:tls'
import type {DatabaseTarget, SslMode} from './target.js'
import {readAuthorities, readClientCertificate, readRevocationList} from './tls-files.js'

/** One way to try: without TLS, or with these options of Node's. */
export interface TlsAttempt {
  options: ConnectionOptions | false
  /** Whether the server's certificate must be of a known authority. */
  verified: boolean
}

export interface TlsOptions {
  /** Verify nothing, but keep the encryption that the mode asks for. */
  insecureTls: boolean
  /** Of `--ca-file`: authorities for the modes that verify, where the connection names none. */
  caFile?: string | undefined
}

/**
 * The ways to connect, in the order in which libpq tries them (PostgreSQL manual, "SSL Mode Descriptions"). As in libpq, a
 * root certificate that is there is verified against in every mode that has TLS, and the name is looked at in `verify-full`
 * alone.
 *
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2) when a named file cannot be read, `USAGE` (exit 2) when one is missing that
 *   the mode needs, or cannot be used
 */
export async function tlsAttempts(target: DatabaseTarget, tls: TlsOptions): Promise<TlsAttempt[]> {
  const plain: TlsAttempt = {options: false, verified: false}
  // A Unix socket never leaves the machine, and PostgreSQL offers no TLS on it.
  if (target.host.startsWith('/') || target.sslMode === 'disable') return [plain]
  const encrypted = await encryptedAttempt(target, tls)
  const attempts: Record<Exclude<SslMode, 'disable'>, TlsAttempt[]> = {
    allow: [plain, encrypted],
    prefer: [encrypted, plain],
    require: [encrypted],
    'verify-ca': [encrypted],
    'verify-full': [encrypted],
  }
  return attempts[target.sslMode]
}

async function encryptedAttempt(target: DatabaseTarget, {insecureTls, caFile}: TlsOptions): Promise<TlsAttempt> {
  const mustVerify = target.sslMode.startsWith('verify-')
  const own = await readAuthorities(target)
  const authorities =
    own ?? (mustVerify && caFile !== undefined ? await readAuthorities({...target, rootCertificate: caFile}) : own)
  if (mustVerify && !insecureTls && authorities === undefined) throw noAuthorities(target)
  const verified = !insecureTls && authorities !== undefined
  const options: ConnectionOptions = {
    rejectUnauthorized: verified,
    ...(verified && {ca: authorities, crl: await readRevocationList(target)}),
    ...(await readClientCertificate(target)),
    ...(target.keyPassword !== undefined && {passphrase: target.keyPassword}),
  }
  if (verified && target.sslMode !== 'verify-full') options.checkServerIdentity = () => undefined
  requireUsable(options, target)
  return {options, verified}
}

/** Node would say it in the middle of the handshake, and in OpenSSL's words only. */
function requireUsable(options: ConnectionOptions, target: DatabaseTarget): void {
  try {
    createSecureContext(options)
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    const needsPassword = /bad decrypt|interrupted or cancelled|bad password read/i.test(said)
    throw new CloudpremError({
      code: 'USAGE',
      message: needsPassword
        ? `The private key of the client certificate is encrypted, and its password was ${target.keyPassword === undefined ? 'not given' : 'wrong'}`
        : 'The certificates and the key for the database cannot be used',
      reason: said,
      ...(needsPassword && {hint: '--dsn "… sslpassword=PASSWORD", or a key without one'}),
      cause,
    })
  }
}

function noAuthorities({sslMode}: DatabaseTarget): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: `sslmode=${sslMode} wants to know an authority, and none was named`,
    reason: 'There is no ~/.postgresql/root.crt, which psql would read too.',
    hint: [
      '--dsn "…sslrootcert=FILE" with the certificate of the authority (a cloud has it for download), or --ca-file FILE',
      '--dsn "…sslmode=verify-full&sslrootcert=system" when the certificate is of a public authority',
    ],
  })
}
